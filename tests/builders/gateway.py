"""The HTTP API as a WSGI application: the gateway's routes in front of the real handlers, for tests that speak HTTP.

It does what the gateway does: finds the route of the OpenAPI document, refuses who brings no token of staff where
one is needed, hands the verified claims on. A token of staff is spelled ``staff.<tenant>.<role>`` here; real ones are
verified by the gateway that we do not own.
"""

import base64
import importlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote

from infra.constructs.api_route import ApiRoute, routes
from tests.builders.http import api_event, staff_claims
from tests.builders.lambda_context import FakeContext

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


@dataclass(frozen=True)
class Served:
    """What the gateway sends back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Gateway:
    """Routes requests to handlers, as API Gateway does."""

    def __init__(self) -> None:
        self._routes = [(_pattern(route), route) for route in sorted(routes(), key=_how_general)]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Serve one WSGI request."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        if environ.get("CONTENT_TYPE"):
            headers["content-type"] = environ["CONTENT_TYPE"]
        served = self.serve(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
            environ.get("QUERY_STRING", ""),
            headers,
            environ["wsgi.input"].read(length) if length else b"",
        )
        start_response(f"{served.status} {_phrase(served.status)}", list(served.headers.items()))
        return [served.body]

    def serve(self, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Served:
        """Answer one request."""
        matches = ((pattern.fullmatch(path), route) for pattern, route in self._routes if route.method == method)
        found = next(((match, route) for match, route in matches if match), None)
        if found is None:
            return _said(HTTPStatus.NOT_FOUND, "Not Found")
        claims = _claims(headers.get("authorization", ""))
        if found[1].caller == "staff" and claims is None:
            return _said(HTTPStatus.UNAUTHORIZED, "Unauthorized")
        event = api_event(method, path, headers=headers, claims=claims, query=_joined(query))
        event["pathParameters"] = {name: unquote(value) for name, value in found[0].groupdict().items()}
        event["body"], event["isBase64Encoded"] = _spelled(body)
        return _read(_handler(found[1].handler)(event, FakeContext()))


def _pattern(route: ApiRoute) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(route.path)))


def _how_general(route: ApiRoute) -> tuple[int, str]:
    return route.path.count("{"), route.path


def _claims(authorization: str) -> dict[str, str] | None:
    parts = authorization.removeprefix("Bearer ").split(".")
    return staff_claims(parts[1], parts[2]) if len(parts) == 3 and parts[0] == "staff" else None


def _joined(query: str) -> dict[str, str]:
    """A parameter that comes several times is one with commas, as the gateway has it."""
    joined: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _spelled(body: bytes) -> tuple[str | None, bool]:
    if not body:
        return None, False
    try:
        return body.decode("utf-8"), False
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), True


def _handler(module: str) -> Handler:
    handler: Handler = importlib.import_module(f"functions.{module}").handler
    return handler


def _read(told: dict[str, Any]) -> Served:
    headers = {name: str(value) for name, value in (told.get("headers") or {}).items()}
    headers |= {name: str(values[0]) for name, values in (told.get("multiValueHeaders") or {}).items()}
    body = told.get("body") or ""
    raw = base64.b64decode(body) if told.get("isBase64Encoded") else str(body).encode()
    return Served(int(told["statusCode"]), headers, raw)


def _said(status: HTTPStatus, message: str) -> Served:
    return Served(status, {"content-type": "application/json"}, json.dumps({"message": message}).encode())


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in {each.value for each in HTTPStatus} else "Unknown"
