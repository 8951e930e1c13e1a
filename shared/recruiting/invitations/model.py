"""Invitations as recruiting keeps them: whom, to what, until when, and what became of it. Pure rules."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.recruiting.contracts import Invitation, PositionSnapshot

Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Channel = Literal["email", "sms"]
Wish = Literal["preferred", "email", "sms", "none"]
"""How to send: ``preferred`` as the company chose; ``none``: the recruiter hands the link over."""
State = Literal["open", "begun", "completed", "revoked", "expired"]
Delivery = Literal["mailed", "not_mailed", "mail_failed"]
"""How it went to send a message: by whatever channel. ``not_mailed``: there is no address, or nothing is sent here."""
ReminderKind = Literal["reminder_1", "reminder_2", "reminder_last"]
REMINDERS: tuple[ReminderKind, ...] = ("reminder_1", "reminder_2", "reminder_last")
VALID_DAYS = Field(default=7, ge=1, le=90)


class InvitationDraft(Frozen):
    """Whom to invite who may not be known yet. Without address the recruiter hands the link over."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    email: Email | None = None
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    channel: Wish = "preferred"
    language: Language | None = None
    """In which the candidate reads; null: as their profile says, both where it says nothing."""
    valid_days: int = VALID_DAYS


WhichApplication = Annotated[ApplicationId, Field(min_length=1, max_length=60)]


class InvitationOrder(Frozen):
    """Invite somebody who applied. ``deadline`` or ``valid_days``: until when the link holds."""

    application_id: WhichApplication
    channel: Wish = "preferred"
    language: Language | None = None
    valid_days: int = VALID_DAYS
    deadline: datetime | None = None

    @model_validator(mode="after")
    def _aware(self) -> Self:
        if self.deadline is not None and self.deadline.tzinfo is None:
            raise ValueError("the deadline needs its time zone, as in 2026-12-01T18:00:00+08:00 截止时间需包含时区")
        return self


class InvitationRecord(Frozen):
    """An invitation, without anything personal. ``number`` counts its links: a new one makes the older ones die.

    ``remind_at`` is when the next reminder is due, which is the one after ``reminded`` of them. ``revision`` is the
    ETag.
    """

    invitation_id: str
    interview_id: InterviewId
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None = None
    channel: Wish = "preferred"
    language: Language | None = None
    number: int = 1
    state: State = "open"
    invited_by: str
    invited_at: datetime
    expires_at: datetime
    begun_at: datetime | None = None
    completed_at: datetime | None = None
    revoked_at: datetime | None = None
    remind_at: datetime | None = None
    reminded: int = 0
    batch_id: str | None = None
    batch_number: int | None = None
    revision: int = 1

    def state_at(self, now: datetime) -> State:
        """Return the state, ``expired`` where the time is over and the interview was not handed in."""
        return "expired" if self.state in ("open", "begun") and now >= self.expires_at else self.state

    def alive(self, now: datetime) -> bool:
        """Return whether its link still leads to an interview that is not finished."""
        return self.state_at(now) in ("open", "begun")


def document_of(
    record: InvitationRecord,
    position: PositionSnapshot,
    *,
    tenant_id: TenantId,
    name: str,
    company: str,
    secret_sha256: str,
    earlier: tuple[str, ...] = (),
) -> Invitation:
    """Return the document that the interview stage reads. ``earlier``: the hashes of links that it replaced."""
    return Invitation(
        tenant_id=tenant_id,
        invitation_id=record.invitation_id,
        interview_id=record.interview_id,
        application_id=record.application_id,
        candidate_id=record.candidate_id,
        candidate_name=name,
        company=company,
        position=position,
        secret_sha256=secret_sha256,
        invited_at=record.invited_at,
        expires_at=record.expires_at,
        revoked_at=record.revoked_at,
        earlier_sha256=earlier,
    )


def next_reminder(
    expires_at: datetime, hours: tuple[int, ...], reminded: int, after: datetime
) -> tuple[datetime, int] | None:
    """Return when the next reminder is due, and how many are then behind it; None: there is none any more.

    ``hours`` before the deadline, from the earliest to the last. One whose time was over at ``after`` is left out.
    """
    for place in range(reminded, len(hours)):
        due = expires_at - timedelta(hours=hours[place])
        if due > after:
            return due, place
    return None


def reminder_kind(place: int, of: int) -> ReminderKind:
    """Return what the reminder at ``place`` (from 0) of ``of`` says: the last one is always the last."""
    return "reminder_last" if place >= of - 1 else REMINDERS[place]
