"""The routes of recruiting, for a tenant's staff: ``routes/`` has one file a subject."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.recruiting.routes import (
    application_links,
    applications,
    candidate_imports,
    candidates,
    duplicates,
    flows,
    invitation_batches,
    invitations,
    message_templates,
    positions,
    question_drafts,
    question_templates,
    questions,
    requisitions,
)
from shared.platform.http import api
from shared.platform.observability import observed

app = api("recruiting")
for subject in (
    requisitions,
    positions,
    questions,
    question_templates,
    question_drafts,
    flows,
    applications,
    candidates,
    candidate_imports,
    application_links,
    duplicates,
    invitations,
    invitation_batches,
    message_templates,
):
    app.include_router(subject.router)


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
