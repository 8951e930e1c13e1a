"""RecordFailure: whatever went wrong ends in a state that a person can see, with the reason in words."""

from shared.assessment.model.answer import Reason
from shared.assessment.model.claim import standing
from shared.assessment.model.progress import AnswerState, Orphan, Take
from shared.assessment.pipeline import FailedAnswer, SettledAnswer
from shared.assessment.service.open_interview import find_plan, open_interview
from shared.assessment.service.reasons import reason_of
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import TRIES, follow_up, settle
from shared.assessment.service.takes import take_of
from shared.interview.keys import UploadKey
from shared.kernel.errors import Unavailable


def record_failure(scope: Scope, failed: FailedAnswer, upload: UploadKey) -> SettledAnswer:
    """Settle the answer as failed, or keep the upload as an orphan where it belongs to no open answer.

    Raises:
        Unavailable: the table or the bucket did not answer.
    """
    reason = _reason(failed)
    take = take_of(scope, upload, failed.upload_key, size_bytes=0)[0]
    for _ in range(TRIES):
        state = _state(scope, upload)
        if state is None:
            return _orphaned(scope, failed, reason)
        if state.execution_id == failed.execution_id:
            if state.settled or settle(scope, state, "failed", reason=reason):
                status = "assessed" if state.status == "assessed" else "failed"
                return SettledAnswer(status=status, interview_complete=follow_up(scope, state.interview_id))
            continue
        if failed.prepared is not None and failed.prepared.outcome == "assess":
            return SettledAnswer(status="superseded", interview_complete=False)
        match _without_claim(state, failed, take):
            case "settle":
                now = scope.clock.now()
                scope.answers.claim(state, failed.execution_id, take, now=now, deadline=now + scope.overdue)
            case "orphan":
                return _orphaned(scope, failed, reason)
            case _:
                return SettledAnswer(status="superseded", interview_complete=False)
    raise Unavailable("The answer is being changed by others all the time.", "Try again in a moment.")


def _without_claim(state: AnswerState, failed: FailedAnswer, take: Take) -> str:
    """An upload that was not claimed: it failed before, or was refused. An open answer is settled with the reason."""
    if not state.settled and standing(state, failed.execution_id, take) == "claim":
        return "settle"
    same = state.take is not None and state.take.upload_key == take.upload_key
    return "superseded" if same else "orphan"


def _state(scope: Scope, upload: UploadKey) -> AnswerState | None:
    state = scope.answers.get(upload)
    if state is not None:
        return state
    plan = find_plan(scope, upload.interview_id)
    if plan is None or plan.question_of(upload.answer_id) is None:
        return None
    open_interview(scope, plan)
    return scope.answers.get(upload)


def _reason(failed: FailedAnswer) -> Reason:
    refused = failed.prepared.reason if failed.prepared is not None else None
    return refused or reason_of(failed, failed.execution_id)


def _orphaned(scope: Scope, failed: FailedAnswer, reason: Reason) -> SettledAnswer:
    scope.orphans.keep(
        Orphan(
            upload_key=failed.upload_key,
            reason=reason,
            found_at=scope.clock.now(),
            execution_id=failed.execution_id,
        )
    )
    return SettledAnswer(status="orphaned", interview_complete=False)
