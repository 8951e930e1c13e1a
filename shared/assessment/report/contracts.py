"""The report of an interview as a published document: ``assessment/report`` v2."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.pipeline import Percentile
from shared.decision.contracts import Proposal
from shared.kernel.frozen import Published
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText


class ReportedCompetency(Published):
    """One competency over the whole interview. ``score``, ``low`` and ``high`` (95 % interval) are 0–100.

    ``level`` is 1–5 with the rubric's words for it; all of these are null where no answer could be scored.
    ``weight`` is the share of the overall score, 0–1, over the position's competencies.
    """

    competency: str
    title: LocalizedText
    definition: LocalizedText
    weight: float
    score: float | None
    low: float | None
    high: float | None
    level: int | None
    level_text: LocalizedText | None
    confidence: float
    answers: int


class ReportedAnswer(Published):
    """One question and what became of its answer: the assessment, or the reason why there is none."""

    answer_id: AnswerId
    question: str
    status: AnswerStatus
    assessed: AnswerAssessed | None = None
    reason: Reason | None = None


class Versions(Published):
    """With what this was made, so that it can be made again. ``models``: what it does → model and version."""

    judges: tuple[str, ...]
    rubrics: tuple[str, ...]
    models: dict[str, str]


class InterviewReport(Published):
    """``assessment/report`` v2: what an interview showed, how sure that is, and what it was made with.

    ``overall`` with its 95 % interval ``low``–``high`` is 0–100, null where nothing could be scored; ``confidence`` is
    0–1. ``languages`` are those that the tenant's people read, the first one first.
    """

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "report"
    version: ClassVar[int] = 2

    model_config = ConfigDict(frozen=True, extra="ignore", title="assessment/report v2")

    schema_version: Literal[2] = 2
    tenant_id: TenantId
    interview_id: InterviewId
    position_id: PositionId
    revision: int
    candidate: str
    position: LocalizedText
    language: Language
    overall: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    confidence: float
    competencies: tuple[ReportedCompetency, ...]
    norm: Percentile
    proposal: Proposal
    answers: tuple[ReportedAnswer, ...]
    answers_assessed: int
    answers_scored: int
    answers_total: int
    versions: Versions
    built_at: datetime
