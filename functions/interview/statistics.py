"""What counts over many interviews and needs a library for it: a function of its own; the others stay light."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.interview.routes import reliability
from shared.platform.http import api
from shared.platform.observability import observed

app = api("interview")
app.include_router(reliability.router)


@observed("interview")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
