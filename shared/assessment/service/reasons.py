"""Why an answer was not assessed, in words: from a refusal, from a worker, or from an error of our own."""

import json

from pydantic import ValidationError

from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import CaughtFailure
from shared.assessment.service.people_only import FOR_PEOPLE, PeopleOnly
from shared.kernel.ids import ExecutionId

LOST = frozenset({"States.Timeout", "States.HeartbeatTimeout"})
LONGEST = 400
"""Characters of an error's own words: enough to know it again, not a page."""


def reason_of(failure: CaughtFailure, execution_id: ExecutionId) -> Reason:
    """Return the reason that a worker gave, or the best that can be said of what the state machine caught."""
    if failure.error == PeopleOnly.__name__:
        return FOR_PEOPLE
    if failure.error in LOST:
        return Reason(
            code="worker_lost",
            problem="No worker finished this recording within the time allowed: all were busy, or one fell silent.",
            remedy="The recording is kept. Assess the answer again.",
        )
    return _told(failure.cause) or _internal(failure, execution_id)


def _told(cause: str) -> Reason | None:
    try:
        return Reason.model_validate_json(cause)
    except ValidationError:
        return None


def _internal(failure: CaughtFailure, execution_id: ExecutionId) -> Reason:
    words = f"{failure.error}: {_message(failure.cause)}"[:LONGEST]
    return Reason(
        code="internal",
        problem=f"An error in the assessment itself stopped it ({words}).",
        remedy=f"The recording is kept. Assess the answer again; the operator finds the error in {execution_id}.",
    )


def _message(cause: str) -> str:
    """Return what a Lambda said; its cause is a JSON object with ``errorMessage``."""
    try:
        told = json.loads(cause)
    except ValueError:
        return cause
    return str(told.get("errorMessage", cause)) if isinstance(told, dict) else cause
