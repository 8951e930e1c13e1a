"""The routes of payroll: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.payroll.routes import employees, runs, settings
from shared.platform.http import api
from shared.platform.observability import observed

app = api("payroll")
for subject in (settings, employees, runs):
    app.include_router(subject.router)


@observed("payroll")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
