"""The routes of the interview. Those of a candidate are public at the gateway; each verifies the token itself."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.interview.routes import (
    accommodation,
    accommodations,
    consents,
    personality,
    personality_results,
    preparation,
    records,
    rights,
    session,
    uploads,
)
from shared.platform.http import api
from shared.platform.observability import observed

app = api("interview", "candidate")
for subject in (
    session,
    uploads,
    consents,
    preparation,
    accommodation,
    accommodations,
    personality,
    personality_results,
    records,
    rights,
):
    app.include_router(subject.router)


@observed("interview")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
