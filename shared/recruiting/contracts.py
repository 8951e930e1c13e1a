"""What the recruiting stage publishes: that a candidate was invited, and the invitation as a document."""

import re
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import ApplicationId, BankQuestionId, CandidateId, FlowId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
Name = Annotated[str, Field(pattern=NAME.pattern)]
"""How programs call a competency or a question: ``problem_solving``, ``q1``."""


class Competency(Published):
    """What is looked for. ``rubric`` says how it shows in an answer; weights count relative to each other.

    A position that does not word a competency names it alone: then the tenant's own rubric of that name holds, or
    else the catalogue's, as it is when an interview opens.
    """

    name: Name
    title: LocalizedText | None = None
    rubric: LocalizedText | None = None
    weight: float = Field(default=1.0, gt=0, le=100)
    cut: float | None = Field(default=None, ge=0, le=100)
    """The score (0–100) that the position's standard asks for here; shown beside the score, null: none."""

    @model_validator(mode="after")
    def _worded_or_named(self) -> Self:
        if (self.title is None) != (self.rubric is None):
            raise ValueError(f"give {self.name} a title and a rubric, or neither to take the one of that name")
        return self


class Question(Published):
    """What is asked. ``competencies`` names those that the answer is scored on."""

    question_id: Name
    text: LocalizedText
    competencies: tuple[Name, ...] = Field(min_length=1)
    thinking_ms: Milliseconds
    answer_ms: Milliseconds
    retakes: int
    """How many more attempts a candidate has after the first one."""
    reference: LocalizedText | None = None
    """What a right answer says, for technical ability. No candidate ever sees it."""
    bank_id: BankQuestionId | None = None
    """The question of the tenant's bank that this is, null where it was written for the position alone."""


class FlowVersion(Published):
    """One version of a hiring flow."""

    flow_id: FlowId
    version: int


class PositionSnapshot(Published):
    """A position as it was when a candidate was invited: a later change does not move the goalposts.

    ``cut`` is the overall score (0–100) from which a proposal is to pass, null where there is none. ``hotwords`` are
    the trade's words, for the recogniser. ``contact`` is the mail address that is told when a report is ready.
    """

    position_id: PositionId
    title: LocalizedText
    questions: tuple[Question, ...]
    competencies: tuple[Competency, ...]
    cut: float | None
    languages: tuple[Language, ...]
    hotwords: tuple[str, ...] = ()
    contact: str | None = None
    department: str | None = None
    location: str | None = None
    flow: FlowVersion | None = None
    """The flow that candidates of this position go through, in the version of that moment."""


class Invitation(Published):
    """``recruiting/invitation`` v1: who is invited to what, until when. A document, kept in the bucket.

    ``secret_sha256`` proves a token without holding it.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "invitation"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="recruiting/invitation v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    invitation_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    candidate_id: CandidateId
    candidate_name: str
    company: str
    position: PositionSnapshot
    secret_sha256: str
    invited_at: datetime
    expires_at: datetime
    """The last moment to begin an answer, and the moment at which the interview closes."""
    revoked_at: datetime | None = None
    """From then on the link opens nothing."""
    earlier_sha256: tuple[str, ...] = ()
    """Of links that a newer one replaced: they open nothing, and are told so."""


class CandidateInvited(Event):
    """``recruiting/candidate_invited`` v1: somebody was asked to an interview. No personal data travels."""

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "candidate_invited"

    invitation_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    candidate_id: CandidateId
    position_id: PositionId
    expires_at: datetime
    invitation: DocumentRef


def invitation_key(tenant_id: TenantId, invitation_id: str) -> str:
    """Return where an invitation lies in the media bucket."""
    return f"invitations/{tenant_id}/{invitation_id}.json"
