"""What the clock does with applications: days that decide a condition, deadlines, and who is told of them."""

from datetime import datetime, timedelta

from shared.kernel.ids import ApplicationId, TenantId, new_id
from shared.platform.keys import Shredded
from shared.recruiting.applications.contracts import ApplicationOverdue
from shared.recruiting.applications.desk import ATTEMPTS, ApplicationDesk
from shared.recruiting.applications.model import Candidacy, Change, LogEntry, Overdue, Task
from shared.recruiting.applications.steps import OPEN, by_itself, change, due_at, to_status, waits_for_candidate
from shared.recruiting.flows.model import Flow, Node

CLOCK = "system:deadlines"


def look_at(application_id: ApplicationId, desk: ApplicationDesk) -> str:
    """Do what is due for an application; return what was done: ``moved``, ``withdrawn``, ``told`` or ``nothing``.

    Safe to do twice, and twice at once.
    Whoever others are changing meanwhile is looked at in the next round. Raises ``Unavailable``.
    """
    for _attempt in range(ATTEMPTS):
        if _is_gone(application_id, desk):
            desk.applications.drop_task(application_id)
            return "nothing"
        before, flow = desk.found(application_id)
        now = desk.clock.now()
        what, made, told = _due(before, flow, now)
        if made is None:
            return "nothing"
        events = [_event(told, desk.applications.tenant_id, now)] if told else []
        if desk.applications.save(made, desk.entry(CLOCK, "look_after_deadline", made), events):
            return what
    return "nothing"


def _is_gone(application_id: ApplicationId, desk: ApplicationDesk) -> bool:
    """Return whether the candidate was erased meanwhile."""
    try:
        return desk.applications.candidacy(application_id) is None
    except Shredded:
        return True


def _due(before: Candidacy, flow: Flow, now: datetime) -> tuple[str, Change | None, Overdue | None]:
    task = before.task
    if task is None or task.look_at is None or task.look_at > now:
        return "nothing", None, None
    further, log = by_itself(before, flow, now)
    if log:
        return "moved", change(before, further, log, flow, now), None
    due = due_at(before, flow)
    if before.application.status not in OPEN or due is None or due > now or _told_lately(before, flow, now):
        return "nothing", change(before, before, [], flow, now), None
    return _overdue(before, flow, due, now)


def _told_lately(before: Candidacy, flow: Flow, now: datetime) -> bool:
    """Return whether it was told that it is overdue, and need not be told again yet."""
    deadline = flow.at(before.application.node).deadline
    told = before.task.overdue if before.task else None
    if told is None or deadline is None:
        return False
    return deadline.again_days is None or told.told_at + timedelta(days=deadline.again_days) > now


def _overdue(before: Candidacy, flow: Flow, due: datetime, now: datetime) -> tuple[str, Change, Overdue | None]:
    node = flow.at(before.application.node)
    waits = waits_for_candidate(before, node)
    if node.deadline and node.deadline.then == "withdraw" and waits:
        gone, entry = to_status(before, "withdrawn", kind="withdrawn", by=CLOCK, now=now, reason_code="deadline_passed")
        return "withdrawn", change(before, gone, [entry], flow, now), None
    told = _told(before, node, waits, due, now)
    after = before.model_copy(update={"task": Task(overdue=told)})
    log: list[LogEntry] = []
    if told.then == "hand_over" and not before.handed_to:
        after = after.model_copy(update={"handed_to": (*told.roles, *told.users)})
        after, entry = to_status(
            after, after.application.status, kind="handed_over", by=CLOCK, now=now, reason_code="deadline_passed"
        )
        log = [entry]
    return "told", change(before, after, log, flow, now), told


def _told(before: Candidacy, node: Node, waits: bool, due: datetime, now: datetime) -> Overdue:
    """Whoever waits for the company is never withdrawn: then the deadline hands them to who acts at the node."""
    application, deadline = before.application, node.deadline
    remind = deadline is None or deadline.then == "remind"
    to = node.acts if deadline is None or deadline.to.anybody else deadline.to
    earlier = before.task.overdue if before.task else None
    return Overdue(
        application_id=application.application_id,
        candidate_id=application.candidate_id,
        position_id=application.position_id,
        department=application.department,
        node=node.node_id,
        node_kind=node.kind,
        entered_at=application.entered_at,
        due_at=due,
        then="remind" if remind else "hand_over",
        waits_for="candidate" if waits else "company",
        roles=to.roles,
        users=to.users,
        times=earlier.times + 1 if earlier else 1,
        told_at=now,
    )


def _event(told: Overdue, tenant_id: TenantId, now: datetime) -> ApplicationOverdue:
    said = told.model_dump(exclude={"entered_at", "told_at"})
    return ApplicationOverdue(event_id=new_id("evt"), tenant_id=tenant_id, occurred_at=now, **said)
