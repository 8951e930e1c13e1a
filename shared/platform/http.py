"""The HTTP API: one resolver a stage; errors leave as problem+json (RFC 9457) with what to do next."""

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any, Literal, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import BaseRouter
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from shared.kernel.errors import BoleError, Invalid, NotFound, TooLarge, UnsupportedMedia
from shared.platform import bootstrap, gate
from shared.platform.etag import etag, named_in
from shared.platform.identity import Caller, bearer, caller_of
from shared.platform.observability import logger
from shared.platform.settings import TableSettings

T = TypeVar("T")

Calls = Literal["staff", "candidate", "public"]
"""Who passes the gateway: ``staff`` with a token of the identity provider, which it verifies; a ``candidate`` with the
token of an invitation, which the handler verifies; ``public`` without any."""


def text_of(kind: str, what: str) -> dict[int, Any]:
    """Return ``responses`` for a route that answers with text of a kind that is not JSON."""
    return {200: {"description": what, "content": {kind: {"schema": {"type": "string"}}}}}


A_PAGE = text_of("text/html", "A page.")
"""``responses`` of a route that answers with HTML."""
JSON = re.compile(r"application/(?:[\w.-]+\+)?json")
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')
BRACKETS = re.compile(r"[\[\]{}]")
MAX_DEPTH = 64
"""Parsers recurse: what is nested thousands of levels deep breaks them, and no body of ours is deeper than a dozen."""
MAX_BODY = 5 * 1024**2
"""Characters. Lambda takes 6 MB in all."""
ROUTE = signature(BaseRouter.route)


class _Routes(APIGatewayHttpRouter):
    """A router whose routes say in the OpenAPI document who may call them."""

    def __init__(self, calls: Calls) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._calls = calls

    def route(self, *given: Any, **named: Any) -> Callable[[Any], Any]:
        return super().route(**_said(self, given, named, self._calls))


class _Resolver(APIGatewayHttpResolver):
    """A resolver whose own routes do so, too."""

    calls: Calls = "staff"

    def route(self, *given: Any, **named: Any) -> Callable[[Any], Any]:
        return super().route(**_said(self, given, named, self.calls))

    def resolve(self, event: Any, context: Any) -> dict[str, Any]:
        """Serve one request; a body that is no JSON, or too much of it, is refused before anything reads it."""
        try:
            event = event | _body_of(event)
        except BoleError as error:
            refused = problem(error)
            headers = {**refused.headers, "Content-Type": PROBLEM_JSON}
            return {"statusCode": error.status, "headers": headers, "body": refused.body, "isBase64Encoded": False}
        return super().resolve(event, context)


def _body_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as text, for an event. Raises ``UnsupportedMedia``, ``TooLarge``, ``Invalid``."""
    body, headers = event.get("body"), event.get("headers", {})
    if not body:  # without a body its type means nothing, and some types make the resolver look for one
        return {"headers": {name: value for name, value in headers.items() if name.lower() != "content-type"}}
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if not JSON.fullmatch(kind.split(";")[0].strip().lower()):
        raise UnsupportedMedia("The body is not JSON.", "Send it with Content-Type: application/json.")
    if len(body) > MAX_BODY:
        raise TooLarge(
            f"The body has more than {MAX_BODY // 1024**2} MiB.",
            "Send large files to the address that the API signs for them.",
        )
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body).decode("utf-8")
        except ValueError as error:
            raise Invalid("The body is not UTF-8.", "Send JSON in UTF-8.") from error
    if _depth(body) > MAX_DEPTH:
        raise Invalid(f"The body is nested more than {MAX_DEPTH} levels deep.", "Send the fields that are documented.")
    return {"body": body, "isBase64Encoded": False}


def _depth(text: str) -> int:
    """Return how deep JSON is nested; of what is no JSON it need not be right."""
    depth = deepest = 0
    for bracket in BRACKETS.findall(STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _said(router: BaseRouter, given: tuple[Any, ...], named: dict[str, Any], calls: Calls) -> dict[str, Any]:
    """Return the arguments of ``BaseRouter.route`` with ``security`` where none was named."""
    arguments = ROUTE.bind(router, *given, **named).arguments
    arguments.pop("self")
    arguments["security"] = arguments.get("security") or [{calls: []}]
    return arguments


PROBLEM_JSON = "application/problem+json"


def problem(error: BoleError, **more: Any) -> Response[str]:
    """Return ``error`` as problem+json: ``type``, ``title``, ``status``, ``detail``, ``code``, ``remedy``."""
    body = {
        "type": f"urn:bole:problem:{error.code}",
        "title": error.code.replace("_", " "),
        "status": error.status,
        "detail": error.problem,
        "code": error.code,
        "remedy": error.remedy,
        **more,
    }
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    if error.status == 503:
        headers["Retry-After"] = "2"
    return Response(
        status_code=error.status,
        content_type=PROBLEM_JSON,
        body=json.dumps(body, ensure_ascii=False),
        headers=headers,
    )


def api(stage: str, calls: Calls = "staff") -> APIGatewayHttpResolver:
    """Return the resolver of ``stage``: bodies are validated, and every error leaves as problem+json."""
    app = _Resolver(enable_validation=True)
    app.calls = calls

    def on_known(error: BoleError) -> Response[str]:
        log = logger(stage).error if error.status >= 500 else logger(stage).info
        log("The request was refused.", extra={"code": error.code, "problem": error.problem})
        return problem(error, **error.members)

    def on_malformed(error: RequestValidationError) -> Response[str]:
        faults = error.errors()
        return problem(
            Invalid(f"The request cannot be read: {_in_words(faults)}.", "Correct these fields and send it again."),
            errors=[{"field": _field(fault), "problem": str(fault.get("msg", ""))} for fault in faults],
        )

    def on_no_route(_error: NotFoundError) -> Response[str]:
        path = app.current_event.path
        return problem(NotFound(f"There is no {app.current_event.http_method} {path}.", "Check the path and method."))

    def on_unknown(error: Exception) -> Response[str]:
        logger(stage).exception("The request failed.")
        return problem(
            BoleError(
                f"Something broke on our side ({type(error).__name__}).",
                "Try again; if it stays, give the operator the request id of this answer.",
            ),
            request_id=app.current_event.request_context.request_id,
        )

    app.exception_handler(Exception)(on_unknown)
    app.exception_handler(BoleError)(on_known)
    app.exception_handler(RequestValidationError)(on_malformed)
    app.not_found(on_no_route)
    return app


def routes(calls: Calls = "staff") -> APIGatewayHttpRouter:
    """Return an empty router: the routes of one subject, which ``functions/<stage>/api.py`` includes.

    ``calls`` says who may pass the gateway to them.
    """
    return _Routes(calls)


def caller(app: BaseRouter, *, registering: bool = False) -> Caller:
    """Return who calls this route, from the claims that the gateway verified, once they have passed the gate.

    Raises:
        Unauthenticated: the claims name nobody, or are older than the user's rights.
        Forbidden: the tenant is suspended, or the user is deactivated.
    """
    authorizer = app.current_event.raw_event.get("requestContext", {}).get("authorizer") or {}
    here = bootstrap.current(TableSettings)
    claims = authorizer.get("jwt", {}).get("claims") or {}
    who = caller_of(claims, here.settings)
    gate.admit(who, claims, here.table(who.tenant_id), registering=registering)
    return who


def staff(app: BaseRouter) -> Caller:
    """Return the member of staff who calls this route; what they may do is ``authorize``'s. Raises as ``caller``."""
    return caller(app)


def candidate_token(app: BaseRouter) -> str:
    """Return the candidate's token, which the use case verifies. Raises ``Unauthenticated``."""
    return bearer(app.current_event.headers)


def if_match(app: BaseRouter) -> frozenset[str] | None:
    """Return the versions that ``If-Match`` names, for ``shared.platform.etag.expect``; None where it was not sent."""
    return named_in(app.current_event.headers, "If-Match")


def tagged(body: T, version: str | int, status: int = 200) -> Response[T]:
    """Return an answer with its ETag: what an edit of it sends back as ``If-Match``."""
    headers: dict[str, str | list[str]] = {"ETag": etag(version), "Cache-Control": "private, no-cache"}
    return Response(status_code=status, content_type="application/json", body=body, headers=headers)


def idempotency_key(app: BaseRouter) -> str | None:
    """Return the ``Idempotency-Key`` of the request, or None. Raises ``Invalid`` where it is overlong."""
    key = next((value for name, value in app.current_event.headers.items() if name.lower() == "idempotency-key"), None)
    if key is not None and not 1 <= len(key) <= 200:
        raise Invalid("The Idempotency-Key has more than 200 characters.", "Send a shorter one, for example a UUID.")
    return key


def _field(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault.get("loc", ()))


def _in_words(faults: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{_field(fault)}: {fault.get('msg', '')}" for fault in faults)
