"""An awaited answer of which no machine has a recording: missed, or handed to people alone."""

from shared.assessment.model.answer import Reason
from shared.assessment.model.progress import AnswerState
from shared.assessment.service.people_only import FOR_PEOPLE
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import settle
from shared.assessment.service.takes import lies_with_people

NEVER_UPLOADED = Reason(
    code="never_uploaded",
    problem="The session closed without a recording of this answer.",
    remedy="Invite the candidate again if the answer is needed.",
)


def settle_without_recording(scope: Scope, state: AnswerState) -> bool:
    """Settle an answer whose recording never came here; False where it changed since it was read in ``state``.

    One that lies with the recordings for people was given, and is not called missed. Raises ``Unavailable``.
    """
    if lies_with_people(scope, state):
        return settle(scope, state, "failed", reason=FOR_PEOPLE)
    return settle(scope, state, "missed", reason=NEVER_UPLOADED)
