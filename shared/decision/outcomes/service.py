"""Use cases: decide, correct, read what was decided. A named person decides, and the audit log says so."""

from collections.abc import Sequence
from datetime import datetime

from shared.decision.outcomes.basis import basis_of
from shared.decision.outcomes.desk import DecisionDesk, Place
from shared.decision.outcomes.errors import DecidedAlready, NoSuchDecision, NoSuchNode, NotDecidable, RatingsAwaited
from shared.decision.outcomes.model import (
    WITHOUT_APPLICATION,
    Decision,
    DecisionWords,
    Head,
    Release,
    awaited_without_panel,
    event_of,
    released_event,
)
from shared.decision.outcomes.orders import CorrectionOrder, DecisionOrder
from shared.decision.outcomes.reasons import must_fit
from shared.decision.outcomes.waiting import Waiting
from shared.decision.oversight.counting import Added, Levels, of_competencies, of_decision, of_raters
from shared.decision.oversight.store import counter_writes
from shared.decision.panel.desk import ATTEMPTS, resource_of
from shared.decision.panel.model import Panel
from shared.decision.panel.rating import Rating
from shared.decision.panel.rating_service import newest
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import InterviewId, new_id
from shared.kernel.request import Request
from shared.platform.authorization import authorize
from shared.platform.writes import Write

OVER = frozenset({"withdrawn", "hired"})
"""States of an application in which nobody decides about it any more."""


def decide(
    interview_id: InterviewId,
    order: DecisionOrder,
    request: Request | None,
    desk: DecisionDesk,
    *,
    bulk_id: str | None = None,
) -> Decision:
    """Record a decision. The same request again returns the same decision.

    Raises:
        NoSuchInterview, Forbidden, Invalid, NoSuchNode: as they say.
        DecidedAlready: somebody decided at this node before; with that decision.
        RatingsAwaited: ratings are missing, and no reason is given by somebody who may decide without them.
        NewerReport, NotDecidable: what was looked at is not what is there now.
        Shredded: the candidate was erased.
        Unavailable: nothing was recorded.
    """
    return _recorded(interview_id, order, request, desk, None, bulk_id)


def correct(
    interview_id: InterviewId, decision_id: str, order: CorrectionOrder, request: Request | None, desk: DecisionDesk
) -> Decision:
    """Record a decision in place of another one, which is kept. Raises ``NoSuchDecision`` and as ``decide``."""
    return _recorded(interview_id, order, request, desk, decision_id, None)


def decisions(interview_id: InterviewId, desk: DecisionDesk) -> list[tuple[Decision, DecisionWords]]:
    """Return all decisions about an interview with their words, the oldest first. Raises ``Shredded``."""
    plan, _panel = desk.panel.opened(interview_id, "read_decision")
    found = desk.decisions.of_interview(interview_id)
    desk.panel.read("read_decision", plan)
    return found


def _recorded(
    interview_id: InterviewId,
    order: DecisionOrder,
    request: Request | None,
    desk: DecisionDesk,
    corrects: str | None,
    bulk_id: str | None,
) -> Decision:
    for _attempt in range(ATTEMPTS):
        plan, panel = desk.panel.opened(interview_id, "decide")
        if (told := desk.decisions.done(request)) is not None and (found := desk.decisions.decision(*told)):
            return found
        must_fit(order.outcome, order.reason_codes, order.note)
        head, place = desk.decisions.head(interview_id), desk.places.of(plan)
        node = _node(order, place)
        replaced = _replaced(head, node, corrects)
        if corrects is not None and replaced is not None:
            node = replaced.node  # the application may have moved on since
        decision, ratings, machine = _made(plan, panel, order, node, place, head, replaced, desk, bulk_id)
        if _written(plan, decision, ratings, machine, order, head, request, desk):
            return decision
    raise Unavailable("Others are deciding here at this moment.", "Try again. 请稍后重试。")


def _made(
    plan: InterviewPlan,
    panel: Panel | None,
    order: DecisionOrder,
    node: str,
    place: Place | None,
    head: Head,
    replaced: Decision | None,
    desk: DecisionDesk,
    bulk_id: str | None,
) -> tuple[Decision, list[Rating], dict[str, int | None]]:
    who, now = desk.panel.who, desk.panel.clock.now()
    ratings = desk.panel.panels.all_ratings(panel) if panel else []
    basis, machine = basis_of(plan, panel, newest(ratings), order, desk.panel)
    kind = place.kinds.get(node) if place else None
    awaited = panel.awaited if panel else awaited_without_panel(kind, basis.report is not None)
    missing = order.outcome != "hold" and len(basis.ratings) < awaited
    if missing:
        if order.early_reason is None:
            raise RatingsAwaited(len(basis.ratings), awaited)
        authorize(who, "decide_early", resource_of(plan, panel))
    colleague = desk.panel.staff.known([who.user_id]).get(who.user_id)
    decision = Decision(
        decision_id=new_id("dec"),
        number=head.number + 1,
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        department=plan.department,
        node=node,
        outcome=order.outcome,
        reason_codes=order.reason_codes,
        decided_by=who.user_id,
        decider_name=colleague.name if colleague else None,
        decided_at=now,
        basis=basis.model_copy(update={"awaited": awaited}),
        early=missing,
        dissenters=tuple(
            each.user_id
            for each in basis.ratings
            if order.outcome != "hold" and each.recommendation not in (None, order.outcome)
        ),
        bulk_id=bulk_id,
        supersedes=replaced.decision_id if replaced else None,
        correction=isinstance(order, CorrectionOrder),
    )
    return decision, ratings, machine


def _written(
    plan: InterviewPlan,
    decision: Decision,
    ratings: Sequence[Rating],
    machine: dict[str, int | None],
    order: DecisionOrder,
    head: Head,
    request: Request | None,
    desk: DecisionDesk,
) -> bool:
    words = DecisionWords(
        note=order.note,
        dissent=order.dissent,
        early_reason=order.early_reason or "",
        correction_reason=order.correction_reason if isinstance(order, CorrectionOrder) else "",
    )
    levels = blind_levels(ratings) if decision.outcome != "hold" else {}
    fresh = {rater: given for rater, given in levels.items() if rater not in head.counted}
    after = Head(
        number=decision.number,
        current={**head.current, decision.node: decision},
        counted=tuple(sorted({*head.counted, *levels})),
    )
    counters = _counters(decision, levels, fresh, machine, desk)
    detail = {
        "outcome": decision.outcome,
        "node": decision.node,
        "reason_code": decision.reason_codes[0],
        "followed": decision.basis.followed,
        "early": decision.early,
        "bulk_id": decision.bulk_id,
        "supersedes": decision.supersedes,
    }
    release, tenant_id = _release(decision, desk), desk.decisions.tenant_id
    told: list[Event] = [event_of(decision, tenant_id)]
    if release.open(decision.decided_at):
        told.append(released_event(decision, release, tenant_id, decision.decided_at))
    return desk.decisions.record(
        decision,
        words,
        head,
        after,
        release,
        _still_waiting(plan, decision, desk),
        desk.panel.entry("decide", plan, decision_id=decision.decision_id, **detail),
        told,
        counters,
        request,
    )


def blind_levels(ratings: Sequence[Rating]) -> dict[str, dict[str, int]]:
    """Return each rater's first version: the one that was given before anything was seen."""
    return {rating.user_id: rating.levels() for rating in ratings if rating.version == 1}


def _counters(
    decision: Decision, levels: Levels, fresh: Levels, machine: dict[str, int | None], desk: DecisionDesk
) -> list[Write]:
    """A panel is counted with the first decision that rests on it; raters who came later, with the next one."""
    people: dict[str, Added] = {decision.decided_by: of_decision(decision)}
    for rater, added in of_raters(levels, machine).items():
        if rater in fresh:
            people[rater] = {**people.get(rater, {}), **added}
    whole = of_competencies(levels, machine) if fresh and len(fresh) == len(levels) else {}
    return list(counter_writes(desk.decisions.tenant_id, decision.decided_at, people, whole))


def _release(decision: Decision, desk: DecisionDesk) -> Release:
    """A result that was corrected is released anew: what the candidate has read is not silently another."""
    at: datetime | None = None
    if decision.outcome != "hold":
        at = desk.decisions.policy().release_at(decision.decided_at)
    return Release(decision_id=decision.decision_id, release_at=at)


def _still_waiting(plan: InterviewPlan, decision: Decision, desk: DecisionDesk) -> Waiting | None:
    if decision.outcome != "hold":
        return None
    before = desk.decisions.waiting(plan.interview_id)
    return Waiting.of(plan, "held", before.since if before else decision.decided_at)


def _node(order: DecisionOrder, place: Place | None) -> str:
    if place is None:
        if order.at_node is not None:
            raise NoSuchNode(order.at_node)
        return WITHOUT_APPLICATION
    if place.status in OVER:
        raise NotDecidable(place.status)
    if order.at_node is not None and order.at_node not in place.kinds:
        raise NoSuchNode(order.at_node)
    return order.at_node or place.node


def _replaced(head: Head, node: str, corrects: str | None) -> Decision | None:
    """Return the decision that the new one takes the place of. Raises ``DecidedAlready``, ``NoSuchDecision``."""
    held = head.current.get(node)
    if corrects is not None:
        here = next((each for each in head.current.values() if each.decision_id == corrects), None)
        if here is None and held is None:
            raise NoSuchDecision
        if here is None and held is not None:
            raise DecidedAlready(held)
        return here
    if held is not None and held.outcome != "hold":
        raise DecidedAlready(held)
    return held
