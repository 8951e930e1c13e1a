"""Candidates and their invitations. Pure rules."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, InterviewId, TenantId, new_id
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation
from shared.recruiting.model import Position

Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]


class InvitationDraft(Frozen):
    """Whom to invite. Without ``email`` the recruiter hands the link over."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    email: Email | None = None
    valid_days: int = Field(default=7, ge=1, le=90)


class Candidate(Frozen):
    """A person who applied. Personal data: it stays in the table, and leaves it in mail to that person alone."""

    candidate_id: CandidateId
    name: str
    email: str | None
    created_at: datetime


class Invited(Frozen):
    """An invitation that was made. ``token`` is known this once; null when an earlier request made it."""

    invitation: Invitation
    candidate: Candidate
    token: CandidateToken | None


def invite_to(position: Position, draft: InvitationDraft, tenant_id: TenantId, company: str, now: datetime) -> Invited:
    """Return candidate, invitation and token. The interview gets its id here, one an invitation."""
    invitation_id = new_id("inv")
    token = CandidateToken.issue(tenant_id, invitation_id)
    candidate = Candidate(candidate_id=CandidateId(new_id("cnd")), name=draft.name, email=draft.email, created_at=now)
    invitation = Invitation(
        tenant_id=tenant_id,
        invitation_id=invitation_id,
        interview_id=InterviewId(new_id("int")),
        candidate_id=candidate.candidate_id,
        candidate_name=candidate.name,
        company=company,
        position=position.snapshot,
        secret_sha256=token.secret_sha256,
        invited_at=now,
        expires_at=now + timedelta(days=draft.valid_days),
    )
    return Invited(invitation=invitation, candidate=candidate, token=token)
