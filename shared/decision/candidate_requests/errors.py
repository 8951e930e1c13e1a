"""What can stand in the way of a request, in words of both languages: candidates read them."""

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchRequest(NotFound):
    """There is no such request, or not for this caller."""

    def __init__(self) -> None:
        super().__init__("There is no such request. 没有该申请。", "List the requests. 请查看申请列表。")


class RequestOpen(Conflict):
    """The same is asked for already."""

    code = "request_open"

    def __init__(self) -> None:
        super().__init__(
            "You have asked for this already, and it is being answered. 您已提出此申请,正在处理中。",
            "Open the list of your requests to see how it stands. 请在申请列表中查看进度。",
        )


class RequestClosed(Conflict):
    """It was answered, or taken back."""

    code = "request_closed"

    def __init__(self) -> None:
        super().__init__(
            "The request is closed. 该申请已办结。", "Read its answer; another one can be made. 请查看答复,可另行提出。"
        )


class NothingWrittenDown(Conflict):
    """There is no transcript that could be corrected."""

    code = "no_transcript"

    def __init__(self) -> None:
        super().__init__(
            "There is no transcript of this answer yet. 该题尚无文字转写。",
            "Where people alone judge the interview there is none; otherwise try again later. "
            "仅人工评审的面试不生成转写;否则请稍后再试。",
        )


class NotReviewed(Conflict):
    """The people who review have not all rated."""

    code = "not_reviewed"

    def __init__(self) -> None:
        super().__init__(
            "The review by people is not finished. 人工复核尚未完成。",
            "Call a panel for it, and wait until each of its members has rated; or refuse with the reason. "
            "请指派复核人并等待其提交评分;或说明理由予以拒绝。",
        )


class NotIndependent(Invalid):
    """Whoever decided does not review the own decision."""

    code = "not_independent"

    def __init__(self, users: list[str]) -> None:
        super().__init__(
            f"They decided about this candidate before: {', '.join(users)}. 上述人员曾对该候选人作出决定。",
            "Choose people who have not decided here. 请指派未参与决定的人员。",
        )


class WrongKind(Conflict):
    """This is not done to a request of this kind."""

    code = "wrong_kind"

    def __init__(self) -> None:
        super().__init__(
            "This belongs to another kind of request. 该操作不适用于此类申请。",
            "Only a human review calls a panel; only a correction changes a transcript. "
            "只有人工复核可指派复核人,只有更正申请可修改转写。",
        )


class CorrectedTextNeeded(Invalid):
    """The words to be replaced do not stand in the transcript exactly once."""

    code = "corrected_text_needed"

    def __init__(self) -> None:
        super().__init__(
            "The words do not stand in the transcript exactly once. 原文中未找到或多次出现该词句。",
            "Send the whole corrected text as corrected_text. 请在 corrected_text 中填写更正后的全文。",
        )
