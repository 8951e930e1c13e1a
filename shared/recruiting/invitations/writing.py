"""Use cases: a recruiter sends a message by hand; what waits is sent again by itself."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from shared.kernel.errors import Invalid
from shared.kernel.language import LANGUAGES
from shared.platform.keys import Shredded
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.errors import InvitationOver
from shared.recruiting.invitations.messages.choice import zone_of
from shared.recruiting.invitations.messages.message import Message
from shared.recruiting.invitations.messages.messenger import Envelope
from shared.recruiting.invitations.messages.wording import moment

FURTHEST = timedelta(days=366)
ByHand = Literal["invitation", "result_available", "appointment"]


def send_by_hand(
    invitation_id: str, kind: ByHand, when: datetime | None, where: str, note: str, desk: InvitationDesk
) -> Message:
    """Send a message about an invitation. An appointment needs ``when`` (with its zone) and ``where``.

    The same appointment again is sent once; another time or place is another message.

    Raises:
        NoSuchInvitation, Invalid: nothing was sent.
        InvitationOver: the link is to be sent again, and it leads to nothing that can be answered.
    """
    record = desk.found(invitation_id)
    now = desk.clock.now()
    if kind == "invitation" and not record.alive(now):
        raise InvitationOver(record.state_at(now))
    invitation = desk.invitations.document(invitation_id)
    more: dict[str, str] = {}
    occasion = ""
    if kind == "appointment":
        if when is None or when.tzinfo is None or not where.strip():
            raise Invalid(
                "An appointment needs when (with its time zone) and where. 面试安排须填写时间（含时区）和地点。",
                "Write the time as 2026-12-01T14:00:00+08:00. 时间格式如 2026-12-01T14:00:00+08:00。",
            )
        if not now <= when <= now + FURTHEST:
            raise Invalid(
                "The appointment must lie within the next year. 面试时间须在未来一年内。",
                "Correct the time. 请更正时间。",
            )
        zone = zone_of(desk.messenger.choice, desk.settings.jurisdiction, invitation.position.location)
        more = {f"when.{language}": moment(when, zone, language) for language in LANGUAGES}
        more |= {"where": where.strip(), "note": note.strip()}
        occasion = hashlib.sha256("\0".join([when.isoformat(), where, note]).encode()).hexdigest()[:16]
    if kind == "invitation":
        occasion = f"again-{now:%Y%m%d%H%M}"  # a second click within the minute is no second message
    message = desk.told(Envelope(kind=kind, occasion=occasion, more=more, by_hand=True), record, invitation)
    entry = desk.entry(record, "message", kind=kind, state=message.state)
    desk.trail.record(entry)
    return message


def send_again(message: Message, desk: InvitationDesk) -> Message | None:
    """Send what waits once more; None where it is not to be: the link is another one, or the person was erased."""
    record = desk.invitations.record(message.invitation_id)
    now = desk.clock.now()
    if record is None or record.number != message.number or (message.kind != "cancelled" and record.state == "revoked"):
        return None
    reminds = message.kind in ("invitation", "reminder_1", "reminder_2", "reminder_last")
    if reminds and not record.alive(now):
        return None
    envelope = Envelope(kind=message.kind, occasion=message.occasion, more=desk.messenger.messages.values(message))
    try:
        return desk.told(envelope, record, desk.invitations.document(record.invitation_id))
    except Shredded:
        return None
