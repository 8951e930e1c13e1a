"""What the interview stage publishes: plan, receipt, events. Their keys are in ``shared.interview.keys``."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import AnswerId, ApplicationId, CandidateId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency
from shared.tenancy.contracts import RecordingLimits

Medium = Literal["video", "audio", "text"]

Purpose = Literal["recording", "automated_assessment", "vision", "expression", "retention"]
"""What a candidate is asked about, each by itself. ``vision``: the picture is measured; ``expression``: classes of
facial expression, too; ``retention``: data are kept beyond this process, in the talent pool."""


class Consents(Published):
    """What a candidate agreed to, each purpose by itself (PIPL 14, 29; GDPR 7).

    ``wording`` names the version of the text that was shown. ``expression`` null: as ``vision``, asked together.
    A purpose that is withdrawn later becomes false here; when and by which words is in the record of consents.
    """

    recording: bool
    automated_assessment: bool
    vision: bool = False
    expression: bool | None = None
    retention: bool = False
    language: Language
    wording: str
    given_at: datetime


class Accommodation(Published):
    """What makes the interview fair to this candidate. Why it is needed stands nowhere near it.

    ``extra_time`` multiplies thinking and answering time. ``captions``: whatever is spoken is shown as text, too.
    ``text_answers``: answers may be written.
    """

    extra_time: float = Field(default=1.0, ge=1.0, le=3.0)
    captions: bool = False
    text_answers: bool = False


class PlannedQuestion(Published):
    """One question, and the answer that is awaited to it. Its times are those of this candidate."""

    answer_id: AnswerId
    question_id: str
    text: LocalizedText
    competencies: tuple[str, ...]
    thinking_ms: Milliseconds
    answer_ms: Milliseconds
    retakes: int
    reference: LocalizedText | None = None
    """What a right answer says. Never part of what a candidate sees: ``shared.interview.view`` leaves it out."""


class InterviewPlan(Published):
    """``interview/interview_plan`` v1: all that the assessment must know. Written when a session opens.

    It is written anew for two reasons only: a consent was withdrawn (what it allows gets narrower), and an
    accommodation was granted (times get longer). ``vision`` and ``expression`` are what policy and consent allow
    together. ``language`` is the one in which the candidate reads; ``languages`` are those in which answers are
    accepted.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "interview_plan"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="interview/interview_plan v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    interview_id: InterviewId
    invitation_id: str
    application_id: ApplicationId | None = None
    candidate_id: CandidateId
    candidate_name: str
    company: str
    position_id: PositionId
    position_title: LocalizedText
    department: str | None = None
    questions: tuple[PlannedQuestion, ...]
    competencies: tuple[Competency, ...]
    cut: float | None
    language: Language
    languages: tuple[Language, ...]
    hotwords: tuple[str, ...] = ()
    contact: str | None = None
    """The mail address that is told when the report is ready; null: nobody is written to."""
    simplified: bool
    vision: bool
    expression: bool
    limits: RecordingLimits
    accommodation: Accommodation = Accommodation()
    consents: Consents
    opened_at: datetime
    closes_at: datetime
    accepted_until: datetime
    """Until then an upload that was begun before ``closes_at`` still counts; after it the interview is over."""

    @property
    def by_machine(self) -> bool:
        """Whether a machine may score this interview: false from the moment at which that consent is taken back."""
        return self.consents.automated_assessment

    @property
    def answer_ids(self) -> tuple[AnswerId, ...]:
        """The answers that are awaited, in the order of the questions."""
        return tuple(question.answer_id for question in self.questions)

    def question_of(self, answer_id: AnswerId) -> PlannedQuestion | None:
        """Return the question that ``answer_id`` answers, or None."""
        return next((question for question in self.questions if question.answer_id == answer_id), None)


class UploadReceipt(Published):
    """``interview/upload_receipt`` v1: what the browser said of a recording. Written before the object exists.

    ``duration_ms`` is what the browser measured (null when it did not), to be compared with what is decoded.
    ``late``: completed after ``accepted_until``: kept, and not assessed.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "upload_receipt"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="interview/upload_receipt v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    upload_id: str
    upload_key: str
    attempt: int
    """1 for the first recording of an answer, 2 for its first retake, and so on."""
    medium: Medium
    content_type: str
    size_bytes: int
    duration_ms: Milliseconds | None
    received_at: datetime
    late: bool


class InterviewOpened(Event):
    """``interview/interview_opened`` v1: a candidate agreed and began; answers may arrive from now on."""

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "interview_opened"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    plan: DocumentRef
    closes_at: datetime
    accepted_until: datetime


class HumanReviewRequested(Event):
    """``interview/human_review_requested`` v1: a candidate wants no machine to score them, and people will look.

    Recordings of such an interview lie where no rule listens (``human_upload_key``). It comes at the opening, or later,
    when the consent to automated assessment is withdrawn.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "human_review_requested"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    plan: DocumentRef
    closes_at: datetime


class InterviewCompleted(Event):
    """``interview/interview_completed`` v1: the candidate handed the interview in; no answer follows.

    ``answers`` were handed in, ``unanswered`` were not. ``human_only``: people alone look at them.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "interview_completed"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    answers: tuple[AnswerId, ...]
    unanswered: tuple[AnswerId, ...] = ()
    human_only: bool = False


class ConsentWithdrawn(Event):
    """``interview/consent_withdrawn`` v1: a candidate takes a consent back, effective from ``occurred_at`` on.

    ``automated_assessment``: nothing of this interview is scored any more, and what a machine made of it before is not
    to be shown to who decides. ``recording``: the interview has ended, and recordings are to be deleted.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "consent_withdrawn"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    purpose: Purpose


class AccommodationRequested(Event):
    """``interview/accommodation_requested`` v1: a candidate asks for conditions that somebody must decide about."""

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "accommodation_requested"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    invitation_id: str
    position_id: PositionId
    candidate_id: CandidateId
    department: str | None = None
