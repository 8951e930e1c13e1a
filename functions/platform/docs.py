"""The API's own description: the OpenAPI document, and Swagger UI to read and try it."""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform.http import A_PAGE, api
from shared.platform.observability import observed

DOCUMENT = Path(__file__).parents[2] / "api" / "openapi.json"
SWAGGER_UI = "aws_lambda_powertools.event_handler.openapi.swagger_ui"

app = api("platform", "public")


@app.get("/v1/platform/openapi.json", summary="The OpenAPI document")
def get_document() -> Response[dict[str, Any]]:
    """Return the OpenAPI 3.1 document of the whole API."""
    headers: dict[str, str | list[str]] = {"Cache-Control": "public, max-age=300"}
    return Response(status_code=200, content_type="application/json", body=_document(), headers=headers)


@app.get("/v1/platform/docs", summary="Swagger UI", responses=A_PAGE, compress=True)
def get_page() -> Response[str]:
    """Return a page on which the API can be read and tried."""
    headers: dict[str, str | list[str]] = {"Cache-Control": "public, max-age=300"}
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=_page(), headers=headers)


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return document


@cache
def _page() -> str:
    files = resources.files(SWAGGER_UI)
    script = files.joinpath("swagger-ui-bundle.min.js").read_text(encoding="utf-8")
    style = files.joinpath("swagger-ui.min.css").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bole API</title>'
        f'<style>{style}</style></head><body><div id="api"></div><script>{script}</script>'
        '<script>SwaggerUIBundle({url: "openapi.json", dom_id: "#api", deepLinking: true})</script></body></html>'
    )


@observed("platform")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
