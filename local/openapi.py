"""Write ``api/openapi.json`` from the handlers: one OpenAPI 3.1 document of the whole HTTP API.

The template reads the gateway's routes from it, the console's types are generated from it, and Swagger UI shows it.
"""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import APIKey, APIKeyIn, HTTPBearer

PATH = Path("api/openapi.json")
HANDLERS = (
    "tenancy.api",
    "recruiting.api",
    "recruiting.public_api",
    "recruiting.analysis",
    "interview.api",
    "interview.statistics",
    "assessment.api",
    "decision.api",
    "decision.fairness_api",
    "offer.api",
    "offer.letter_api",
    "offer.signature_api",
    "people.api",
    "payroll.api",
    "payroll.papers_api",
    "finance.api",
    "platform.docs",
)
"""The handlers that answer HTTP, ``<stage>.<module>`` below ``functions``, in the order of the river."""

SCHEMES = {
    "staff": HTTPBearer(description="A token of the identity provider; its verified claims name tenant and roles."),
    "candidate": HTTPBearer(description="The token of an invitation, as it stands in the link behind the #."),
    "public": APIKey(name="none", in_=APIKeyIn.query, description="Nothing is needed."),
}
PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `code` never changes; `remedy` says what to do next.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "remedy"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
}
A_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
REFUSALS = {
    401: "Nobody can tell who calls.",
    403: "The caller may not do this.",
    404: "There is no such thing, or not for this caller.",
    422: "The request cannot be read or breaks a rule; `errors` names each field.",
    429: "A limit of the plan or of the moment is reached.",
    503: "A service that is needed did not answer; nothing was changed.",
}
"""What every route may answer besides."""
REFUSED_CHANGES = {
    409: "It is no longer in the state that the request supposes, or the Idempotency-Key was used for another request.",
    410: "Its time is over.",
    412: "It was changed after it was read.",
    413: "The body, or the file that is announced, is too large.",
    415: "A body, or a file that is announced, of this kind is not taken.",
    428: "The header If-Match is missing.",
}
"""What a route that changes something may answer."""


def document() -> dict[str, Any]:
    """Return the OpenAPI document of all handlers."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    for handler in HANDLERS:
        said = _renamed(_said_by(handler), schemas, handler)
        schemas |= _schemas(said)
        for path, operation_of in said["paths"].items():
            for method, operation in operation_of.items():
                paths.setdefault(path, {})[method] = _finished(handler, path, method, operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bole",
            "version": "1",
            "description": "AI interviews joined to HR and finance. Lists go on by `cursor`; changes name the ETag "
            "they were made from in `If-Match`; creations take an `Idempotency-Key`; errors are problem+json in words.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": {
                _refusal(code): {"description": words, "content": A_PROBLEM}
                for code, words in sorted((REFUSALS | REFUSED_CHANGES).items())
            },
            "securitySchemes": {
                "staff": {"type": "http", "scheme": "bearer", "description": SCHEMES["staff"].description},
                "candidate": {"type": "http", "scheme": "bearer", "description": SCHEMES["candidate"].description},
            },
        },
    }


def text_of(document: dict[str, Any]) -> str:
    """Return the document as it stands in its file."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def write(root: Path) -> Path:
    """Write the document below ``root`` and return its path."""
    target = root / PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text_of(document()), encoding="utf-8")
    return target


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of each route."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _said_by(handler: str) -> dict[str, Any]:
    app = importlib.import_module(f"functions.{handler}").app
    schema = app.get_openapi_schema(title="Bole", version="1", security_schemes=SCHEMES)
    said: dict[str, Any] = json.loads(schema.model_dump_json(by_alias=True, exclude_none=True, indent=None))
    return said


def _refusal(code: int) -> str:
    return f"Refused{code}"


def _renamed(said: dict[str, Any], taken: dict[str, Any], handler: str) -> dict[str, Any]:
    """Return a handler's document in which what another stage calls by the same name has the stage before its name."""
    stage = handler.split(".")[0].capitalize()
    clashing = [name for name, schema in _schemas(said).items() if taken.get(name, schema) != schema]
    text = json.dumps(said)
    for name in clashing:
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{stage}{name}"')
    renamed: dict[str, Any] = json.loads(text)
    for name in clashing:
        _schemas(renamed)[f"{stage}{name}"] = _schemas(renamed).pop(name)
    return renamed


def _schemas(said: dict[str, Any]) -> dict[str, Any]:
    schemas: dict[str, Any] = said.get("components", {}).get("schemas", {})
    return schemas


def _finished(handler: str, path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    calls = next(iter(operation["security"][0]))
    stage = handler.split(".")[0]
    refusals = REFUSALS | (REFUSED_CHANGES if method != "get" else {410: REFUSED_CHANGES[410]})
    answers = {code: answer for code, answer in operation["responses"].items() if int(code) < 400}
    for code in refusals:
        answers[str(code)] = {"$ref": f"#/components/responses/{_refusal(code)}"}
    parameters = [*operation.get("parameters", []), *_headers(method, operation)]
    return {
        **operation,
        "operationId": f"{operation['operationId']}",
        "tags": [stage],
        **({"parameters": parameters} if parameters else {}),
        "responses": dict(sorted(answers.items())),
        "security": [] if calls == "public" else [{calls: []}],
        "x-bole-handler": handler,
    }


def _headers(method: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    named = {str(parameter["name"]).lower() for parameter in operation.get("parameters", [])}
    offered = {"post": ("Idempotency-Key", "If-Match"), "put": ("If-Match",), "delete": ("If-Match",)}.get(method, ())
    return [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string", "maxLength": 200}}
        for name in offered
        if name.lower() not in named
    ]
