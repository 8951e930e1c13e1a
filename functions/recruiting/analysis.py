"""The routes of requirement analysis, in a handler of their own: they alone need the layer of statistics."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.recruiting.routes import history, requirements
from shared.platform.http import api
from shared.platform.observability import observed

app = api("recruiting")
for subject in (history, requirements):
    app.include_router(subject.router)


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
