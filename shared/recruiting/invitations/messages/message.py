"""One message to one candidate, and what became of it. Pure; it holds no address and no words."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId
from shared.kernel.localized import LocalizedText
from shared.platform.undelivered import WORDS, Reason
from shared.recruiting.invitations.messages.model import Channel, Kind
from shared.recruiting.invitations.model import Delivery

MessageState = Literal[
    "sending", "sent", "delivered", "waiting", "failed", "uncertain", "bounced", "complained", "not_sent"
]
"""``waiting``: it is tried again by itself. ``uncertain``: it may have gone out, so it is not."""
Why = Literal["no_address", "suppressed", "not_sent_here", "hard_bounce", "soft_bounce", "complaint"]
LEASE = timedelta(minutes=10)
"""After so long nobody is sending any more what somebody began to send."""
SOON = timedelta(minutes=5)
MOST_ATTEMPTS = 8

_WHY: dict[Why, LocalizedText] = {
    "no_address": LocalizedText(
        zh="候选人没有可用的邮箱或手机号，请补充后重发。",
        en="There is no mail address or phone number for this channel. Add one and send again.",
    ),
    "suppressed": LocalizedText(
        zh="此前发往该地址的邮件被退回或被投诉，系统不再发送；请更正地址。",
        en="Mail to this address came back, or was complained of, so none is sent any more. Correct the address.",
    ),
    "not_sent_here": LocalizedText(
        zh="系统未开通该发送渠道，请把链接自行转交候选人。",
        en="This deployment does not send by this channel. Hand the link over yourself.",
    ),
    "hard_bounce": LocalizedText(
        zh="邮箱不存在或永久拒收，邮件被退回；请更正地址。",
        en="The mailbox does not exist, so it came back. Correct the address.",
    ),
    "soft_bounce": LocalizedText(
        zh="对方邮箱暂时无法接收（已满或服务器故障），系统会自动重发。",
        en="The mailbox takes nothing at this moment (full, or its server is down). It is sent again by itself.",
    ),
    "complaint": LocalizedText(
        zh="收件人将邮件标记为垃圾邮件，系统不再向该地址发送。",
        en="The recipient marked it as spam, so nothing is sent to this address any more.",
    ),
}


class Message(Frozen):
    """A message. ``number`` is the invitation's link that it carries; ``occasion`` tells messages of a kind apart."""

    message_id: str
    kind: Kind
    occasion: str = ""
    channel: Channel
    invitation_id: str
    candidate_id: CandidateId
    number: int
    state: MessageState
    reason: Reason | Why | None = None
    said: str = ""
    attempts: int = 1
    claimed_at: datetime
    sent_at: datetime | None = None
    provider_id: str | None = None
    retry_at: datetime | None = None
    batch_id: str | None = None
    batch_number: int | None = None

    def seen_at(self, now: datetime) -> "Message":
        """Return it as it is to be taken: who began to send it and was not heard of again leaves it uncertain."""
        if self.state == "sending" and now - self.claimed_at > LEASE:
            return self.model_copy(update={"state": "uncertain", "reason": "uncertain"})
        return self

    @property
    def words(self) -> LocalizedText | None:
        """Why it did not arrive, for a person; null where nothing is wrong."""
        return words_of(self.reason) if self.reason else None

    @property
    def delivery(self) -> Delivery:
        """How it went, in a word."""
        if self.state in ("sent", "delivered"):
            return "mailed"
        return "not_mailed" if self.state == "not_sent" else "mail_failed"


def words_of(reason: Reason | Why) -> LocalizedText:
    """Return a reason in words."""
    found = next((words for code, words in (*_WHY.items(), *WORDS.items()) if code == reason), None)
    return found or WORDS["refused"]


def message_id_of(invitation_id: str, number: int, kind: Kind, occasion: str) -> str:
    """Return the id of a message: the same for the same message, so that it is sent once whoever tries."""
    digest = hashlib.sha256(f"{invitation_id}\0{number}\0{kind}\0{occasion}".encode()).hexdigest()
    return f"msg_{digest[:32]}"


def after_failure(message: Message, reason: Reason, said: str, now: datetime) -> Message:
    """Return the message that a provider did not take."""
    if reason == "uncertain":
        return message.model_copy(update={"state": "uncertain", "reason": reason, "said": said})
    if reason in ("throttled", "unreachable") and message.attempts < MOST_ATTEMPTS:
        later = now + SOON * 2 ** (message.attempts - 1)
        return message.model_copy(update={"state": "waiting", "reason": reason, "said": said, "retry_at": later})
    return message.model_copy(update={"state": "failed", "reason": reason, "said": said, "retry_at": None})
