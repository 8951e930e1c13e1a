"""Why a message did not go out: the same reasons for mail and SMS, in words that a recruiter reads."""

from typing import Literal, get_args

from shared.kernel.errors import Unavailable
from shared.kernel.localized import LocalizedText

Reason = Literal[
    "invalid_address",
    "blocked",
    "unsubscribed",
    "throttled",
    "refused",
    "unreachable",
    "uncertain",
    "not_configured",
]
REASONS: tuple[Reason, ...] = get_args(Reason)

WORDS: dict[Reason, LocalizedText] = {
    "invalid_address": LocalizedText(
        zh="号码或邮箱地址无效，请核对后重发。", en="The number or address does not exist. Correct it and send again."
    ),
    "blocked": LocalizedText(
        zh="收件方已屏蔽或被列入黑名单，请改用其他联系方式。",
        en="The recipient is blocked by the provider. Use another way to reach them.",
    ),
    "unsubscribed": LocalizedText(
        zh="对方已退订短信，请改用邮件或电话。", en="The recipient opted out of messages. Write a mail, or call."
    ),
    "throttled": LocalizedText(
        zh="发送过快或已达服务商限额，系统会自动稍后重试。",
        en="The provider takes no more at this moment. It is tried again by itself.",
    ),
    "refused": LocalizedText(
        zh="服务商拒绝了该消息（签名、模板或内容未获批准）。",
        en="The provider did not take the message: sender, template or words are not approved.",
    ),
    "unreachable": LocalizedText(
        zh="暂时无法连接服务商，请稍后重试。", en="The provider cannot be reached. Try again in a while."
    ),
    "uncertain": LocalizedText(
        zh="发送时连接中断，无法确认是否已发出；为避免重复发送，系统不会自动重发。",
        en="The connection broke while it was sent, so it may have gone out; it is not sent again by itself.",
    ),
    "not_configured": LocalizedText(
        zh="尚未配置该发送渠道，请联系管理员。", en="This channel is not set up. Ask the operator of this deployment."
    ),
}


class NotDelivered(Unavailable):
    """A message was not taken. ``reason`` is for programs; ``said`` what the provider answered, without addresses."""

    code = "not_delivered"

    def __init__(self, reason: Reason, said: str = "") -> None:
        words = WORDS[reason]
        super().__init__(f"{words.en} {words.zh}", f"The provider said: {said}" if said else "See the operator's log.")
        self.reason = reason
        self.said = said

    @property
    def surely_not_sent(self) -> bool:
        """Whether nothing can have gone out, so that another try sends nothing twice."""
        return self.reason != "uncertain"

    @property
    def passes(self) -> bool:
        """Whether the same message may be taken later."""
        return self.reason in {"throttled", "unreachable"}
