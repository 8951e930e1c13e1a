"""What a candidate is told whose link does not open, or whose answer cannot be taken; in both languages."""

from shared.kernel.errors import BoleError, Conflict, Gone, Invalid


class UnknownLink(BoleError):
    """The token opens nothing. It is never said which part of it is wrong."""

    code = "unauthenticated"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "This link is not valid. 此链接无效。",
            "Open the link exactly as it was sent to you, or ask the company for a new one. "
            "请完整打开收到的链接，或向公司索取新链接。",
        )


class LetterReplaced(Gone):
    """It was the candidate's link, and the company wrote another letter."""

    code = "letter_replaced"

    def __init__(self) -> None:
        super().__init__(
            "The company revised this offer; the letter behind this link does not hold any more. "
            "公司已修订录用条件，此链接对应的通知书已失效。",
            "Look for the newer letter, or ask the company for it. 请使用最近收到的链接，或联系公司。",
        )


class OfferWithdrawn(Gone):
    """The company took the offer back."""

    code = "offer_withdrawn"

    def __init__(self) -> None:
        super().__init__(
            "The company withdrew this offer. 公司已撤回该录用。",
            "Write to the company if you think that this is a mistake. 如有疑问，请联系公司。",
        )


class LetterExpired(Gone):
    """The letter's time is over."""

    code = "offer_expired"

    def __init__(self) -> None:
        super().__init__(
            "The time to answer this offer is over. 该录用通知已过有效期。",
            "Write to the company; it may send you a new letter. 请联系公司，公司可重新发出通知书。",
        )


class AnsweredAlready(Conflict):
    """The candidate gave the other answer before."""

    code = "answered_already"

    def __init__(self, state: str) -> None:
        said_zh = "接受" if state == "accepted" else "谢绝"
        super().__init__(
            f"You {state} this offer before. 您已{said_zh}该录用。",
            "Write to the company if you want to change that. 如需更改，请联系公司。",
        )


class WrongLetter(Conflict):
    """What was confirmed is not the letter that holds."""

    code = "wrong_letter"

    def __init__(self) -> None:
        super().__init__(
            "The SHA-256 that you confirm is not the one of your letter. 所确认的文件摘要与通知书不一致。",
            "Read the letter again, and confirm the letter_sha256 that is shown. 请重新阅读通知书并确认其摘要。",
        )


class WrongConsent(Conflict):
    """The words that were agreed to are not those that hold."""

    code = "wrong_consent"

    def __init__(self, held: str) -> None:
        super().__init__(
            "You agreed to other words than those of this letter. 所同意的文本版本不符。",
            f"Read the text of version {held}, and agree to that one. 请阅读版本 {held} 的文本后再同意。",
        )


class NotAgreed(Invalid):
    """Nothing is accepted without a yes."""

    code = "not_agreed"

    def __init__(self) -> None:
        super().__init__(
            "Accepting needs agreed: true. 接受录用须勾选同意。",
            "Agree to the text, or decline the offer. 请勾选同意，或谢绝该录用。",
        )


class SignsElsewhere(Conflict):
    """A signing service takes the signature of this letter."""

    code = "signs_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "This letter is signed at a signing service. 该通知书须在电子签平台签署。",
            "Open the address that is shown under signing. 请打开 signing 中的地址签署。",
        )


class TooManyAsks(Conflict):
    """So many questions are better talked about."""

    code = "too_many_asks"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"You asked {most} questions already. 您已提交 {most} 个问题。",
            "Write or call the company, please. 请直接联系公司。",
        )
