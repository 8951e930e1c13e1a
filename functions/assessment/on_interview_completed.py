"""Consumes ``interview/interview_completed`` v1: what was not answered is not awaited any more."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.service.completed import completed
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.interview.contracts import InterviewCompleted
from shared.platform import bootstrap
from shared.platform.observability import observed


class OnInterviewCompletedSettings(AssessmentSettings):
    """What the consumer needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return how many answers were settled. The same event again changes nothing."""
    platform = bootstrap.current(OnInterviewCompletedSettings)
    told = InterviewCompleted.model_validate(event["detail"])
    return {"settled": completed(scope_of(platform, told.tenant_id), told)}
