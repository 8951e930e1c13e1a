"""The HTTP API's routes: method, path, whose handler, and who may pass the gateway. Read from ``api/openapi.json``."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Literal

from infra.options import ROOT

DOCUMENT = ROOT / "api" / "openapi.json"
"""Published by the handlers (``bole contracts``): a route that is not in it is not served."""

Caller = Literal["staff", "candidate", "public"]


@dataclass(frozen=True)
class ApiRoute:
    """One route. ``caller`` = ``staff`` must bring a token of the user pool.

    A ``candidate`` brings the token of the invitation, which only the handler can check: it compares the hash of the
    secret with the one in the table, and nothing is done before. ``public`` routes tell nothing of anybody.
    """

    method: str
    path: str
    handler: str
    """``<stage>.<module>`` below ``functions``."""
    caller: Caller


@cache
def routes() -> tuple[ApiRoute, ...]:
    """Return every route of the OpenAPI document, in its order."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return tuple(
        ApiRoute(method.upper(), path, operation["x-bole-handler"], _caller(operation["security"]))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )


def _caller(security: list[dict[str, list[str]]]) -> Caller:
    if not security:
        return "public"
    return "staff" if "staff" in security[0] else "candidate"
