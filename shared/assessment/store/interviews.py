"""Interviews in assessment: opened once, complete when the last answer is in, reported once a revision."""

from collections.abc import Sequence
from datetime import datetime

from shared.assessment.contracts import InterviewSettled, ReportReady
from shared.assessment.model.answer import Reason
from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.store.keys import ANSWER, INTERVIEW, interview_pk
from shared.assessment.store.rows import answer_of, answer_row, interview_of, interview_row, pending
from shared.kernel.ids import InterviewId
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Put, Update

PENDING = ("GSI1PK", "GSI1SK")
LATE = "late_revision"
"""The last revision whose report the sweeper has started once more."""


class Interviews:
    """The interviews of one tenant. Every method raises ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def open(self, interview: InterviewState, answers: Sequence[AnswerState], deadline: datetime) -> bool:
        """Enter an interview with its awaited answers, all or nothing; False where it was entered before.

        ``deadline`` is when an answer that was not uploaded counts as missed.
        """
        absent = Attr("PK").not_exists()
        rows = [interview_row(interview, deadline), *(answer_row(answer, deadline) for answer in answers)]
        try:
            self._table.transact([Put(row, absent) for row in rows])
        except ConditionFailed:
            return False
        return True

    def get(self, interview_id: InterviewId) -> InterviewState | None:
        """Return the interview as it is now, or None."""
        row = self._table.get(self._pk(interview_id), INTERVIEW)
        return interview_of(row) if row else None

    def answers(self, interview_id: InterviewId) -> list[AnswerState]:
        """Return the interview's answers in the order of its questions."""
        rows = self._table.query(self._pk(interview_id), begins=ANSWER)
        return sorted((answer_of(row) for row in rows), key=lambda answer: answer.ordinal)

    def complete(self, state: InterviewState, event: InterviewSettled, deadline: datetime) -> bool:
        """Tell once that all answers of ``state.revision`` are in; False where that is told or no longer true.

        The report must be there by ``deadline``.
        """
        unchanged = Attr("revision").eq(state.revision) & Attr("completed_revision").lt(state.revision)
        return self._told(
            Update(
                *self._key(state.interview_id),
                set={"completed_revision": state.revision, **pending(state, deadline)},
                remove=("problem",),
                condition=unchanged & Attr("settled").size().eq(state.expected),
            ),
            event,
        )

    def reported(self, event: ReportReady) -> bool:
        """Keep the report of a revision and tell that it is ready, once; False where it, or a newer one, was told."""
        row = {
            "reported_revision": event.revision,
            "overall": event.overall,
            "report": event.report.model_dump(),
            "page": event.page.model_dump(),
        }
        return self._told(
            Update(
                *self._key(event.interview_id),
                set=row,
                remove=("problem", *PENDING),
                condition=Attr("reported_revision").lt(event.revision),
            ),
            event,
        )

    def mailed(self, interview_id: InterviewId, revision: int) -> None:
        """Keep that people were written to about a revision."""
        self._table.update(Update(*self._key(interview_id), set={"mailed_revision": revision}))

    def troubled(self, state: InterviewState, problem: Reason) -> bool:
        """Keep why the report was not made or not sent; False where a revision or a report came in the meantime."""
        change = {"problem": problem.model_dump()}
        return self._changed(
            Update(*self._key(state.interview_id), set=change, remove=PENDING, condition=_as_read(state))
        )

    def postpone(self, state: InterviewState, deadline: datetime) -> bool:
        """Look at the interview again at ``deadline``; False where it changed since it was read in ``state``."""
        unchanged = _as_read(state) & Attr("completed_revision").eq(state.completed_revision)
        return self._changed(Update(*self._key(state.interview_id), set=pending(state, deadline), condition=unchanged))

    def started_late(self, state: InterviewState, deadline: datetime) -> bool:
        """Keep that the report of ``state.revision`` was started once more; it must be there by ``deadline``.

        False where the interview changed since it was read in ``state``.
        """
        change = {LATE: state.revision, **pending(state, deadline)}
        return self._changed(Update(*self._key(state.interview_id), set=change, condition=_as_read(state)))

    def was_started_late(self, state: InterviewState) -> bool:
        """Return whether the report of ``state.revision`` was started once more."""
        row = self._table.get(*self._key(state.interview_id))
        return row is not None and row.get(LATE, 0) >= state.revision

    def rest(self, state: InterviewState) -> bool:
        """Take the deadline from an interview that is reported; False where it changed since it was read."""
        return self._changed(Update(*self._key(state.interview_id), remove=PENDING, condition=_as_read(state)))

    def _changed(self, change: Update) -> bool:
        try:
            self._table.update(change)
        except ConditionFailed:
            return False
        return True

    def _told(self, change: Update, event: InterviewSettled | ReportReady) -> bool:
        try:
            self._table.transact([change, *outbox_puts(change.pk, [event])])
        except ConditionFailed:
            return False
        return True

    def _key(self, interview_id: InterviewId) -> tuple[str, str]:
        return self._pk(interview_id), INTERVIEW

    def _pk(self, interview_id: InterviewId) -> str:
        return interview_pk(self._table.tenant_id, interview_id)


def _as_read(state: InterviewState) -> ConditionBase:
    """No answer has settled and no report was made since ``state`` was read."""
    return Attr("revision").eq(state.revision) & Attr("reported_revision").eq(state.reported_revision)
