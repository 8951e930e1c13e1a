"""Answers in assessment: claimed by one execution, settled once by it, and taken up again when a person asks."""

from datetime import datetime
from typing import Protocol

from shared.assessment.contracts import AnswerSettled
from shared.assessment.model.progress import AnswerState, Step, Take
from shared.assessment.store.keys import INTERVIEW, answer_sk, interview_pk
from shared.assessment.store.rows import answer_of, entered, pending, step_attribute
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import AnswerId, ExecutionId, InterviewId
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Update, Write

PENDING = ("GSI1PK", "GSI1SK")
OF_A_TRY = ("reason", "document", "seconds", *(step_attribute(step) for step in ("listening", "scoring", "recorded")))
"""What an earlier try left, and a new one must not inherit."""


class AnswerKey(Protocol):
    """Anything that says which answer is meant: a reference, an upload's key, a state."""

    @property
    def interview_id(self) -> InterviewId: ...

    @property
    def answer_id(self) -> AnswerId: ...


class Answers:
    """The answers of one tenant. Every method raises ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def get(self, ref: AnswerKey) -> AnswerState | None:
        """Return the answer as it is now, or None."""
        row = self._table.get(*self._key(ref))
        return answer_of(row) if row else None

    def claim(
        self,
        state: AnswerState,
        execution_id: ExecutionId,
        take: Take,
        *,
        now: datetime,
        deadline: datetime,
    ) -> bool:
        """Give the answer, as it was read in ``state``, to an execution; False where it changed since.

        A settled answer that is claimed again does not count as settled until its new result is in.
        """
        change = Update(
            *self._key(state),
            set={
                "status": "assessing",
                "execution_id": execution_id,
                "take": take.model_dump(mode="json"),
                **entered("preparing", now),
                **pending(state, deadline),
            },
            add={"tries": 1},
            default={step_attribute("uploaded"): (take.received_at if take.attempt else now).isoformat()},
            remove=OF_A_TRY,
            condition=_as_read(state),
        )
        return self._taken_up(state, change)

    def reopen(
        self,
        state: AnswerState,
        take: Take,
        *,
        now: datetime,
        deadline: datetime,
        correction: DocumentRef | None = None,
    ) -> bool:
        """Let another execution claim the answer for ``take``; False where it changed since ``state`` was read.

        ``correction``: it is scored from these words.
        """
        words = {"correction": correction.model_dump()} if correction is not None else {}
        told = {"status": "uploaded", "take": take.model_dump(mode="json"), **words}
        change = Update(
            *self._key(state),
            set={**told, **entered("uploaded", now), **pending(state, deadline)},
            remove=("execution_id", "reason"),
            condition=_as_read(state),
        )
        return self._taken_up(state, change)

    def step(self, ref: AnswerKey, execution_id: ExecutionId, step: Step, now: datetime, **more: object) -> bool:
        """Note that the claiming execution has entered a step; False where another one has the answer by now."""
        change = Update(
            *self._key(ref),
            set={**entered(step, now), **more},
            condition=Attr("execution_id").eq(execution_id) & Attr("status").eq("assessing"),
        )
        try:
            self._table.update(change)
        except ConditionFailed:
            return False
        return True

    def settle(self, state: AnswerState, event: AnswerSettled) -> bool:
        """Settle an answer, count it and tell of it, in one transaction; False where it changed since it was read."""
        told = event.model_dump(mode="json", include={"document", "reason"}, exclude_none=True)
        steps = entered("recorded", event.occurred_at) if event.status == "assessed" else {}
        change = Update(
            *self._key(state),
            set={"status": event.status, **told, **steps},
            remove=(*PENDING, *({"document", "reason"} - told.keys())),
            condition=_as_read(state),
        )
        counted = Update(
            interview_pk(state.tenant_id, state.interview_id),
            INTERVIEW,
            add={"settled": {state.answer_id}, "revision": 1},
        )
        return self._together([change, counted, *outbox_puts(change.pk, [event])])

    def _taken_up(self, state: AnswerState, change: Update) -> bool:
        writes: list[Write] = [change]
        if state.settled:
            pk = interview_pk(state.tenant_id, state.interview_id)
            writes.append(Update(pk, INTERVIEW, take={"settled": {state.answer_id}}))
        return self._together(writes)

    def _together(self, writes: list[Write]) -> bool:
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def _key(self, ref: AnswerKey) -> tuple[str, str]:
        return interview_pk(self._table.tenant_id, ref.interview_id), answer_sk(ref.answer_id)


def _as_read(state: AnswerState) -> ConditionBase:
    """The answer is still in the status, and with the execution and try, in which it was read."""
    condition = Attr("status").eq(state.status)
    owner = Attr("execution_id")
    return condition & (owner.eq(state.execution_id) if state.execution_id else owner.not_exists())
