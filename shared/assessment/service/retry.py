"""A person asks for another try: of an answer that failed, or of a report that was not made."""

from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.pipeline import InterviewRef
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.ports import Executions
from shared.assessment.service.scope import Scope
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import AnswerId, InterviewId

NOT_HERE = "Check the address; the interview may belong to another company, or no session was opened."


def retry_answer(scope: Scope, executions: Executions, interview_id: InterviewId, answer_id: AnswerId) -> AnswerState:
    """Assess a failed answer's recording again; return the answer as it is then.

    Raises:
        NotFound: there is no such answer in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back.
        Conflict: it did not fail, or there is no recording of it.
        Unavailable: the table or the state machine did not answer; the sweeper sees to what was begun.
    """
    state = answer_of(scope, interview_id, answer_id)
    must_be_by_machine(plan_of(scope, interview_id))
    if state.status == "uploaded" and state.take is not None:
        return _start(scope, executions, state)
    if state.status != "failed":
        raise Conflict(f"The answer is {state.status}; only a failed one can be tried again.", "Look at it again.")
    if state.take is None:
        raise Conflict("There is no recording of this answer.", "Invite the candidate again.")
    now = scope.clock.now()
    if not scope.answers.reopen(state, state.take, now=now, deadline=now + scope.overdue):
        raise Conflict("The answer was changed in the meantime.", "Look at it again.")
    return _start(scope, executions, state)


def answer_of(scope: Scope, interview_id: InterviewId, answer_id: AnswerId) -> AnswerState:
    """Return an answer that is in assessment. Raises ``NotFound``, ``Unavailable``."""
    found = [answer for answer in scope.interviews.answers(interview_id) if answer.answer_id == answer_id]
    if not found:
        raise NotFound("There is no such answer in assessment.", NOT_HERE)
    return found[0]


def _start(scope: Scope, executions: Executions, state: AnswerState) -> AnswerState:
    """Start the try after the last one; a second request for it carries the same name and starts nothing."""
    if state.take is not None:
        name = f"retry-{state.interview_id}-{state.answer_id}-{state.tries + 1}"
        executions.assess(state.take.upload_key, state.take.size_bytes, name)
    return scope.answers.get(state) or state


def retry_report(scope: Scope, executions: Executions, interview_id: InterviewId) -> InterviewState:
    """Make the report of an interview again whose answers are all in; return the interview as it is.

    Raises:
        NotFound: there is no such interview in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back.
        Conflict: an answer is still awaited, the report is there, or the interview was changed in the meantime.
        Unavailable: the table or the state machine did not answer.
    """
    state = scope.interviews.get(interview_id)
    if state is None:
        raise NotFound("There is no such interview in assessment.", NOT_HERE)
    must_be_by_machine(plan_of(scope, interview_id))
    if not state.all_settled:
        raise Conflict("Not all answers are in yet.", "Wait until the last one is assessed, failed or missed.")
    if state.reported_revision >= state.revision:
        raise Conflict("The report of these answers is there already.", "Read it, or try a failed answer again first.")
    now = scope.clock.now()
    if not scope.interviews.postpone(state, now + scope.overdue):
        raise Conflict("The interview was changed in the meantime.", "Look at it again.")
    ref = InterviewRef(
        tenant_id=state.tenant_id,
        interview_id=state.interview_id,
        position_id=state.position_id,
        revision=state.revision,
    )
    executions.complete(ref, f"retry-{state.interview_id}-{state.revision}-{now:%Y%m%dT%H%M%S}")
    return state
