"""An answer settles exactly once, and the interview is complete exactly once a revision."""

from shared.assessment.contracts import AnswerSettled, InterviewSettled
from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.model.progress import AnswerState
from shared.assessment.service.running import update_running
from shared.assessment.service.scope import Scope
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Unavailable
from shared.kernel.ids import InterviewId, new_id

TRIES = 5


def settle(
    scope: Scope,
    state: AnswerState,
    status: AnswerStatus,
    *,
    document: DocumentRef | None = None,
    reason: Reason | None = None,
) -> bool:
    """Settle the answer as it was read in ``state`` and tell of it; False where it changed since it was read."""
    event = AnswerSettled(
        event_id=new_id("evt"),
        tenant_id=state.tenant_id,
        occurred_at=scope.clock.now(),
        interview_id=state.interview_id,
        answer_id=state.answer_id,
        status=status,
        document=document,
        reason=reason,
    )
    return scope.answers.settle(state, event)


def follow_up(scope: Scope, interview_id: InterviewId) -> bool:
    """Do what follows when an answer has settled: see to the report, then bring the running one up to date.

    Called after every settlement, also a repeated one: a process may have died in between. In this order, because the
    running report may fail, and must then hold nothing up. Return whether all answers are in. Raises ``Unavailable``.
    """
    done = complete(scope, interview_id)
    update_running(scope, interview_id)
    return done


def complete(scope: Scope, interview_id: InterviewId) -> bool:
    """Tell, once a revision, that the last answer is in. Return whether all answers are in.

    Called after every settlement, also a repeated one: a process may have died between the two.
    """
    for _ in range(TRIES):
        state = scope.interviews.get(interview_id)
        if state is None or not state.all_settled:
            return False
        if not state.to_complete:
            return True
        now = scope.clock.now()
        event = InterviewSettled(
            event_id=new_id("evt"),
            tenant_id=state.tenant_id,
            occurred_at=now,
            interview_id=state.interview_id,
            position_id=state.position_id,
            revision=state.revision,
        )
        if scope.interviews.complete(state, event, now + scope.overdue):
            return True
    raise Unavailable("The interview is being changed by others all the time.", "Try again in a moment.")
