"""Use cases: let the candidate know, at once or when the moment comes."""

from datetime import datetime, timedelta

from shared.decision.outcomes.desk import DecisionDesk
from shared.decision.outcomes.errors import NoSuchDecision
from shared.decision.outcomes.model import Release, released_event
from shared.decision.outcomes.orders import ReleaseOrder
from shared.decision.outcomes.result import released
from shared.decision.outcomes.store import DecisionStore
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
    told = [released_event(current, let, desk.decisions.tenant_id, now)] if let.open(now) else []
    if not desk.decisions.let_out(interview_id, head.number, let, now, entry, told):
        raise Conflict("Another decision was just recorded. 刚刚有新的决定。", "Read it first. 请先查看该决定。")
    return let


def tell_release(interview_id: InterviewId, release: Release, now: datetime, decisions: DecisionStore) -> bool:
    """Tell of a release whose moment has come; False where it is told already, or is not the newest decision's.

    Safe to do twice, and twice at once: it leaves the list in the transaction that tells it. Raises ``Unavailable``.
    """
    decision = released(decisions.head(interview_id), release, now)
    events = [released_event(decision, release, decisions.tenant_id, now)] if decision else []
    return decisions.release_told(interview_id, release, events) and decision is not None
