"""What can stand in the way of a requisition. In both languages: HR and managers read them."""

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.recruiting.requisitions.model import Approval, Requisition, Status

STATUS_ZH: dict[Status, str] = {
    "draft": "草稿",
    "submitted": "审批中",
    "approved": "已批准",
    "rejected": "已驳回",
    "closed": "已关闭",
}


class NoSuchRequisition(NotFound):
    """The tenant has no such requisition."""

    def __init__(self, requisition_id: str) -> None:
        super().__init__(
            f"There is no requisition {requisition_id}. 没有该招聘需求。",
            "Look it up in the list. 请在招聘需求列表中查找。",
        )


class NotInThisState(Conflict):
    """It is in a state in which this cannot be done."""

    code = "requisition_state"

    def __init__(self, requisition: Requisition, wanted: str, wanted_zh: str) -> None:
        super().__init__(
            f"The requisition is {requisition.status}; this needs one that is {wanted}. "
            f"该需求{STATUS_ZH[requisition.status]}，此操作仅适用于{wanted_zh}的需求。",
            "Read it again to see what was done in the meantime. 请刷新后查看最新状态。",
        )


class DecidedMeanwhile(Conflict):
    """Somebody else decided the step first."""

    code = "decided_meanwhile"

    def __init__(self, decision: Approval) -> None:
        when = decision.decided_at.strftime("%Y-%m-%d %H:%M UTC") if decision.decided_at else ""
        verdict_zh = "批准" if decision.verdict == "approved" else "驳回"
        super().__init__(
            f"{decision.decided_by} {decision.verdict} this step at {when}; your decision was not recorded. "
            f"{decision.decided_by} 已于 {when} {verdict_zh}该步骤，您的决定未被记录。",
            "Read the requisition again; a next step may wait for somebody. 请刷新后查看，后续步骤可能仍需审批。",
        )


class FourEyes(Forbidden):
    """Nobody approves what they asked for, or two steps of one chain."""

    code = "four_eyes"

    def __init__(self) -> None:
        super().__init__(
            "You created or submitted this requisition, or decided an earlier step of it. "
            "您创建或提交了该需求，或已审批过前一步骤。",
            "Another person must decide this step. 该步骤须由其他人审批。",
        )


class NotYourStep(Forbidden):
    """The step is for others."""

    code = "not_your_step"

    def __init__(self, approval: Approval) -> None:
        step = approval.step
        who = ", ".join(step.users or step.roles)
        super().__init__(
            f"This step ({step.title.read_in('en')}) is for {who}. "
            f"当前步骤为“{step.title.read_in('zh')}”，不由您审批。",
            "Ask one of them. 请联系相应审批人。",
        )


class NoteNeeded(Invalid):
    """A rejection says why."""

    def __init__(self) -> None:
        super().__init__("A rejection needs a note. 驳回须填写理由。", "Write why. 请填写理由。")


class HeadcountUsed(Conflict):
    """The approved heads are taken."""

    code = "headcount_used"

    def __init__(self, headcount: int, opened: int) -> None:
        super().__init__(
            f"{headcount} heads were approved and {opened} are taken by positions. "
            f"已批准 {headcount} 人，其中 {opened} 人已用于开放职位。",
            "Release a head of a position that is not needed, or ask for another requisition. "
            "请释放不再需要的职位名额，或另行提交需求。",
        )


class OtherDepartment(Invalid):
    """A position is opened for the department that was approved."""

    def __init__(self, department: str) -> None:
        super().__init__(
            f"The requisition was approved for {department}. 该需求批准的部门为“{department}”。",
            "Leave the department out, or ask for another requisition. 请不填部门，或另行提交需求。",
        )


class PositionStillOpen(Conflict):
    """A position that is open keeps its heads."""

    code = "position_still_open"

    def __init__(self) -> None:
        super().__init__(
            "The position is open, so its heads are needed. 该职位仍在招聘，名额不能释放。",
            "Close the position first. 请先关闭该职位。",
        )
