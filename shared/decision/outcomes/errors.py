"""What can stand in the way of a decision, in words of both languages."""

from typing import Any

from shared.decision.outcomes.model import Decision
from shared.kernel.errors import Conflict, Invalid, NotFound


class DecidedAlready(Conflict):
    """Somebody decided at this node before; the answer says who, when and what."""

    code = "decided_already"

    def __init__(self, decision: Decision) -> None:
        when = decision.decided_at.strftime("%Y-%m-%d %H:%M UTC")
        super().__init__(
            f"{decision.decider_name or decision.decided_by} decided at {when}: {decision.outcome}. "
            f"该环节已于 {when} 作出决定。",
            "Read that decision. Where it is wrong, correct it with a reason; both are kept. "
            "请查看该决定;如有误,请说明原因进行更正,两者均保留。",
        )
        self._decision = decision

    @property
    def members(self) -> dict[str, Any]:
        return {"decision": self._decision.model_dump(mode="json")}


class RatingsAwaited(Conflict):
    """People were asked to rate, and have not all done so."""

    code = "ratings_awaited"

    def __init__(self, rated: int, awaited: int) -> None:
        super().__init__(
            f"{rated} of {awaited} ratings are in. 已提交 {rated}/{awaited} 份评分。",
            "Wait for them, or have an administrator or the department's manager decide with a reason (early_reason). "
            "请等待评分,或由管理员/部门经理说明原因后提前决定。",
        )


class NewerReport(Conflict):
    """The report that was looked at is not the newest one."""

    code = "newer_report"

    def __init__(self, read: int, newest: int | None) -> None:
        said = f"report {newest}" if newest is not None else "no report to decide on"
        super().__init__(
            f"You looked at report {read}; now there is {said}. 报告已更新,您查看的不是最新版本。",
            "Read what there is now, and decide on that. 请查看最新报告后再决定。",
        )


class NotDecidable(Conflict):
    """The application is over."""

    code = "application_over"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The application is {status}: there is nothing to decide. 该申请已结束,无需决定。",
            "Look at the application. 请查看该申请。",
        )


class NoSuchNode(Invalid):
    """The flow has no such node."""

    code = "no_such_node"

    def __init__(self, node: str) -> None:
        super().__init__(
            f"The candidate's flow has no node {node}. 该候选人的流程中没有此环节。",
            "Leave at_node out to decide where the application is. 可不填 at_node,按当前环节决定。",
        )


class NoSuchDecision(NotFound):
    """Nothing of this id is decided here."""

    def __init__(self) -> None:
        super().__init__("There is no such decision. 没有该决定。", "List the interview's decisions. 请查看决定列表。")
