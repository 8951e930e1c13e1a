"""What can stand in the way of an invitation."""

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchInvitation(NotFound):
    """The tenant has no such invitation."""

    def __init__(self, invitation_id: str) -> None:
        super().__init__(f"There is no invitation {invitation_id}.", "Check the id, or list those of the position.")


class AlreadyInvited(Conflict):
    """The application has an invitation that still holds."""

    code = "already_invited"

    def __init__(self, invitation_id: str) -> None:
        super().__init__(
            f"This application has an invitation that still holds: {invitation_id}. 该应聘已有有效的面试邀请。",
            "Make a new link for it, or revoke it first. 可重新生成链接，或先撤销原邀请。",
        )
        self.invitation_id = invitation_id


class NotAtInterview(Conflict):
    """The application is not where an interview is held."""

    code = "not_at_interview"

    def __init__(self, node: str, status: str) -> None:
        super().__init__(
            f"The application is at {node} ({status}): no interview is held there. 该应聘当前环节不进行在线面试。",
            "Move it to the AI interview first, or choose another application. 请先将其移至 AI 面试环节。",
        )


class InvitationOver(Conflict):
    """Nothing can be changed about it any more."""

    code = "invitation_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"This invitation is {state}. 该邀请已完成、过期或撤销。",
            "Invite again where the interview is to be held once more. 如需重新面试，请重新邀请。",
        )


class AlreadyBegun(Conflict):
    """The deadline is part of the interview's plan, which does not change once it began."""

    code = "already_begun"

    def __init__(self) -> None:
        super().__init__(
            "The candidate has begun, so the deadline stays. 候选人已开始面试，截止时间不能更改。",
            "Send a new link without a new deadline, or grant more time as an accommodation. "
            "可仅重新生成链接，或通过便利安排延长作答时间。",
        )


class BadDeadline(Invalid):
    """A deadline that cannot be."""

    code = "bad_deadline"

    def __init__(self) -> None:
        super().__init__(
            "The deadline must lie between one hour and 90 days from now. 截止时间须在 1 小时至 90 天之间。",
            "Choose another one. 请重新选择。",
        )


class NoSuchTemplate(NotFound):
    """There are no such words."""

    def __init__(self, kind: str, language: str) -> None:
        super().__init__(f"There is no template {kind} in {language}.", "List the templates.")


class BadTemplate(Invalid):
    """A template that would leave somebody without what they need."""

    code = "bad_template"

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults), "Correct the template and send it again. 请更正模板后重新提交。")


class NoSuchBatch(NotFound):
    """The tenant has no such batch."""

    def __init__(self, batch_id: str) -> None:
        super().__init__(f"There is no batch {batch_id}.", "Check the id.")


class BatchStands(Conflict):
    """The batch is not in the state that the order supposes."""

    code = "batch_state"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The batch is {state}, so this cannot be done. 批次当前状态不支持该操作。",
            "Read the batch, and decide anew. 请刷新后重试。",
        )
