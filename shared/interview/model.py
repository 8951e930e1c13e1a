"""Sessions, answers and uploads. Pure rules, one place for each question of time and state."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.interview.contracts import Consents, InterviewPlan, Medium, PlannedQuestion
from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import JurisdictionPolicy, RecordingLimits

GRACE = timedelta(minutes=30)
"""How long after the interview closes an upload that was begun in time may still arrive: for slow connections."""

PART_BYTES = 5 * 1024**2
"""The least that the file store joins: on a weak line (350 kbit/s) two minutes of sending."""

SessionState = Literal["open", "human_only"]


class Session(Frozen):
    """An interview that a candidate opened. ``human_only``: no machine may score it; people look at it."""

    state: SessionState
    plan: InterviewPlan
    document: DocumentRef


class Upload(Frozen):
    """One attempt to record an answer. ``multipart_id`` is the file store's name of it.

    ``late``: the file is there and kept, but came after ``accepted_until``.
    """

    upload_id: str
    key: str
    multipart_id: str
    medium: Medium
    content_type: str
    size_bytes: int | None
    attempt: int
    request_key: str | None
    state: Literal["open", "completed", "late"] = "open"
    begun_at: datetime
    completed_at: datetime | None = None


class Answer(Frozen):
    """What has arrived of an answer: ``upload`` is its latest attempt."""

    answer_id: AnswerId
    upload: Upload | None = None

    @property
    def attempts(self) -> int:
        """How many attempts were made, the one that is under way included."""
        return self.upload.attempt if self.upload else 0

    @property
    def next_attempt(self) -> int:
        """The number of an attempt that begins now. One that was never handed in does not count: browsers crash."""
        return self.attempts if self.upload and self.upload.state == "open" else self.attempts + 1


class AskedConsents(Frozen):
    """What a candidate ticks. ``recording`` is needed to hold an interview here at all."""

    recording: bool
    automated_assessment: bool
    vision: bool = False


class UploadWish(Frozen):
    """What a candidate is about to upload. ``restart`` begins another attempt where one is there already."""

    medium: Medium
    content_type: str = Field(pattern=r"^(video|audio|text)/[A-Za-z0-9.+-]{1,60}(;.{0,100})?$")
    size_bytes: int | None = Field(default=None, ge=1)
    restart: bool = False


class DeploymentLimits(Frozen):
    """The deployment's own limits, and how long signed addresses hold."""

    max_bytes: int
    max_duration_ms: Milliseconds
    url_seconds: int


def plan_of(
    invitation: Invitation, policy: JurisdictionPolicy, consents: Consents, deployment: DeploymentLimits, now: datetime
) -> InterviewPlan:
    """Return the plan: the invitation's position, within what policy and consent allow together."""
    watched = policy.vision and consents.vision and consents.automated_assessment
    limits = RecordingLimits(
        max_bytes=min(policy.limits.max_bytes, deployment.max_bytes),
        max_duration_ms=min(policy.limits.max_duration_ms, deployment.max_duration_ms),
        max_pixels=policy.limits.max_pixels,
    )
    position = invitation.position
    return InterviewPlan(
        tenant_id=invitation.tenant_id,
        interview_id=invitation.interview_id,
        invitation_id=invitation.invitation_id,
        candidate_id=invitation.candidate_id,
        candidate_name=invitation.candidate_name,
        company=invitation.company,
        position_id=position.position_id,
        position_title=position.title,
        questions=planned_questions(invitation),
        competencies=position.competencies,
        cut=position.cut,
        language=consents.language,
        languages=tuple(language for language in position.languages if language in policy.languages),
        hotwords=position.hotwords,
        contact=position.contact,
        simplified=policy.simplified,
        vision=watched,
        expression=watched and policy.expression,
        limits=limits,
        consents=consents,
        opened_at=now,
        closes_at=invitation.expires_at,
        accepted_until=invitation.expires_at + GRACE,
    )


def planned_questions(invitation: Invitation) -> tuple[PlannedQuestion, ...]:
    """Return the invitation's questions with the ids of their answers: ``a1``, ``a2``, …"""
    return tuple(
        PlannedQuestion(
            answer_id=AnswerId(f"a{number}"),
            question_id=question.question_id,
            text=question.text,
            competencies=question.competencies,
            thinking_ms=question.thinking_ms,
            answer_ms=question.answer_ms,
            retakes=question.retakes,
            reference=question.reference,
        )
        for number, question in enumerate(invitation.position.questions, start=1)
    )


def continues(upload: Upload, wish: UploadWish, request_key: str | None) -> bool:
    """Say whether ``wish`` means the upload that is there already: asked again, or gone on with after a break."""
    if request_key is not None and upload.request_key == request_key:
        return True
    same = (upload.medium, upload.content_type, upload.size_bytes) == (wish.medium, wish.content_type, wish.size_bytes)
    return same and upload.state == "open" and not wish.restart
