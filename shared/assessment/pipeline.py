"""What travels between the states of the answer pipeline: references and small values, never media.

::

    UploadNotice → Prepare → PreparedAnswer → ┬ Transcribe → TranscribeResult ┬ → ScoreAnswer → ScoredAnswer → Record
                                              └ Watch → WatchResult           ┘

    InterviewSettled → Aggregate → AggregatedInterview → Norm → NormedInterview → Propose → ProposedInterview
        → Report → ReportedInterview → Notify
"""

from typing import Any, Literal

from pydantic import Field, model_validator

from shared.assessment.contracts import DocumentRef
from shared.assessment.model.answer import Reason
from shared.assessment.model.media import Medium
from shared.assessment.model.transcript import TranscribeOptions
from shared.assessment.model.vision import WatchOptions
from shared.decision.contracts import Proposal
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import AnswerId, ExecutionId, InterviewId, PositionId, TenantId


class UploadNotice(Frozen):
    """Input of Prepare: which object arrived, and the execution that claims it."""

    key: str
    size_bytes: int
    execution_id: ExecutionId


class AnswerRef(Frozen):
    """Whose answer it is. ``position_id`` finds question, rubric and vocabulary."""

    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId


class PreparedAnswer(Frozen):
    """Output of Prepare.

    ``outcome`` steers the first Choice: ``assess`` goes on; ``refuse`` records ``reason`` on the answer (or keeps an
    upload that belongs to no open answer as an orphan); ``ignore`` ends quietly, because another execution has
    this answer already.
    """

    outcome: Literal["assess", "refuse", "ignore"]
    execution_id: ExecutionId
    answer: AnswerRef | None = None
    upload_key: str
    reason: Reason | None = None
    medium: Medium = "video"
    probe: DocumentRef | None = None
    correction: DocumentRef | None = None
    """The corrected words that are scored in place of what was heard; nobody listens or watches again then."""
    listen: bool = True
    """False for a text answer: there is nothing to transcribe."""
    watch: bool = False
    watch_skipped: str | None = None
    """Why nobody watches: ``no_video``, ``vision_off`` (policy or consent), ``picture_too_large``, ``corrected``."""
    transcript_key: str = ""
    vision_key: str = ""
    """Where the workers write their documents: under these keys at the first delivery, beside them at a later one."""
    transcribe: TranscribeOptions = TranscribeOptions()
    watching: WatchOptions = WatchOptions()


class WorkerTask(Published):
    """The body of a queue message to a worker. ``options`` fits the kind of worker."""

    task_token: str
    answer: AnswerRef
    media_key: str
    result_key: str
    """Where the worker writes its result document; a later delivery of the clip writes beside it (``…-2.json``)."""
    options: dict[str, object] = Field(default_factory=dict)


class TranscribeResult(Published):
    """What the transcriber answers the token with."""

    transcript: DocumentRef
    language: str
    words: int
    duration_ms: Milliseconds
    seconds: float


class WatchResult(Published):
    """What the vision worker answers the token with."""

    vision: DocumentRef
    frames: int
    seconds: float


class ScoreTask(Frozen):
    """Input of ScoreAnswer. ``watched`` is null when nobody watched; ``watch_error`` says when that was a failure.

    The state machine hands over ``branches``, the two outputs of its Parallel state: a worker's result, or
    ``{"skipped": why}``, or for the watching one ``{"failed": error}``.
    """

    prepared: PreparedAnswer
    transcribed: TranscribeResult | None
    watched: WatchResult | None
    watch_error: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_branches(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "branches" not in data:
            return data
        listened, watched = data["branches"]
        return {
            "prepared": data["prepared"],
            "transcribed": None if "skipped" in listened else listened,
            "watched": None if {"skipped", "failed"} & watched.keys() else watched,
            "watch_error": watched.get("failed"),
        }


class ScoredAnswer(Frozen):
    """Output of ScoreAnswer, input of Record."""

    answer: AnswerRef
    execution_id: ExecutionId
    document: DocumentRef
    scored: int
    """How many competencies got a score; the others say why not."""


class CaughtFailure(Frozen):
    """What a Catch hands over. Step Functions spells it ``failure: {Error, Cause}``, and leaves Cause out at times."""

    error: str
    cause: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_catch(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "failure" not in data:
            return data
        rest = {name: value for name, value in data.items() if name != "failure"}
        return {**rest, "error": data["failure"].get("Error", "Unknown"), "cause": data["failure"].get("Cause", "")}


class FailedAnswer(CaughtFailure):
    """Input of RecordFailure. ``prepared`` is null when Prepare itself failed, and carries the reason of a refusal."""

    prepared: PreparedAnswer | None = None
    upload_key: str
    execution_id: ExecutionId


class SettledAnswer(Frozen):
    """Output of Record and of RecordFailure."""

    status: Literal["assessed", "failed", "orphaned", "superseded"]
    interview_complete: bool


class InterviewRef(Frozen):
    """Input of complete_interview."""

    tenant_id: TenantId
    interview_id: InterviewId
    position_id: PositionId
    revision: int


class FailedInterview(CaughtFailure):
    """Input of RecordInterviewFailure."""

    interview: InterviewRef
    execution_id: ExecutionId


class CompetencyResult(Frozen):
    """One competency over all answers of an interview. ``score`` 0–100, null where no answer could be scored."""

    competency: str
    score: float | None
    standard_error: float | None
    confidence: float
    answers: int
    needs_human: bool = False
    """Set where on some answer the judges disagree, or doubt that it is to its question."""


class AggregatedInterview(Frozen):
    """Output of Aggregate. ``overall`` is weighted by the position's weights over the scored competencies.

    ``answers_assessed`` counts answers with a document, ``answers_scored`` those in which something could be scored.
    """

    interview: InterviewRef
    competencies: tuple[CompetencyResult, ...]
    overall: float | None
    standard_error: float | None
    answers_assessed: int
    answers_scored: int
    answers_total: int


class Percentile(Frozen):
    """Where ``overall`` stands in a frozen cohort; null ``percentile`` below n = 30, and the reason is said."""

    cohort: str
    n: int
    percentile: float | None
    low: float | None = None
    high: float | None = None


class NormedInterview(Frozen):
    """Output of Norm."""

    aggregated: AggregatedInterview
    norm: Percentile


class ProposedInterview(Frozen):
    """Output of Propose."""

    normed: NormedInterview
    proposal: Proposal


class ReportedInterview(Frozen):
    """Output of Report, input of Notify."""

    proposed: ProposedInterview
    report: DocumentRef
    page: DocumentRef
    documents: dict[str, DocumentRef] = Field(default_factory=dict)
    """What was made for people besides, by purpose and language (``pdf_zh``, ``candidate_en_html``)."""
