"""The HTTP API: one resolver a stage; errors leave as problem+json (RFC 9457) with what to do next."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from shared.kernel.errors import BoleError, Invalid, NotFound
from shared.platform.identity import Caller, bearer, caller_of
from shared.platform.observability import logger

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


def api(stage: str) -> APIGatewayHttpResolver:
    """Return the resolver of ``stage``: bodies are validated, and every error leaves as problem+json."""
    app = APIGatewayHttpResolver(enable_validation=True)

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


def caller(app: APIGatewayHttpResolver) -> Caller:
    """Return who calls this route, from the claims that the gateway verified. Raises ``Unauthenticated``."""
    authorizer = app.current_event.raw_event.get("requestContext", {}).get("authorizer") or {}
    return caller_of(authorizer.get("jwt", {}).get("claims") or {})


def candidate_token(app: APIGatewayHttpResolver) -> str:
    """Return the candidate's token, which the use case verifies. Raises ``Unauthenticated``."""
    return bearer(app.current_event.headers)


def idempotency_key(app: APIGatewayHttpResolver) -> str | None:
    """Return the ``Idempotency-Key`` of the request, or None. Raises ``Invalid`` where it is overlong."""
    key = next((value for name, value in app.current_event.headers.items() if name.lower() == "idempotency-key"), None)
    if key is not None and not 1 <= len(key) <= 200:
        raise Invalid("The Idempotency-Key has more than 200 characters.", "Send a shorter one, for example a UUID.")
    return key


def _field(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault.get("loc", ()))


def _in_words(faults: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{_field(fault)}: {fault.get('msg', '')}" for fault in faults)
