"""The routes of offers that typeset nothing, for staff and for candidates: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.offer.routes import budgets, candidate, offers, settings
from shared.platform.http import api
from shared.platform.observability import observed

app = api("offer")
for subject in (settings, offers, budgets, candidate):
    app.include_router(subject.router)


@observed("offer")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
