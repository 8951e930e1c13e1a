"""The routes of assessment, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.assessment.routes import calibrations, corrections, interviews, rubrics
from shared.platform.http import api
from shared.platform.observability import observed

app = api("assessment")
for subject in (interviews, corrections, rubrics, calibrations):
    app.include_router(subject.router)


@observed("assessment")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
