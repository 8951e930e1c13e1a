"""How far an answer and an interview are: what is kept of them while they are assessed."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.assessment.model.answer import SETTLED, AnswerStatus, Reason
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, ExecutionId, InterviewId, PositionId, TenantId

Step = Literal["uploaded", "preparing", "listening", "watching", "scoring", "recorded"]
STEPS: tuple[Step, ...] = ("uploaded", "preparing", "listening", "watching", "scoring", "recorded")
"""In the order of the data; ``listening`` and ``watching`` run side by side."""


class Take(Frozen):
    """One recording of an answer. ``attempt`` counts from 1 (0: nobody announced it), ``received_at`` breaks ties."""

    upload_key: str
    size_bytes: int
    attempt: int
    received_at: datetime

    def newer_than(self, other: "Take") -> bool:
        """Return whether the candidate made this recording after ``other``."""
        return (self.attempt, self.received_at) > (other.attempt, other.received_at)


class AnswerState(Frozen):
    """One answer in assessment.

    ``take`` is the recording that counts. ``execution_id`` is the execution that has claimed it, ``tries`` how many
    have. ``correction`` are the words that it is scored from in place of what was heard. ``step_times`` says when each
    step was entered, ``seconds`` how long the measured ones took. ``deadline`` is null once it is settled.
    """

    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    ordinal: int
    status: AnswerStatus = "awaited"
    execution_id: ExecutionId | None = None
    tries: int = 0
    take: Take | None = None
    watch: bool = False
    step: Step | None = None
    step_times: dict[Step, datetime] = Field(default_factory=dict)
    seconds: dict[str, float] = Field(default_factory=dict)
    document: DocumentRef | None = None
    correction: DocumentRef | None = None
    reason: Reason | None = None
    deadline: datetime | None = None

    @property
    def settled(self) -> bool:
        return self.status in SETTLED


class InterviewState(Frozen):
    """One interview in assessment.

    ``revision`` grows whenever an answer settles; ``completed_revision`` is the last one at which all ``expected``
    answers were settled, ``reported_revision`` the last one with a report, ``mailed_revision`` with a letter about
    it. ``problem`` says why there is no report although all is settled; ``deadline`` is null once there is one.
    ``rubrics`` is the document of the rubrics that all answers are judged by, null for an interview that was opened
    before they were kept.
    """

    tenant_id: TenantId
    interview_id: InterviewId
    position_id: PositionId
    expected: int
    settled: frozenset[AnswerId] = frozenset()
    revision: int = 0
    completed_revision: int = 0
    reported_revision: int = 0
    mailed_revision: int = 0
    rubrics: DocumentRef | None = None
    overall: float | None = None
    report: DocumentRef | None = None
    page: DocumentRef | None = None
    problem: Reason | None = None
    deadline: datetime | None = None

    @property
    def all_settled(self) -> bool:
        return len(self.settled) == self.expected

    @property
    def to_complete(self) -> bool:
        """Whether all answers are in and this revision was not told to anybody yet."""
        return self.all_settled and self.completed_revision < self.revision


class Orphan(Frozen):
    """An upload that belongs to no open answer. It is kept, and shown to a person of the tenant."""

    upload_key: str
    reason: Reason
    found_at: datetime
    execution_id: ExecutionId
