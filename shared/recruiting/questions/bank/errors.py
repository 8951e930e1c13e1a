"""What can stand in the way of a question of the bank."""

from collections.abc import Sequence

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.localized import LocalizedText


class NoSuchQuestion(NotFound):
    """The bank has no such question."""

    def __init__(self, question_ids: Sequence[str]) -> None:
        names = ", ".join(question_ids)
        super().__init__(
            f"The bank has no question {names}. 题库中没有该题目:{names}。",
            "Check the ids; drafts that nobody reviewed are deleted after 90 days. "
            "请核对题目编号；草稿 90 天未审核会自动删除。",
        )


class NotReviewed(Conflict):
    """A question that nobody reviewed is asked of no candidate."""

    code = "question_not_reviewed"

    def __init__(self, question_ids: Sequence[str]) -> None:
        names = ", ".join(question_ids)
        super().__init__(
            f"Nobody has reviewed {names} yet. 以下题目尚未经人工审核:{names}。",
            "Have a person review each question before it is asked. 请先由人工逐题审核，再用于面试。",
        )


class Retired(Conflict):
    """A question that was taken out of use."""

    code = "question_retired"

    def __init__(self, question_ids: Sequence[str]) -> None:
        names = ", ".join(question_ids)
        super().__init__(
            f"{names} was retired. 以下题目已停用:{names}。",
            "Choose another question, or restore it and have it reviewed. 请另选题目，或恢复后重新审核。",
        )


class NotInThisStatus(Conflict):
    """The change does not suit the status of the question."""

    code = "question_status"

    def __init__(self, status: str, wanted: str, wanted_zh: str) -> None:
        super().__init__(
            f"The question is {status}; this needs {wanted}. 当前状态不允许此操作，需要{wanted_zh}。",
            "Read it again, and decide by its status. 请重新读取题目状态后再操作。",
        )


class AlreadyAsked(Conflict):
    """A draft that was put before candidates, in an earlier revision, stays."""

    code = "question_was_asked"

    def __init__(self) -> None:
        super().__init__(
            "This question was put before candidates, so it is kept. 该题目已向候选人出示过，不能删除。",
            "Retire it instead. 请改为停用。",
        )


class AlreadyThere(Conflict):
    """The bank has this question word for word, or nearly."""

    code = "question_already_there"

    def __init__(self, question_id: str) -> None:
        super().__init__(
            f"The bank has this question already: {question_id}. 题库中已有相同题目:{question_id}。",
            "Use or edit that one. 请直接使用或修改该题目。",
        )


class NeedsReason(Conflict):
    """A question that may touch what must not be asked is accepted with a reason alone."""

    code = "review_needs_reason"

    def __init__(self, warnings: Sequence[LocalizedText]) -> None:
        super().__init__(
            " ".join(warning.read_in("en") for warning in warnings)
            + " "
            + "".join(warning.read_in("zh") for warning in warnings),
            "Reword the question, or say in note why it may be asked. 请修改题目，或在 note 中说明为何可以这样问。",
        )
