"""What can stand in an applicant's way, in words of both languages. None of it depends on who applies."""

from shared.kernel.errors import BoleError, Conflict, Gone, Invalid, NotFound, TooMany


class NoSuchLink(NotFound):
    """The link opens nothing. It is never said which part of it is wrong."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not valid. 此链接无效。",
            "Open it exactly as it was published, or look for the opening on the company's own page. "
            "请完整打开链接，或前往该公司招聘页面查看。",
        )


class LinkClosed(Gone):
    """Nobody can apply by it any more."""

    code = "link_closed"

    def __init__(self) -> None:
        super().__init__(
            "Applications by this link are closed. 此链接的申请已截止。",
            "Look for other openings of the company. 请关注该公司的其他职位。",
        )


class TooManyTries(TooMany):
    """More requests from one place than a person makes."""

    code = "too_many_tries"

    def __init__(self) -> None:
        super().__init__("Too many requests came from here. 操作过于频繁。", "Try again in an hour. 请一小时后再试。")


class FormTooQuick(TooMany):
    """The form came back at once."""

    code = "form_too_quick"

    def __init__(self) -> None:
        super().__init__("The form was sent very quickly. 提交过快。", "Send it again in a moment. 请稍后重新提交。")


class FormTooOld(Gone):
    """The form was opened long ago, or elsewhere."""

    code = "form_expired"

    def __init__(self) -> None:
        super().__init__(
            "The form has expired. 表单已过期。", "Reload the page and send it again. 请刷新页面后重新提交。"
        )


class ConsentNeeded(Invalid):
    """Without consent nothing of the person is kept."""

    code = "consent_required"

    def __init__(self) -> None:
        super().__init__(
            "Nobody can apply without agreeing to how the data is used. 未同意个人信息处理说明，无法提交申请。",
            "Read and accept it, or ask the company for another way. 请阅读并勾选同意，或联系招聘方。",
        )


class OtherConsentText(Conflict):
    """The words changed since the page was loaded."""

    code = "consent_text_changed"

    def __init__(self) -> None:
        super().__init__(
            "The consent text is another one by now. 同意书文本已更新。",
            "Reload the page and read it again. 请刷新页面后重新阅读。",
        )


class NoContact(BoleError):
    """There is no way to answer."""

    code = "invalid"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            "A phone number or a mail address is needed. 请至少填写手机或邮箱。", "Fill one of them in. 请补充后提交。"
        )
