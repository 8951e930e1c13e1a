"""Use cases of the checklist: read it, settle a task, write the company's template."""

from typing import Literal

from shared.kernel.errors import Invalid, NotFound, PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.employees.desk import EmployeeDesk
from shared.people.onboarding.model import Checklist, Note, OnboardingTemplate
from shared.people.onboarding.store import OnboardingStore
from shared.platform.authorization import authorize
from shared.platform.etag import expect

Named = frozenset[str] | None


class NoSuchTask(NotFound):
    """The checklist has no such task."""

    code = "no_such_task"

    def __init__(self) -> None:
        super().__init__("There is no such task. 没有该任务。", "Read the checklist again. 请重新读取清单。")


class WaivedWithoutReason(Invalid):
    """A task is waived, and nobody says why."""

    code = "waived_without_reason"

    def __init__(self) -> None:
        super().__init__(
            "A task is waived with a reason. 豁免任务须说明原因。", "Send it again with a note. 请填写说明。"
        )


class TaskOrder(Frozen):
    """What becomes of a task. ``waived`` needs a ``note``; ``open`` takes it back."""

    state: Literal["done", "waived", "open"]
    note: Note | None = None


def read_checklist(employee_id: EmployeeId, desk: EmployeeDesk, onboarding: OnboardingStore) -> Checklist:
    """Return an employee's checklist; the reading is recorded. Raises ``NoSuchEmployee``, ``NotFound``."""
    found = _opened(employee_id, desk, onboarding)
    detail = {"change": "checklist_read"}
    desk.trail.record(desk.trail.entry(desk.who, "manage_onboarding", employee_id, detail=detail))
    return found


def _opened(employee_id: EmployeeId, desk: EmployeeDesk, onboarding: OnboardingStore) -> Checklist:
    desk.opened(employee_id, "manage_onboarding")
    found = onboarding.checklist(employee_id)
    if found is None:
        raise NotFound("This employee has no checklist. 该员工没有入职清单。", "It was entered without an offer.")
    return found


def settle_task(
    employee_id: EmployeeId,
    task_id: str,
    order: TaskOrder,
    named: Named,
    desk: EmployeeDesk,
    onboarding: OnboardingStore,
) -> Checklist:
    """Settle a task, or open it again.

    Raises ``NoSuchEmployee``, ``NoSuchTask``, ``WaivedWithoutReason``, and as ``expect`` does.
    """
    checklist = _opened(employee_id, desk, onboarding)
    expect(named, checklist.revision)
    if checklist.task(task_id) is None:
        raise NoSuchTask
    if order.state == "waived" and order.note is None:
        raise WaivedWithoutReason
    after = checklist.settled(task_id, order.state, desk.who.user_id, order.note, desk.clock.now())
    detail = {"task": task_id, "state": order.state}
    if not onboarding.change(after, desk.trail.entry(desk.who, "manage_onboarding", employee_id, detail=detail)):
        raise PreconditionFailed
    return after


def write_template(template: OnboardingTemplate, named: Named, desk: EmployeeDesk, onboarding: OnboardingStore) -> int:
    """Write the company's template and return its revision; who is to begin already keeps the older one."""
    authorize(desk.who, "manage_employee")
    _before, revision = onboarding.template()
    expect(named, revision)
    entry = desk.trail.entry(desk.who, "manage_employee", "onboarding_template")
    if not onboarding.put_template(template, revision + 1, entry):
        raise PreconditionFailed
    return revision + 1
