"""Use case: whose onboarding is late, over all employees whom the caller may look after."""

from datetime import date
from typing import NamedTuple

from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.model import Employee
from shared.people.onboarding.model import OnboardingTask
from shared.people.onboarding.store import OnboardingStore
from shared.platform.authorization import Resource, permitted
from shared.platform.paging import Cursor


class Late(NamedTuple):
    """An employee with tasks whose day has passed."""

    employee: Employee
    name: str | None
    tasks: tuple[OnboardingTask, ...]
    since: date


def overdue(
    limit: int, cursor: Cursor | None, desk: EmployeeDesk, onboarding: OnboardingStore
) -> tuple[list[Late], Cursor | None]:
    """Return a page of employees with overdue tasks, the longest first; the reading is recorded. One query.

    Who looks after some departments alone gets the lines of those: a page may then be shorter than asked for.
    """
    today = desk.today()
    checklists, following = onboarding.due(today, limit, cursor)
    employees = {each.employee_id: each for each in desk.employees.many([one.employee_id for one in checklists])}
    there = [each for each in checklists if each.employee_id in employees]
    resources = [Resource(department=employees[each.employee_id].department) for each in there]
    seen = permitted(desk.who, "manage_onboarding", resources) if resources else []
    mine = [each for each, may in zip(there, seen, strict=True) if may]
    if not mine:
        return [], following
    persons = desk.employees.persons([each.employee_id for each in mine])
    entry = desk.trail.entry(desk.who, "manage_onboarding", "onboarding_overdue", detail={"employees": len(mine)})
    desk.trail.record(entry)
    lines = []
    for checklist in mine:
        tasks, person = checklist.overdue(today), persons.get(checklist.employee_id)
        name = person.name if person else None
        lines.append(Late(employees[checklist.employee_id], name, tasks, min(task.due for task in tasks)))
    return lines, following
