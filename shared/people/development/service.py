"""Use cases of development: make the plan, settle what it proposes, write the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from shared.kernel.errors import PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, new_id
from shared.people.contracts import TrainingCompleted
from shared.people.development.catalogue import DevelopmentCatalogue
from shared.people.development.errors import (
    ConsentNeeded,
    CostUnknown,
    DayMissing,
    GoalSettled,
    NoPlan,
    NothingAssessed,
    TrainingCompletedAlready,
)
from shared.people.development.model import GOAL_FROM, DevelopmentPlan, Training
from shared.people.development.planning import plan_of
from shared.people.development.store import DevelopmentStore
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.errors import NotInThisStatus
from shared.people.employees.model import SCORES, Employee
from shared.people.employees.terms import probation_end
from shared.platform.authorization import authorize
from shared.platform.etag import expect
from shared.tenancy.actions import Action

Named = frozenset[str] | None


@dataclass(frozen=True)
class DevelopmentDesk:
    """The employee's desk, and the plans."""

    people: EmployeeDesk
    plans: DevelopmentStore


class TrainingOrder(Frozen):
    """What becomes of a training. ``completed`` with its day tells finance what it cost."""

    state: Literal["planned", "dismissed", "completed"]
    on: date | None = None
    cost_fen: int | None = Field(default=None, ge=0, le=10**12)
    """What it really cost; left out, what the catalogue said."""
    note: str | None = Field(default=None, max_length=1000)


class GoalOrder(Frozen):
    """What becomes of a goal."""

    state: Literal["accepted", "dismissed", "achieved", "missed"]
    due: date | None = None
    note: str | None = Field(default=None, max_length=1000)


def make_plan(employee_id: EmployeeId, desk: DevelopmentDesk) -> DevelopmentPlan:
    """Make a plan from what the interview showed. One that was made stays: people have worked on it.

    Raises ``ConsentNeeded``, ``NothingAssessed``, ``NotInThisStatus``, ``NoSuchEmployee``, ``Forbidden``.
    """
    employee = desk.people.opened(employee_id, "manage_training")
    if (known := desk.plans.plan(employee_id)) is not None:
        return seen(known, employee)
    if not employee.employed:
        raise NotInThisStatus(employee.status, "preboarding or active")
    if employee.assessment is None:
        raise NothingAssessed
    require_consent(employee)
    catalogue, revision = desk.plans.catalogue()
    by, now = desk.people.who.user_id, desk.people.clock.now()
    plan = plan_of(employee_id, employee.assessment, catalogue, revision, by, now)
    try:
        write(plan, employee, desk, "manage_training", "plan_made")
    except PreconditionFailed:
        return desk.plans.plan(employee_id) or plan  # somebody else made it this very moment
    return plan


def read_plan(employee_id: EmployeeId, desk: DevelopmentDesk) -> DevelopmentPlan:
    """Return the plan; the reading is recorded. Raises ``NoPlan``, ``NoSuchEmployee``, ``Forbidden``."""
    employee = desk.people.opened(employee_id, "read_development")
    found = desk.plans.plan(employee_id)
    if found is None:
        raise NoPlan
    trail = desk.people.trail
    trail.record(trail.entry(desk.people.who, "read_development", employee_id, candidate_id=employee.candidate_id))
    return seen(found, employee)


def settle_training(
    employee_id: EmployeeId, course_id: str, order: TrainingOrder, named: Named, desk: DevelopmentDesk
) -> DevelopmentPlan:
    """Plan, dismiss or complete a training; a completed one is told with its cost, once.

    Raises:
        NoSuchEmployee, Forbidden, PreconditionRequired, PreconditionFailed: as they say.
        NoPlan: there is no such training.
        TrainingCompletedAlready, ConsentNeeded: it does not stand so, or rests on scores that may not be used.
        DayMissing, CostUnknown: the order lacks something.
    """
    employee, plan = opened(employee_id, named, "manage_training", desk)
    training = next((each for each in plan.trainings if each.course.course_id == course_id), None)
    if training is None:
        raise NoPlan
    if training.state == "completed":
        raise TrainingCompletedAlready
    if training.state == "proposed":
        require_consent(employee)
    changed: dict[str, object] = {"state": order.state, "settled_by": desk.people.who.user_id, "note": order.note}
    events: list[Event] = []
    if order.state == "planned":
        changed["planned_for"] = _day(order)
    if order.state == "completed":
        done = _completed(employee, training, order, desk)
        changed |= {"completed_on": done.completed_on, "cost_fen": done.cost_fen}
        events.append(done)
    after = plan.with_training(course_id, **changed)
    write(after, employee, desk, "manage_training", order.state, events)
    return seen(after, employee)


def settle_goal(
    employee_id: EmployeeId, goal_id: str, order: GoalOrder, named: Named, desk: DevelopmentDesk
) -> DevelopmentPlan:
    """Accept, dismiss or close a goal; without ``due`` it is due after the months of its template.

    Raises ``NoPlan``, ``GoalSettled``, ``ConsentNeeded``, and as ``settle_training``.
    """
    employee, plan = opened(employee_id, named, "manage_goal", desk)
    goal = next((each for each in plan.goals if each.goal.goal_id == goal_id), None)
    if goal is None:
        raise NoPlan
    if goal.state not in GOAL_FROM[order.state]:
        raise GoalSettled(goal.state, order.state)
    if goal.state == "proposed":
        require_consent(employee)
    changed: dict[str, object] = {"state": order.state, "settled_by": desk.people.who.user_id, "note": order.note}
    if order.due is not None:
        changed["due"] = order.due
    elif order.state == "accepted":
        changed["due"] = probation_end(desk.people.today(), goal.goal.months)
    after = plan.with_goal(goal_id, **changed)
    write(after, employee, desk, "manage_goal", order.state)
    return seen(after, employee)


def write_catalogue(catalogue: DevelopmentCatalogue, named: Named, desk: DevelopmentDesk) -> int:
    """Write the company's catalogue and return its revision; plans that were made stay as they are."""
    authorize(desk.people.who, "manage_employee")
    _before, revision = desk.plans.catalogue()
    expect(named, revision)
    entry = desk.people.trail.entry(desk.people.who, "manage_employee", "development_catalogue")
    if not desk.plans.put_catalogue(catalogue, revision + 1, entry):
        raise PreconditionFailed
    return revision + 1


def _day(order: TrainingOrder) -> date:
    if order.on is None:
        raise DayMissing("Say on which day. 请填写日期。")
    return order.on


def _completed(
    employee: Employee, training: Training, order: TrainingOrder, desk: DevelopmentDesk
) -> TrainingCompleted:
    day = _day(order)
    if day > desk.people.today():
        raise DayMissing(f"{day} is still to come. 完成日期尚未到来。")
    cost = training.course.cost_fen if order.cost_fen is None else order.cost_fen
    if cost is None:
        raise CostUnknown
    terms = desk.people.employees.newest_terms([employee]).get(employee.employee_id)
    return TrainingCompleted(
        event_id=new_id("evt"),
        tenant_id=desk.plans.tenant_id,
        occurred_at=desk.people.clock.now(),
        employee_id=employee.employee_id,
        course_id=training.course.course_id,
        department=employee.department,
        cost_centre=terms.cost_centre if terms else employee.department,
        cost_fen=cost,
        currency=terms.currency if terms else "CNY",
        completed_on=day,
    )


def require_consent(employee: Employee) -> None:
    """Let nothing come of an interview's scores before the employee agreed. Raises ``ConsentNeeded``."""
    if not employee.agreed(SCORES):
        raise ConsentNeeded


def seen(plan: DevelopmentPlan, employee: Employee) -> DevelopmentPlan:
    """Return the plan as it may be seen: without what rests on scores, where the consent was taken back."""
    return plan if employee.agreed(SCORES) else plan.without_scores()


def opened(
    employee_id: EmployeeId, named: Named, action: Action, desk: DevelopmentDesk
) -> tuple[Employee, DevelopmentPlan]:
    """Return an employee and the plan to change. Raises ``NoPlan``, as ``EmployeeDesk.opened`` and ``expect``."""
    employee = desk.people.opened(employee_id, action)
    plan = desk.plans.plan(employee_id)
    if plan is None:
        raise NoPlan
    expect(named, plan.revision)
    return employee, plan


def write(
    plan: DevelopmentPlan,
    employee: Employee,
    desk: DevelopmentDesk,
    action: Action,
    change: str,
    events: Sequence[Event] = (),
) -> None:
    """Write a revision with its audit entry and events. Raises ``PreconditionFailed``."""
    trail, detail = desk.people.trail, {"change": change}
    entry = trail.entry(desk.people.who, action, plan.employee_id, candidate_id=employee.candidate_id, detail=detail)
    if not desk.plans.write(plan, entry, events):
        raise PreconditionFailed
