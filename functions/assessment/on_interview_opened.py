"""Consumes ``interview/interview_opened`` v1: from now on the interview's answers are awaited."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.service.open_interview import open_interview, plan_of
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.interview.contracts import InterviewOpened
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.tombstones import erased


class OnInterviewOpenedSettings(AssessmentSettings):
    """What the consumer needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether the interview was new. The same event again changes nothing."""
    platform = bootstrap.current(OnInterviewOpenedSettings)
    opened = InterviewOpened.model_validate(event["detail"])
    scope = scope_of(platform, opened.tenant_id)
    if erased(scope.table, opened.interview_id):
        return {"new": False}
    return {"new": open_interview(scope, plan_of(scope, opened.interview_id))}
