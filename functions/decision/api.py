"""The routes of decision, for a tenant's staff and for candidates: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.decision.routes import (
    candidate,
    decisions,
    fairness,
    oversight,
    panels,
    requests,
    self_identification,
)
from shared.platform.http import api
from shared.platform.observability import observed

app = api("decision")
for subject in (panels, decisions, requests, oversight, candidate, fairness, self_identification):
    app.include_router(subject.router)


@observed("decision")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
