"""The HTTP API: one resolver a stage; errors leave as problem+json (RFC 9457) with what to do next."""

import json
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any, Literal, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import BaseRouter
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from shared.kernel.errors import BoleError, Invalid, NotFound
from shared.platform import bootstrap
from shared.platform.etag import etag, named_in
from shared.platform.identity import Caller, bearer, caller_of
from shared.platform.observability import logger
from shared.platform.settings import TableSettings

T = TypeVar("T")

Calls = Literal["staff", "candidate", "public"]
"""Who passes the gateway: ``staff`` with a token of the identity provider, which it verifies; a ``candidate`` with the
token of an invitation, which the handler verifies; ``public`` without any."""
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
        return problem(error)

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


def caller(app: BaseRouter) -> Caller:
    """Return who calls this route, from the claims that the gateway verified.

    Raises:
        Unauthenticated: the claims name nobody.
        Suspended, BeingDeleted: the tenant's staff may not use it at the moment.
    """
    authorizer = app.current_event.raw_event.get("requestContext", {}).get("authorizer") or {}
    here = bootstrap.current(TableSettings)
    who = caller_of(authorizer.get("jwt", {}).get("claims") or {}, here.settings)
    here.usage(who.tenant_id).plan().admit_staff()
    return who


def staff(app: BaseRouter) -> Caller:
    """Return the member of staff who calls this route; what they may do is ``authorize``'s. Raises ``Unauthenticated``."""
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
