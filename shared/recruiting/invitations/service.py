"""Use cases: invite somebody who applied, invite somebody new, take an invitation back, send a new link."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import InterviewId, new_id
from shared.kernel.request import Request
from shared.platform.etag import expect
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed
from shared.platform.writes import Write
from shared.recruiting.applications.contracts import Application
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.errors import AlreadyBegun, AlreadyInvited, BadDeadline, InvitationOver
from shared.recruiting.invitations.messages.message import Message
from shared.recruiting.invitations.messages.messenger import Envelope
from shared.recruiting.invitations.model import InvitationOrder, InvitationRecord, Wish, document_of, next_reminder
from shared.recruiting.model import Position

SOONEST, LATEST = timedelta(hours=1), timedelta(days=90)


@dataclass(frozen=True)
class Invite:
    """An invitation that was made. ``token`` and ``link`` are shown this once; null where it was made before."""

    record: InvitationRecord
    token: CandidateToken | None = None
    link: str | None = None
    message: Message | None = None


@dataclass(frozen=True)
class Prepared:
    """An invitation that is ready to be written, with the writes that enter it."""

    record: InvitationRecord
    invitation: Invitation
    writes: list[Write]


def invite_application(
    order: InvitationOrder, request: Request | None, desk: InvitationDesk, batch: tuple[str, int] | None = None
) -> Invite:
    """Invite somebody who applied, and send the link. The same request again returns the same invitation.

    ``batch``: the batch that it is of, and the recipient's number there.

    Raises:
        NoSuchApplication, NotAtInterview, PositionClosed, NoQuestions, BadDeadline: nobody can be invited so.
        AlreadyInvited: there is an invitation that still holds.
        KeyReused, Unavailable: nothing was changed.
    """
    if earlier := earlier_invite(request, desk):
        return earlier
    application = desk.application(order.application_id)
    position = desk.asking(application)
    name = desk.candidates.followed(application.candidate_id).profile.name.shown()
    prepared = prepare(order, application, position, name, desk, batch)
    memory = memory_of(request, prepared.record, desk)
    try:
        desk.trail.transact([*prepared.writes, *memory], desk.entry(prepared.record, "invited"))
    except ConditionFailed as error:
        if memory and len(prepared.writes) in error.failed and (earlier := earlier_invite(request, desk)):
            return earlier
        raise AlreadyInvited(_standing(application, desk)) from error
    return sent(prepared, desk)


def prepare(
    order: InvitationOrder,
    application: Application,
    position: Position,
    name: str,
    desk: InvitationDesk,
    batch: tuple[str, int] | None = None,
) -> Prepared:
    """Return a new invitation of an application with the writes that enter it; its document is published.

    Raises ``AlreadyInvited``, ``BadDeadline``.
    """
    now = desk.clock.now()
    before = next(reversed(desk.invitations.of_application(application.candidate_id, application.application_id)), None)
    if before is not None and before.alive(now):
        raise AlreadyInvited(before.invitation_id)
    expires_at = _deadline(order.deadline, order.valid_days, now)
    hours = desk.messenger.choice.reminder_hours
    first = next_reminder(expires_at, hours, 0, now)
    record = InvitationRecord(
        invitation_id=new_id("inv"),
        interview_id=InterviewId(new_id("int")),
        application_id=application.application_id,
        candidate_id=application.candidate_id,
        position_id=application.position_id,
        department=application.department,
        channel=order.channel,
        language=order.language,
        invited_by=desk.who.user_id,
        invited_at=now,
        expires_at=expires_at,
        remind_at=first[0] if first else None,
        reminded=first[1] if first else len(hours),
        batch_id=batch[0] if batch else None,
        batch_number=batch[1] if batch else None,
    )
    invitation = document_of(
        record,
        position.snapshot,
        tenant_id=desk.settings.tenant_id,
        name=name,
        company=desk.settings.company,
        secret_sha256=desk.token(record).secret_sha256,
    )
    event = desk.event(record, invitation)
    writes = [*desk.invitations.writes(record, before, [event]), *desk.exposure.writes(position.snapshot)]
    return Prepared(record, invitation, writes)


def memory_of(request: Request | None, record: InvitationRecord, desk: InvitationDesk) -> list[Write]:
    """Return the write that remembers a request, where it has a key."""
    if request is None:
        return []
    result = f"{record.candidate_id}/{record.invitation_id}"
    return [request_put(desk.applying.table, request, result, desk.clock.now())]


def sent(prepared: Prepared, desk: InvitationDesk) -> Invite:
    """Send the link of an invitation that is written, and return what is shown of it once."""
    record = prepared.record
    message = desk.told(Envelope(kind="invitation"), record, prepared.invitation)
    return Invite(record, desk.token(record), desk.link(record), message)


def revoke(
    invitation_id: str, named: frozenset[str] | None, tell: bool, desk: InvitationDesk
) -> tuple[InvitationRecord, Message | None]:
    """Take an invitation back: from now on its link opens nothing. ``tell``: the candidate is written to.

    The same again writes the document once more, in case the first time ended between row and document.

    Raises:
        NoSuchInvitation, PreconditionRequired, PreconditionFailed: nothing was changed.
        InvitationOver: the interview was handed in, and its link leads to the result.
    """
    record, now = desk.found(invitation_id), desk.clock.now()
    if record.state == "completed":
        raise InvitationOver(record.state)
    if record.state != "revoked":
        expect(named, record.revision)
        changed: dict[str, object] = {"state": "revoked", "revoked_at": now, "remind_at": None}
        record = record.model_copy(update={**changed, "revision": record.revision + 1})
        if not desk.changed(record, desk.entry(record, "revoked")):
            raise PreconditionFailed
    invitation = desk.invitations.document(invitation_id).model_copy(update={"revoked_at": record.revoked_at})
    desk.invitations.publish(invitation)
    message = desk.told(Envelope(kind="cancelled"), record, invitation) if tell else None
    return record, message


def new_link(
    invitation_id: str,
    named: frozenset[str] | None,
    deadline: datetime | None,
    valid_days: int | None,
    channel: Wish | None,
    desk: InvitationDesk,
) -> Invite:
    """Make a new link and send it; every older one dies. With a deadline the invitation holds until then.

    Raises:
        NoSuchInvitation, PreconditionRequired, PreconditionFailed, BadDeadline: nothing was changed.
        InvitationOver: it was handed in or revoked, or its time is over and no new deadline was given.
        AlreadyBegun: a deadline was given, and the candidate has begun.
    """
    record, now = desk.found(invitation_id), desk.clock.now()
    expect(named, record.revision)
    later = deadline is not None or valid_days is not None
    state = record.state_at(now)
    if state in ("completed", "revoked") or (state == "expired" and not later):
        raise InvitationOver(state)
    if later and record.begun_at is not None:
        raise AlreadyBegun
    changed: dict[str, object] = {"number": record.number + 1, "revision": record.revision + 1}
    if later:
        changed |= _again(_deadline(deadline, valid_days or 0, now), now, desk)
    if channel is not None:
        changed["channel"] = channel
    before = desk.invitations.document(invitation_id)
    record = record.model_copy(update=changed)
    if not desk.changed(record, desk.entry(record, "new link", number=record.number)):
        raise PreconditionFailed
    fresh = {
        "secret_sha256": desk.token(record).secret_sha256,
        "earlier_sha256": (*before.earlier_sha256, before.secret_sha256),
        "expires_at": record.expires_at,
    }
    invitation = before.model_copy(update=fresh)
    desk.invitations.publish(invitation)
    return sent(Prepared(record, invitation, []), desk)


def _again(expires_at: datetime, now: datetime, desk: InvitationDesk) -> dict[str, object]:
    hours = desk.messenger.choice.reminder_hours
    first = next_reminder(expires_at, hours, 0, now)
    return {
        "expires_at": expires_at,
        "remind_at": first[0] if first else None,
        "reminded": first[1] if first else len(hours),
    }


def _deadline(deadline: datetime | None, valid_days: int, now: datetime) -> datetime:
    until = deadline if deadline is not None else now + timedelta(days=valid_days)
    if not now + SOONEST <= until <= now + LATEST:
        raise BadDeadline
    return until.astimezone(now.tzinfo)


def earlier_invite(request: Request | None, desk: InvitationDesk) -> Invite | None:
    """Return what the same request made before, without its link. Raises ``KeyReused``."""
    if request is None or (known := remembered(desk.applying.table, request)) is None:
        return None
    return Invite(desk.found(known.rpartition("/")[2]))


def _standing(application: Application, desk: InvitationDesk) -> str:
    found = desk.invitations.of_application(application.candidate_id, application.application_id)
    return found[-1].invitation_id if found else application.application_id
