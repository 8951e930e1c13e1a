"""Reminders of candidates: each once, before the deadline, never at night, never after the interview was handed in."""

from datetime import datetime

from shared.platform.keys import Shredded
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.messages.choice import after_quiet, zone_of
from shared.recruiting.invitations.messages.messenger import Envelope
from shared.recruiting.invitations.model import InvitationRecord, next_reminder, reminder_kind


def remind(record: InvitationRecord, desk: InvitationDesk) -> str:
    """Remind a candidate whose reminder is due; return ``reminded``, ``later`` or ``nothing``.

    Safe to do twice, and twice at once: a reminder is one message, and a message is sent once. Raises ``Unavailable``.
    """
    now = desk.clock.now()
    if not record.alive(now) or record.remind_at is None or record.remind_at > now:
        return _put_off(record, None, record.reminded, desk)
    try:
        desk.candidates.followed(record.candidate_id)
        invitation = desk.invitations.document(record.invitation_id)
    except Shredded:
        return _put_off(record, None, record.reminded, desk)
    choice = desk.messenger.choice
    zone = zone_of(choice, desk.settings.jurisdiction, invitation.position.location)
    allowed = after_quiet(now, choice, zone)
    if allowed > now:
        # One that could only come after the deadline is left out: it would help nobody.
        return _put_off(record, allowed if allowed < record.expires_at else None, record.reminded, desk, "later")
    place, hours = record.reminded, choice.reminder_hours
    if place >= len(hours):  # the company wants fewer reminders by now
        return _put_off(record, None, place, desk)
    kind = reminder_kind(place, len(hours))
    desk.told(Envelope(kind=kind), record, invitation)
    following = next_reminder(record.expires_at, hours, place + 1, now)
    if following is None:
        return _put_off(record, None, len(hours), desk, "reminded")
    return _put_off(record, following[0], following[1], desk, "reminded")


def _put_off(
    record: InvitationRecord, when: datetime | None, reminded: int, desk: InvitationDesk, told: str = "nothing"
) -> str:
    """Write when to look again; where somebody changed the invitation meanwhile, the next round looks."""
    after = record.model_copy(update={"remind_at": when, "reminded": reminded, "revision": record.revision + 1})
    desk.changed(after, None)
    return told
