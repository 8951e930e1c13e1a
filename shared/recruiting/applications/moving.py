"""Use cases of people: move an application, reject it, note that it was withdrawn, hire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId
from shared.platform.authorization import authorize
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.errors import (
    AlreadyThere,
    ApplicationClosed,
    ConditionsNotMet,
    DecisionIsRecordedElsewhere,
    NoHireWithoutOffer,
    NoSuchApplication,
    NoSuchNode,
    NotNext,
    OfferNeedsDecision,
)
from shared.recruiting.applications.learning import known, sent_back
from shared.recruiting.applications.model import Candidacy, Fact, LogEntry
from shared.recruiting.applications.reasons import checked
from shared.recruiting.applications.staffing import Named, StaffDesk, resource_of
from shared.recruiting.applications.steps import OPEN, by_itself, facts_at, to_node, to_status
from shared.recruiting.flows.graph import Graph
from shared.recruiting.flows.model import Flow, Node
from shared.recruiting.flows.way import may_enter

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=1000)]
"""A person's reason, in their own words."""


class MoveOrder(Frozen):
    """Where to, and why. ``exceptional``: although the flow does not lead there, or its conditions do not hold."""

    to: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    reason: Words
    exceptional: bool = False


class RejectOrder(Frozen):
    """Why a candidate is not taken: a code of the list of reasons, and what it rests on."""

    reason_code: Annotated[str, StringConstraints(max_length=60)]
    note: Words | None = None


class ReasonOrder(Frozen):
    """Why."""

    reason: Words


class HireOrder(Frozen):
    """A candidate who accepted the offer begins."""

    reason: Words = Field(default="offer accepted")


def move(application_id: ApplicationId, order: MoveOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Move an application to another node, and from there as far as the flow goes by itself.

    Who is sent back does the steps again: what is known of them counts no more.

    Raises:
        OfferNeedsDecision: an offer without a person's positive decision, whoever asks and however exceptional.
        DecisionIsRecordedElsewhere: an interview was held at a human node; its decision moves on.
        AlreadyThere: it is at that node.
        NotNext, ConditionsNotMet: unless the move is an exception.
        ApplicationClosed, NoSuchNode, Forbidden: as they say. Raises also as ``StaffDesk.taken_up`` and ``saved``.
    """
    before, flow, node = staff.taken_up(application_id, named)
    staff.acts_at(before, node)
    if before.application.status not in OPEN:
        raise ApplicationClosed(before.application.status)
    target = flow.node(order.to)
    if target is None:
        raise NoSuchNode(order.to, tuple(each.node_id for each in flow.draft.nodes))
    now, later = staff.desk.clock.now(), Graph(flow.draft).after(target.node_id)
    if target == node:
        raise AlreadyThere(target.node_id)
    back = node.node_id in later
    if not order.exceptional and not (target.node_id in before.visited if back else target.node_id in node.leads_to):
        raise NotNext(target.node_id, node.leads_to)
    redone = {target.node_id, *later}
    candidacy = sent_back(before, redone, now) if back else _decided(before, node, target, staff)
    _check_entry(candidacy, target, flow, order, staff)
    moved, entry = to_node(candidacy, target, kind="moved", by=staff.who.user_id, now=now, reason=order.reason)
    further, log = by_itself(moved, flow, now)
    return staff.done(before, further, [entry, *log], flow, "move_application")


def _decided(candidacy: Candidacy, node: Node, target: Node, staff: StaffDesk) -> Candidacy:
    """Whoever moves on from a human interview decides for the candidate; where an interview is held, its panel does."""
    if node.kind != "human_interview" and target.kind != "offer":
        return candidacy
    authorize(staff.who, "decide", resource_of(candidacy))
    name = f"{node.node_id}.outcome"
    if node.kind != "human_interview" or candidacy.values().get(name) == "advance":
        return candidacy
    if candidacy.interviews:
        raise DecisionIsRecordedElsewhere
    return known(candidacy, {name: Fact(value="advance", source=staff.who.user_id, at=staff.desk.clock.now())})


def _check_entry(candidacy: Candidacy, target: Node, flow: Flow, order: MoveOrder, staff: StaffDesk) -> None:
    hindrance = may_enter(flow, target, facts_at(candidacy, staff.desk.clock.now()))
    if hindrance is None:
        return
    if hindrance.rule == "offer_needs_decision":
        raise OfferNeedsDecision
    if not order.exceptional:
        raise ConditionsNotMet(target.node_id, hindrance.facts)


def reject(application_id: ApplicationId, order: RejectOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Reject a candidate: a person's decision, with a reason of the list.

    Raises:
        NoSuchReason, NoteNeeded, ApplicationClosed, Forbidden: as they say. Raises also as ``StaffDesk.taken_up``.
    """
    reason = checked(order.reason_code, order.note)
    before, flow, node = staff.taken_up(application_id, named)
    staff.acts_at(before, node)
    authorize(staff.who, "decide", resource_of(before))
    return _ended(before, flow, "rejected", order.note, reason.code, staff)


def note_withdrawal(application_id: ApplicationId, order: ReasonOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Note that the candidate withdrew; whoever acts at the node. Raises as ``reject``."""
    before, flow, _node = staff.taken_up(application_id, named)
    return _ended(before, flow, "withdrawn", order.reason, "told_to_staff", staff)


def _ended(
    before: Candidacy,
    flow: Flow,
    how: Literal["rejected", "withdrawn"],
    reason: str | None,
    code: str,
    staff: StaffDesk,
) -> Candidacy:
    if before.application.status not in OPEN:
        raise ApplicationClosed(before.application.status)
    now, by = staff.desk.clock.now(), staff.who.user_id
    after, entry = to_status(before, how, kind=how, by=by, now=now, reason=reason, reason_code=code)
    return staff.done(before, after, [entry], flow, "decide" if how == "rejected" else "move_application")


def withdraw(application_id: ApplicationId, candidate_id: CandidateId, desk: ApplicationDesk) -> Candidacy:
    """Withdraw one's own application, as its candidate. Twice is once.

    Raises:
        NoSuchApplication: it is not there, or somebody else's.
        ApplicationClosed: it ended otherwise.
        Unavailable: nothing was changed; try again.
    """
    by = f"candidate:{candidate_id}"

    def step(before: Candidacy, _flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        if before.application.candidate_id != candidate_id:
            raise NoSuchApplication(application_id)
        if before.application.status == "withdrawn":
            return before, []
        if before.application.status not in OPEN:
            raise ApplicationClosed(before.application.status)
        after, entry = to_status(before, "withdrawn", kind="withdrawn", by=by, now=now, reason_code="own_wish")
        return after, [entry]

    return desk.stepped(application_id, step, by, "withdraw_application")[0]


def hire(application_id: ApplicationId, order: HireOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Note that a candidate with an offer is hired.

    Raises:
        NoHireWithoutOffer: there is no offer. Raises also as ``StaffDesk.taken_up``.
    """
    before, flow, node = staff.taken_up(application_id, named)
    staff.acts_at(before, node)
    authorize(staff.who, "decide", resource_of(before))
    if before.application.status != "offer":
        raise NoHireWithoutOffer(before.application.status)
    now = staff.desk.clock.now()
    accepted = Fact(value=True, source=staff.who.user_id, at=now)
    after, entry = to_status(
        known(before, {f"{node.node_id}.accepted": accepted}),
        "hired",
        kind="hired",
        by=staff.who.user_id,
        now=now,
        reason=order.reason,
    )
    return staff.done(before, after, [entry], flow, "decide")
