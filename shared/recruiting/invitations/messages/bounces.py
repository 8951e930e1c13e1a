"""What the mail service tells of a letter after it took it: delivered, bounced, complained of.

SES's event publishing: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. Each
event carries the tags of the letter: tenant, candidate and message, ids alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, TenantId
from shared.recruiting.invitations.messages.message import Message
from shared.recruiting.invitations.messages.store import MessageStore

What = Literal["delivered", "hard_bounce", "soft_bounce", "complaint", "rejected"]
MOST_SOFT = 3
"""How often a letter is sent again that a mailbox could not take at the moment."""
SOFT_AFTER = timedelta(hours=4)


class MailNews(Frozen):
    """What became of a letter. ``addresses`` are those that bounced or complained; they are not kept in clear."""

    tenant_id: TenantId
    candidate_id: CandidateId
    message_id: str
    what: What
    said: str = ""
    addresses: tuple[str, ...] = ()


def news_of(told: Mapping[str, Any]) -> MailNews | None:
    """Return what an event of SES says of one of our letters; None where it is another's, or of no interest."""
    tags = told.get("mail", {}).get("tags", {})
    named = [next(iter(tags.get(name) or ()), "") for name in ("tenant", "candidate", "message")]
    if not all(named):
        return None
    kind = told.get("eventType") or told.get("notificationType")
    what: What
    people: tuple[str, ...] = ()
    if kind == "Delivery":
        what, detail = "delivered", ""
    elif kind == "Bounce":
        bounce = told.get("bounce", {})
        # "Undetermined" is treated as soft: one that says it is permanent ends mail to an address.
        what = "hard_bounce" if bounce.get("bounceType") == "Permanent" else "soft_bounce"
        detail, people = str(bounce.get("bounceSubType", "")), _addresses(bounce.get("bouncedRecipients", ()))
    elif kind == "Complaint":
        complaint = told.get("complaint", {})
        what, detail = "complaint", str(complaint.get("complaintFeedbackType", ""))
        people = _addresses(complaint.get("complainedRecipients", ()))
    elif kind == "Reject":
        what, detail = "rejected", str(told.get("reject", {}).get("reason", ""))
    else:
        return None
    tenant, candidate, message = named
    return MailNews(
        tenant_id=TenantId(tenant),
        candidate_id=CandidateId(candidate),
        message_id=message,
        what=what,
        said=detail,
        addresses=people,
    )


def hear(news: MailNews, now: datetime, messages: MessageStore) -> Message | None:
    """Note what became of a letter; return the message, None where that changed nothing.

    A mailbox that does not exist, or whose owner complained, gets nothing more. Whatever comes twice, or late, is once:
    a complaint stands above a bounce, a bounce above a delivery.
    """
    message = messages.message(news.candidate_id, news.message_id)
    if message is None:
        return None
    if news.what in ("hard_bounce", "complaint"):
        for address in news.addresses:
            messages.suppress(address, news.what, now)
    if message.state in ("sending", "waiting", "complained"):
        # What is sent anew at this moment is told of by its own events.
        return None
    after = after_news(message, news, now)
    if after == message or not messages.save(after, message.state, message.attempts):
        return None
    return after


def after_news(message: Message, news: MailNews, now: datetime) -> Message:
    """Return a message after what was told of it."""
    said = {"said": news.said}
    if news.what == "delivered":
        better = message.state in ("sent", "uncertain")
        return message.model_copy(update={"state": "delivered", "reason": None}) if better else message
    if news.what == "complaint":
        return message.model_copy(update={**said, "state": "complained", "reason": "complaint", "retry_at": None})
    if message.state == "bounced":
        return message
    if news.what == "rejected":
        return message.model_copy(update={**said, "state": "failed", "reason": "refused"})
    if news.what == "hard_bounce":
        return message.model_copy(update={**said, "state": "bounced", "reason": "hard_bounce", "retry_at": None})
    again = message.attempts < MOST_SOFT
    later = now + SOFT_AFTER * message.attempts if again else None
    state = "waiting" if again else "bounced"
    return message.model_copy(update={**said, "state": state, "reason": "soft_bounce", "retry_at": later})


def _addresses(people: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(str(one["emailAddress"]).strip().removeprefix("<").removesuffix(">") for one in people)
