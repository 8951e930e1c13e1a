"""RecordInterviewFailure: why there is no report although all answers are in, where people look for it."""

from shared.assessment.pipeline import FailedInterview
from shared.assessment.service.reasons import reason_of
from shared.assessment.service.scope import Scope


def record_interview_failure(scope: Scope, failed: FailedInterview) -> bool:
    """Keep the problem at the interview; False where a newer revision is under way. Raises ``Unavailable``."""
    reason = reason_of(failed, failed.execution_id)
    return scope.interviews.troubled(failed.interview.interview_id, failed.interview.revision, reason)
