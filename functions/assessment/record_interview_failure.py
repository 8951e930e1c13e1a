"""RecordInterviewFailure: where every error of ``complete_interview`` ends."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import FailedInterview
from shared.assessment.service.record_interview_failure import record_interview_failure
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import observed


class RecordInterviewFailureSettings(AssessmentSettings):
    """What RecordInterviewFailure needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``FailedInterview``; return whether its problem was recorded, or a newer revision is under way."""
    platform = bootstrap.current(RecordInterviewFailureSettings)
    failed = FailedInterview.model_validate(event)
    return {"recorded": record_interview_failure(scope_of(platform, failed.interview.tenant_id), failed)}
