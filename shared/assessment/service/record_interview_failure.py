"""RecordInterviewFailure: why there is no report although all answers are in, where people look for it."""

import json

from shared.assessment.model.answer import Reason
from shared.assessment.model.progress import InterviewState
from shared.assessment.pipeline import FailedInterview
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import FOR_PEOPLE, PeopleOnly
from shared.assessment.service.scope import Scope

TIMEOUT = "States.Timeout"
LONGEST = 400
"""Characters of an error's own words: enough to know it again, not a page."""


def record_interview_failure(scope: Scope, failed: FailedInterview) -> bool:
    """Keep the problem at the interview.

    False where there is none: a newer revision is under way, or the report is there and whoever awaits a letter has it.

    Raises:
        NotFound: the plan is not there.
        Unavailable: the table or the bucket did not answer.
    """
    state = scope.interviews.get(failed.interview.interview_id)
    if state is None or state.revision != failed.interview.revision:
        return False
    if failed.error == PeopleOnly.__name__:
        return scope.interviews.troubled(state, FOR_PEOPLE)
    if state.reported_revision < state.revision:
        return scope.interviews.troubled(state, _not_made(failed))
    return _letter_is_due(scope, state) and scope.interviews.troubled(state, _not_mailed(failed))


def _letter_is_due(scope: Scope, state: InterviewState) -> bool:
    return state.mailed_revision < state.revision and plan_of(scope, state.interview_id).contact is not None


def _not_made(failed: FailedInterview) -> Reason:
    return Reason(
        code="internal",
        problem=f"All answers are in, but the report was not made: {_words(failed)}.",
        remedy=f"Ask for the report again. The operator finds the error in {failed.execution_id}.",
    )


def _not_mailed(failed: FailedInterview) -> Reason:
    return Reason(
        code="internal",
        problem=f"The report is there, but the mail about it could not be sent: {_words(failed)}.",
        remedy=f"Read the report here. The operator finds the error in {failed.execution_id}.",
    )


def _words(failed: FailedInterview) -> str:
    """Return the step's own error; the cause of a Lambda is a JSON object with ``errorMessage``."""
    if failed.error == TIMEOUT:
        return "a step did not end in time"
    try:
        told = json.loads(failed.cause)
    except ValueError:
        told = failed.cause
    message = told.get("errorMessage", failed.cause) if isinstance(told, dict) else failed.cause
    return f"{failed.error}: {message}"[:LONGEST].rstrip(" .:")
