"""Consumes ``interview/personality_completed`` v1: whether a test was done with care, and never how it came out."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.interview.personality.contracts import PersonalityCompleted
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.hearing import personality_done
from shared.recruiting.applications.scope import ApplicationSettings, application_desk


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(ApplicationSettings)
    told = PersonalityCompleted.model_validate(event["detail"])
    if told.application_id is None:
        return {"changed": False}
    desk = application_desk(platform, told.tenant_id)
    changed = personality_done(told.application_id, told.interview_id, told.valid, told.occurred_at, desk)
    return {"changed": changed}
