"""The routes of recruiting, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.recruiting.routes import invitations, positions
from shared.platform.http import api
from shared.platform.observability import observed

app = api("recruiting")
for subject in (positions, invitations):
    app.include_router(subject.router)


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
