"""The routes of people, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.people.routes import access, development, employees, onboarding, outcomes, tables
from shared.platform.http import api
from shared.platform.observability import observed

app = api("people")
for subject in (tables, employees, onboarding, development, outcomes, access):
    app.include_router(subject.router)


@observed("people")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
