"""The routes of tenancy, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.tenancy.routes import audit, holds, jurisdictions, me, rights, settings, users
from shared.platform.http import api
from shared.platform.observability import observed

app = api("tenancy")
for subject in (me, users, settings, audit, jurisdictions, rights, holds):
    app.include_router(subject.router)


@observed("tenancy")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
