"""Requests as the HTTP API hands them to a handler (payload version 2), and answers as a client reads them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.builders.lambda_context import FakeContext


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def api_event(
    method: str,
    path: str,
    body: Any = None,
    *,
    headers: dict[str, str] | None = None,
    claims: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> dict[str, Any]:
    """One request. ``claims`` are there only where the gateway's authorizer verified a token."""
    authorizer = {} if claims is None else {"authorizer": {"jwt": {"claims": claims, "scopes": None}}}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query or {}),
        **({"queryStringParameters": query} if query else {}),
        "headers": {"content-type": "application/json", **(headers or {})},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "api.example",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "t"},
            "requestId": "request-1",
            "routeKey": "$default",
            "stage": "$default",
            "time": "22/Nov/2026:09:00:00 +0000",
            "timeEpoch": 1795338000000,
            **authorizer,
        },
        "body": None if body is None else body if isinstance(body, str) else json.dumps(body),
        "isBase64Encoded": False,
    }


def call(handler: Callable[[dict[str, Any], Any], dict[str, Any]], event: dict[str, Any]) -> Answer:
    """Hand the event to the handler and read the answer."""
    told = handler(event, FakeContext())
    headers = {name.lower(): value for name, value in (told.get("headers") or {}).items()}
    several = {name.lower(): values[0] for name, values in (told.get("multiValueHeaders") or {}).items()}
    headers |= {name: value for name, value in several.items() if name not in headers}
    kind = str(headers.get("content-type", ""))
    body = json.loads(told["body"]) if told.get("body") and "json" in kind else told.get("body")
    return Answer(told["statusCode"], kind, body, headers)


def staff_claims(tenant: str = "acme", *groups: str) -> dict[str, str]:
    """Claims as Cognito's token has them behind an HTTP API: groups spelled in brackets."""
    return {"sub": "user-1", "custom:tenant": tenant, "cognito:groups": f"[{' '.join(groups or ('recruiter',))}]"}


def etag_of(told: dict[str, Any]) -> str:
    """The entity tag of an answer, as it stands in its headers."""
    several = {name: values[0] for name, values in told.get("multiValueHeaders", {}).items()}
    return str({**(told.get("headers") or {}), **several}["ETag"])
