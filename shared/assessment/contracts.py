"""What the assessment stage publishes. The documents are also JSON Schemas in ``events/assessment``."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.model.correction import TranscriptCorrection
from shared.assessment.model.flags import Flag
from shared.assessment.model.media import MediaProbe, Medium
from shared.assessment.model.receipt import Receipt
from shared.assessment.model.reference import Reference
from shared.assessment.model.score import CompetencyScore, Feature
from shared.assessment.model.transcript import Transcript
from shared.assessment.model.vision import VisionSecond, VisionSummary
from shared.assessment.rubrics.model import Rubric
from shared.kernel.documents import DocumentRef as DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language


class VisionPart(Published):
    """The vision part of an assessed answer; ``summary`` is null when there was nothing to watch."""

    summary: VisionSummary | None
    timeline: tuple[VisionSecond, ...] = ()


class AnswerAssessed(Published):
    """``assessment/answer_assessed`` v2: everything that was found in one answer. A document, kept in the bucket.

    The bus carries ``AnswerSettled`` with a reference to it, because a long transcript outgrows an event.
    """

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "answer_assessed"
    version: ClassVar[int] = 2

    model_config = ConfigDict(frozen=True, extra="ignore", title="assessment/answer_assessed v2")

    schema_version: Literal[2] = 2
    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    question: str
    reference: Reference | None = None
    """What the position itself calls a right answer, where it has one."""
    languages: tuple[Language, ...] = ()
    """In which the answer was accepted; empty: in any."""
    medium: Medium
    media: MediaProbe | None
    transcript: Transcript
    vision: VisionPart
    features: tuple[Feature, ...]
    scores: tuple[CompetencyScore, ...]
    rubrics: tuple[Rubric, ...] = ()
    """The rubrics that were judged by, word for word: with the transcript they are all that a replay needs."""
    receipt: Receipt | None = None
    flags: tuple[Flag, ...]
    corrected: TranscriptCorrection | None = None
    """Where the transcript was corrected at the candidate's request; null: it is what was heard, or written."""
    assessed_at: datetime
    stage_seconds: dict[str, float] = Field(default_factory=dict)
    """Wall-clock seconds each step took (``transcribe``, ``watch``, ``score``)."""


class AnswerSettled(Event):
    """``assessment/answer_settled`` v1: one answer will not change by itself any more."""

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "answer_settled"

    interview_id: InterviewId
    answer_id: AnswerId
    status: AnswerStatus
    document: DocumentRef | None = None
    reason: Reason | None = None


class InterviewSettled(Event):
    """``assessment/interview_settled`` v1: the last answer is in; ``revision`` grows when an answer is redone."""

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "interview_settled"

    interview_id: InterviewId
    position_id: PositionId
    revision: int


class ReportReady(Event):
    """``assessment/report_ready`` v1: people can read the report, and decide."""

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "report_ready"

    interview_id: InterviewId
    position_id: PositionId
    revision: int
    report: DocumentRef
    page: DocumentRef
    overall: float | None
    answers_assessed: int
    answers_total: int


class RunningReportUpdated(Event):
    """``assessment/running_report_updated`` v1: another answer is settled, and the interview stands like this so far.

    Provisional: nobody decides on it. ``revision`` tells a newer one from an older one, in whatever order they come;
    ``overall`` with its 95 % interval ``low``–``high`` is 0–100, null while nothing is scored.
    """

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "running_report_updated"

    interview_id: InterviewId
    position_id: PositionId
    revision: int
    provisional: Literal[True] = True
    answers_settled: int
    answers_assessed: int
    answers_scored: int
    answers_total: int
    overall: float | None
    low: float | None
    high: float | None
