"""A batch's results follow what becomes of its messages later: sent again, delivered, bounced."""

from datetime import datetime

from shared.recruiting.invitations.batches.store import BatchStore
from shared.recruiting.invitations.batches.working import status_of
from shared.recruiting.invitations.messages.message import Message

ATTEMPTS = 5


def follow(message: Message, now: datetime, batches: BatchStore) -> bool:
    """Write what became of a recipient's invitation; return whether that was new."""
    if message.batch_id is None or message.batch_number is None or message.kind != "invitation":
        return False
    if message.state in ("waiting", "sending"):
        return False
    for _attempt in range(ATTEMPTS):
        one = batches.recipient(message.batch_id, message.batch_number)
        status = status_of(message)
        if one is None or one.message_id not in (None, message.message_id) or one.status == status:
            return False
        told = {
            "status": status,
            "reason": message.reason,
            "words": message.words,
            "invitation_id": message.invitation_id,
            "message_id": message.message_id,
            "at": now,
        }
        if batches.settle(message.batch_id, one.model_copy(update=told), one.status):
            return True
    return False
