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
from shared.platform.writes import Attr, Put, Update

PENDING = ("GSI1PK", "GSI1SK")


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

    def troubled(self, interview_id: InterviewId, revision: int, problem: Reason) -> bool:
        """Keep why a revision's report was not made or not sent; False where a newer revision is under way."""
        changed = Update(
            *self._key(interview_id),
            set={"problem": problem.model_dump()},
            remove=PENDING,
            condition=Attr("revision").eq(revision),
        )
        try:
            self._table.update(changed)
        except ConditionFailed:
            return False
        return True

    def postpone(self, state: InterviewState, deadline: datetime) -> None:
        """Look at the interview again at ``deadline``: its answers have deadlines of their own."""
        self._table.update(Update(*self._key(state.interview_id), set=pending(state, deadline)))

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
