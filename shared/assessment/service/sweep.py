"""The sweeper: what is over its deadline ends in a state that says why. Nothing stays pending for ever."""

from collections.abc import Callable
from datetime import timedelta

from shared.assessment.model.answer import Reason
from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.pipeline import InterviewRef
from shared.assessment.service.missing import settle_without_recording
from shared.assessment.service.ports import Executions
from shared.assessment.service.running import update_running
from shared.assessment.service.scope import Scope
from shared.assessment.service.settle import complete, follow_up, settle
from shared.assessment.service.takes import newest_take
from shared.assessment.store.overdue import overdue
from shared.kernel.frozen import Frozen
from shared.platform.observability import logger

LOOK_AGAIN = timedelta(minutes=10)


class Swept(Frozen):
    """What a sweep did, in counts.

    ``broken`` counts the rows and tenants that failed, ``left`` the tenants for which, or for a part of which, there
    was no time.
    """

    failed: int = 0
    missed: int = 0
    started: int = 0
    reports: int = 0
    broken: int = 0
    left: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(**{name: getattr(self, name) + getattr(other, name) for name in Swept.model_fields})


def sweep(scope: Scope, executions: Executions, in_time: Callable[[], bool] = lambda: True) -> Swept:
    """Settle or start whatever of this tenant is over its deadline. Safe to run twice, and twice at once.

    A row that fails is logged and counted as broken, and does not hold up the others; the next sweep tries it again.
    Ends early once ``in_time`` says no.

    Raises:
        Unavailable: the table did not say what is overdue.
    """
    done = Swept()
    for found in overdue(scope.table, scope.clock.now()):
        if not in_time():
            return done + Swept(left=1)
        try:
            done += _row(scope, executions, found.state())
        except Exception:
            logger("assessment").error("A row was not swept.", exc_info=True, extra=found.key)
            done += Swept(broken=1)
    return done


def _row(scope: Scope, executions: Executions, found: AnswerState | InterviewState) -> Swept:
    if isinstance(found, InterviewState):
        return _interview(scope, executions, found)
    return _answer(scope, executions, found)


def _answer(scope: Scope, executions: Executions, found: AnswerState) -> Swept:
    state = scope.answers.get(found)
    if state is None or state.settled or not _over(scope, state):
        return Swept()
    if state.status == "awaited":
        return _awaited(scope, executions, state)
    return _hanging(scope, executions, state)


def _over(scope: Scope, state: AnswerState | InterviewState) -> bool:
    """The index told of an older state, perhaps: what was done a moment ago has moved or ended the deadline."""
    return state.deadline is not None and state.deadline <= scope.clock.now()


def _awaited(scope: Scope, executions: Executions, state: AnswerState) -> Swept:
    """The session is over. A recording whose event was lost is assessed; where there is none, the answer is missed."""
    take = newest_take(scope, state)
    if take is None:
        if settle_without_recording(scope, state):
            follow_up(scope, state.interview_id)
            return Swept(missed=1)
        return Swept()
    now = scope.clock.now()
    if not scope.answers.reopen(state, take, now=now, deadline=now + scope.overdue):
        return Swept()
    executions.assess(take.upload_key, take.size_bytes, f"found-{take.upload_key.rsplit('/', 1)[-1]}")
    return Swept(started=1)


def _hanging(scope: Scope, executions: Executions, state: AnswerState) -> Swept:
    where = executions.where(state.execution_id) if state.execution_id else None
    reason = Reason(
        code="overdue",
        problem=f"The assessment was not done in time; it hung in {where or state.step or 'its start'}.",
        remedy="The recording is kept. Assess the answer again; the operator finds out why it hung.",
    )
    if not settle(scope, state, "failed", reason=reason):
        return Swept()
    complete(scope, state.interview_id)
    if state.execution_id:
        executions.stop(state.execution_id, reason.problem)
    update_running(scope, state.interview_id)
    return Swept(failed=1)


def _interview(scope: Scope, executions: Executions, found: InterviewState) -> Swept:
    """All answers are in and nobody was told, or there is no report: the first is done now, the second is seen to."""
    state = scope.interviews.get(found.interview_id)
    if state is None or not _over(scope, state):
        return Swept()
    if not state.all_settled:
        scope.interviews.postpone(state, scope.clock.now() + LOOK_AGAIN)
        return Swept()
    if state.to_complete:
        complete(scope, state.interview_id)
        return Swept(reports=1)
    if state.reported_revision >= state.revision:
        scope.interviews.rest(state)
        return Swept()
    return _unreported(scope, executions, state)


def _unreported(scope: Scope, executions: Executions, state: InterviewState) -> Swept:
    """The event that starts the report may be lost: it is started once more, and only then called a problem.

    The start goes first, under a name of its own: a process that dies in between starts nothing twice.
    """
    if not scope.interviews.was_started_late(state):
        ref = InterviewRef(
            tenant_id=state.tenant_id,
            interview_id=state.interview_id,
            position_id=state.position_id,
            revision=state.revision,
        )
        executions.complete(ref, f"late-{state.interview_id}-{state.revision}")
        scope.interviews.started_late(state, scope.clock.now() + scope.overdue)
        return Swept(started=1)
    problem = Reason(
        code="overdue",
        problem="All answers are in, but the report was not made in time.",
        remedy="Ask for the report again; the operator finds out why it was not made.",
    )
    scope.interviews.troubled(state, problem)
    return Swept(reports=1)
