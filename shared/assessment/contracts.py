"""What the assessment stage publishes. The documents are also JSON Schemas in ``events/assessment``."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.model.flags import Flag
from shared.assessment.model.media import MediaProbe, Medium
from shared.assessment.model.score import CompetencyScore, Feature
from shared.assessment.model.transcript import Transcript
from shared.assessment.model.vision import VisionSecond, VisionSummary
from shared.kernel.documents import DocumentRef as DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId


class VisionPart(Published):
    """The vision part of an assessed answer; ``summary`` is null when there was nothing to watch."""

    summary: VisionSummary | None
    timeline: tuple[VisionSecond, ...] = ()


class AnswerAssessed(Published):
    """``assessment/answer_assessed`` v1: everything that was found in one answer. A document, kept in the bucket.

    The bus carries ``AnswerSettled`` with a reference to it, because a long transcript outgrows an event.
    """

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "answer_assessed"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="assessment/answer_assessed v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    question: str
    medium: Medium
    media: MediaProbe | None
    transcript: Transcript
    vision: VisionPart
    features: tuple[Feature, ...]
    scores: tuple[CompetencyScore, ...]
    flags: tuple[Flag, ...]
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
