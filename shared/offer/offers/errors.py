"""What can stand in the way of an offer, in words of both languages: HR and managers read them."""

from typing import Any

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.kernel.ids import OfferId
from shared.offer.approvals.model import OfferApproval
from shared.offer.offers.model import Offer, OfferState

STATE_ZH: dict[OfferState, str] = {
    "draft": "草稿",
    "submitted": "审批中",
    "approved": "已批准",
    "sent": "已发出",
    "accepted": "已接受",
    "declined": "已谢绝",
    "expired": "已过期",
    "withdrawn": "已撤回",
    "rejected": "已驳回",
}


class NoSuchOffer(NotFound):
    """The tenant has no such offer."""

    def __init__(self, offer_id: str) -> None:
        super().__init__(f"There is no offer {offer_id}. 没有该录用。", "Look it up in the list. 请在录用列表中查找。")


class NoPositiveDecision(Conflict):
    """People have not decided for this candidate, or not any more."""

    code = "no_positive_decision"

    def __init__(self, application_id: str) -> None:
        super().__init__(
            f"No positive decision holds for the application {application_id}. 该申请没有有效的录用决定。",
            "A named person decides first (advance). 请先由负责人作出通过的决定。",
        )


class ApplicationIsOver(Conflict):
    """The application ended."""

    code = "application_over"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The application is {status}: there is nobody to make an offer to. 该申请已结束，无法录用。",
            "Look at the application. 请查看该申请。",
        )


class OfferThere(Conflict):
    """The application has an offer that is not over."""

    code = "offer_there"

    def __init__(self, offer_id: OfferId) -> None:
        super().__init__(
            "This application has an offer already. 该申请已有录用。",
            "Revise that one, or withdraw it first. 请修订该录用，或先撤回。",
        )
        self._offer_id = offer_id

    @property
    def members(self) -> dict[str, Any]:
        return {"offer_id": self._offer_id}


class NoDepartment(Invalid):
    """The position names no department, so nobody answers for the offer."""

    code = "no_department"

    def __init__(self) -> None:
        super().__init__(
            "The position has no department. 该职位未填写部门。", "Write one at the position. 请在职位中填写部门。"
        )


class NotInThisState(Conflict):
    """It is in a state in which this cannot be done."""

    code = "offer_state"

    def __init__(self, offer: Offer, wanted: str, wanted_zh: str) -> None:
        super().__init__(
            f"The offer is {offer.state}; this needs one that is {wanted}. "
            f"该录用{STATE_ZH[offer.state]}，此操作仅适用于{wanted_zh}的录用。",
            "Read it again to see what was done in the meantime. 请刷新后查看最新状态。",
        )


class NothingSet(Conflict):
    """Nobody set the terms yet."""

    code = "no_terms"

    def __init__(self) -> None:
        super().__init__("The offer has no terms yet. 尚未填写录用条件。", "Set them first. 请先填写录用条件。")


class NotProposed(Conflict):
    """The rules were not asked yet."""

    code = "no_proposal"

    def __init__(self) -> None:
        super().__init__(
            "No grade was proposed for this offer yet. 尚未生成职级建议。",
            "Have one proposed first; you may set another one with a reason. 请先生成职级建议，可说明理由后另行确定。",
        )


class DecidedMeanwhile(Conflict):
    """Somebody else decided the step first."""

    code = "decided_meanwhile"

    def __init__(self, decision: OfferApproval) -> None:
        when = decision.decided_at.strftime("%Y-%m-%d %H:%M UTC") if decision.decided_at else ""
        verdict_zh = "批准" if decision.verdict == "approved" else "驳回"
        super().__init__(
            f"{decision.decided_by} {decision.verdict} this step at {when}; your decision was not recorded. "
            f"{decision.decided_by} 已于 {when} {verdict_zh}该步骤，您的决定未被记录。",
            "Read the offer again; a next step may wait for somebody. 请刷新后查看，后续步骤可能仍需审批。",
        )


class FourEyes(Forbidden):
    """Nobody approves what they wrote, or two steps of one chain."""

    code = "four_eyes"

    def __init__(self) -> None:
        super().__init__(
            "You drafted or submitted this offer, or decided an earlier step of it. "
            "您起草或提交了该录用，或已审批过前一步骤。",
            "Another person must decide this step. 该步骤须由其他人审批。",
        )


class NotYourStep(Forbidden):
    """The step is for others."""

    code = "not_your_step"

    def __init__(self, approval: OfferApproval) -> None:
        step = approval.step
        who = ", ".join(step.users or step.roles)
        super().__init__(
            f"This step ({step.title.read_in('en')}) is for {who}. "
            f"当前步骤为“{step.title.read_in('zh')}”，不由您审批。",
            "Ask one of them. 请联系相应审批人。",
        )


class NoteNeeded(Invalid):
    """A rejection says why."""

    code = "note_needed"

    def __init__(self) -> None:
        super().__init__("A rejection needs a note. 驳回须填写理由。", "Write why. 请填写理由。")
