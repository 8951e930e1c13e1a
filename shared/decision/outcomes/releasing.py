"""Use case: let the candidate know."""

from datetime import timedelta

from shared.decision.outcomes.desk import DecisionDesk
from shared.decision.outcomes.errors import NoSuchDecision
from shared.decision.outcomes.model import Release
from shared.decision.outcomes.orders import ReleaseOrder
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import InterviewId

LONGEST_RELEASE = timedelta(days=90)


def release(interview_id: InterviewId, order: ReleaseOrder, desk: DecisionDesk) -> Release:
    """Let the candidate read the newest decision, now or at a time in the next 90 days.

    Raises:
        NoSuchDecision: nothing is decided yet.
        Conflict: it is on hold, so there is no result; or another decision was recorded at this moment.
    """
    plan, _panel = desk.panel.opened(interview_id, "decide")
    head, now = desk.decisions.head(interview_id), desk.panel.clock.now()
    current = head.newest
    if current is None:
        raise NoSuchDecision
    if current.outcome == "hold":
        raise Conflict("The decision is on hold. 该决定处于暂缓状态。", "Decide first. 请先作出决定。")
    at = order.at or now
    if at > now + LONGEST_RELEASE:
        raise Invalid("The time is too far ahead. 时间过远。", "Choose one in the next 90 days. 请选择未来 90 天内。")
    let = Release(decision_id=current.decision_id, release_at=at, released_by=desk.panel.who.user_id)
    entry = desk.panel.entry("decide", plan, released=current.decision_id)
    if not desk.decisions.let_out(interview_id, head.number, let, entry):
        raise Conflict("Another decision was just recorded. 刚刚有新的决定。", "Read it first. 请先查看该决定。")
    return let
