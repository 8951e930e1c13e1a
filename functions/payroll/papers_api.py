"""The routes of papers, in a handler of their own: they alone need the layer that typesets."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.payroll.routes import papers
from shared.platform.http import api
from shared.platform.observability import observed

app = api("payroll")
app.include_router(papers.router)


@observed("payroll")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    answer = app.resolve(event, context)
    return answer if "json" in _kind(answer) else answer | {"isBase64Encoded": True}


def _kind(answer: dict[str, Any]) -> str:
    several = {name: values[0] for name, values in (answer.get("multiValueHeaders") or {}).items()}
    headers = {name.lower(): str(value) for name, value in {**several, **(answer.get("headers") or {})}.items()}
    return headers.get("content-type", "json")
