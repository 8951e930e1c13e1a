"""Steps of an application, from which every change is made: enter a node, end, go as far as the flow goes by itself."""

from datetime import datetime, timedelta

from shared.recruiting.applications.contracts import ApplicationStatus
from shared.recruiting.applications.model import Candidacy, Change, LogEntry, MoveKind, Task
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.facts import done_fact
from shared.recruiting.flows.kinds import CANDIDATE_ACTS
from shared.recruiting.flows.model import Flow, Node
from shared.recruiting.flows.way import verdict

FLOW = "system:flow"
"""Who moved an application that passed by itself."""
OPEN: frozenset[ApplicationStatus] = frozenset({"active", "offer"})


def facts_at(candidacy: Candidacy, now: datetime) -> dict[str, Value]:
    """Return what is known of an application now, with the whole days that it is at its node."""
    application = candidacy.application
    return candidacy.values() | {f"{application.node}.days": (now - application.entered_at) // timedelta(days=1)}


def waits_for_candidate(candidacy: Candidacy, node: Node) -> bool:
    """Return whether the next step at ``node`` is the candidate's own, and not done yet."""
    done, facts = done_fact(node.kind), candidacy.values()
    if facts.get(f"{node.node_id}.letter", "sent") != "sent":  # the offer was answered, or is over: the company's turn
        return False
    return node.kind in CANDIDATE_ACTS and not (done and facts.get(f"{node.node_id}.{done}") is True)


def to_node(
    candidacy: Candidacy,
    node: Node,
    *,
    kind: MoveKind,
    by: str,
    now: datetime,
    reason: str | None = None,
    reason_code: str | None = None,
) -> tuple[Candidacy, LogEntry]:
    """Return the application at ``node``, and the line of the log. At an offer its status is ``offer``."""
    status: ApplicationStatus = "offer" if node.kind == "offer" else "active"
    moved, entry = _line(candidacy, node.node_id, status, kind, by, now, reason, reason_code)
    return moved.model_copy(update={"handed_to": (), "task": None}), entry


def to_status(
    candidacy: Candidacy,
    status: ApplicationStatus,
    *,
    kind: MoveKind,
    by: str,
    now: datetime,
    reason: str | None = None,
    reason_code: str | None = None,
) -> tuple[Candidacy, LogEntry]:
    """Return the application in another status at the same node, and the line of the log."""
    return _line(candidacy, candidacy.application.node, status, kind, by, now, reason, reason_code)


def _line(
    candidacy: Candidacy,
    node: str,
    status: ApplicationStatus,
    kind: MoveKind,
    by: str,
    now: datetime,
    reason: str | None,
    reason_code: str | None,
) -> tuple[Candidacy, LogEntry]:
    application = candidacy.application
    entry = LogEntry(
        application_id=application.application_id,
        number=candidacy.moves + 1,
        kind=kind,
        at=now,
        by=by,
        from_node=application.node,
        to_node=node,
        from_status=application.status,
        to_status=status,
        seconds=max(0, int((now - application.entered_at).total_seconds())),
        reason=reason,
        reason_code=reason_code,
    )
    stays = (application.node, application.status) == (node, status)
    new = application.model_copy(
        update={"node": node, "status": status, "entered_at": application.entered_at if stays else now}
    )
    visited = candidacy.visited if node in candidacy.visited else (*candidacy.visited, node)
    return candidacy.model_copy(update={"application": new, "visited": visited, "moves": entry.number}), entry


def by_itself(candidacy: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
    """Return the application as far on as decisions and conditions carry it without anybody doing more."""
    log: list[LogEntry] = []
    while candidacy.application.status == "active":
        node = flow.at(candidacy.application.node)
        way = verdict(flow, node, facts_at(candidacy, now))
        if way.step == "stay":
            break
        decision = candidacy.facts.get(f"{node.node_id}.outcome") if way.rule == "decided" else None
        by = decision.source if decision else FLOW
        code = decision.note if decision else way.rule
        if way.step == "reject":
            candidacy, entry = to_status(candidacy, "rejected", kind="rejected", by=by, now=now, reason_code=code)
        else:
            kind: MoveKind = "decided" if decision else "passed"
            candidacy, entry = to_node(candidacy, flow.at(str(way.to)), kind=kind, by=by, now=now, reason_code=code)
        log.append(entry)
    return candidacy, log


def change(before: Candidacy | None, after: Candidacy, log: list[LogEntry], flow: Flow, now: datetime) -> Change:
    """Return the change, its revision counted on, with when the clock looks at the application next."""
    revision = before.application.revision + 1 if before else 1
    after = after.model_copy(
        update={
            "application": after.application.model_copy(update={"revision": revision}),
            "task": task_of(after, flow, now),
        }
    )
    return Change(
        before=before,
        after=after,
        log=tuple(log),
        node_kind=flow.at(after.application.node).kind,
        order=tuple(node.node_id for node in flow.draft.nodes),
    )


def due_at(candidacy: Candidacy, flow: Flow) -> datetime | None:
    """Return when the application has been at its node as long as the flow allows; None: there is no deadline."""
    deadline = flow.at(candidacy.application.node).deadline
    return candidacy.application.entered_at + timedelta(days=deadline.days) if deadline else None


def task_of(candidacy: Candidacy, flow: Flow, now: datetime) -> Task | None:
    """Return when the clock looks at it next: at its deadline, when it is told of again, when days decide something."""
    if candidacy.application.status not in OPEN:
        return None
    node, entered = flow.at(candidacy.application.node), candidacy.application.entered_at
    overdue = candidacy.task.overdue if candidacy.task else None
    looks = [moment for days in _days_that_decide(node) if (moment := entered + timedelta(days=days)) > now]
    if overdue is None:
        due = due_at(candidacy, flow)
        looks += [due] if due else []
    elif node.deadline and node.deadline.again_days:
        looks.append(overdue.told_at + timedelta(days=node.deadline.again_days))
    if not looks and overdue is None:
        return None
    return Task(look_at=min(looks, default=None), overdue=overdue)


def _days_that_decide(node: Node) -> set[int]:
    name = f"{node.node_id}.days"
    days = set()
    for condition in node.conditions():
        for comparison in condition.comparisons():
            if comparison.fact == name and isinstance(comparison.value, int | float):
                days |= {int(comparison.value), int(comparison.value) + 1}
    return days
