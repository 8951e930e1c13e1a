"""Onboarding: the checklist of an employee, and the company's template."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.people.routes.desk import employee_desk, onboarding_store
from shared.kernel.ids import EmployeeId
from shared.people.onboarding import service
from shared.people.onboarding.model import Checklist, OnboardingTask, OnboardingTemplate
from shared.people.onboarding.overdue import overdue
from shared.people.onboarding.service import TaskOrder
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
ONE = "/v1/people/employees/<employee_id>/onboarding"
TEMPLATE = "/v1/people/onboarding-template"
OVERDUE = "/v1/people/onboarding/overdue"
Which = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class TemplateView(BaseModel):
    """The template. Revision 0: nobody wrote one, and the standard holds."""

    template: OnboardingTemplate
    revision: int


class LateOnboarding(BaseModel):
    """An employee with tasks that are late. ``since``: the day of the oldest of them."""

    employee_id: EmployeeId
    name: str | None
    department: str
    start_date: date
    since: date
    tasks: list[OnboardingTask]


@router.get(OVERDUE, summary="List whose onboarding is overdue")
def get_overdue(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[LateOnboarding]:
    """List employees with tasks whose day has passed, the longest first. A manager sees the own departments."""
    who = staff(router)
    lines, following = overdue(limit, Cursor.read(cursor), employee_desk(who), onboarding_store(who.tenant_id))
    return Page(
        items=[
            LateOnboarding(
                employee_id=line.employee.employee_id,
                name=line.name,
                department=line.employee.department,
                start_date=line.employee.start_date,
                since=line.since,
                tasks=list(line.tasks),
            )
            for line in lines
        ],
        next=following.spelled() if following else None,
    )


@router.get(ONE, summary="Read the onboarding checklist of an employee")
def get_checklist(employee_id: Which) -> Response[Checklist]:
    """Return what is to be done, by whom, until when, and what is done."""
    who = staff(router)
    found = service.read_checklist(EmployeeId(employee_id), employee_desk(who), onboarding_store(who.tenant_id))
    return tagged(found, found.revision)


@router.put(f"{ONE}/<task_id>", summary="Settle a task of an onboarding")
def put_task(employee_id: Which, task_id: Which, order: TaskOrder) -> Response[Checklist]:
    """Say that a task is done, waived with a reason, or open again."""
    who = staff(router)
    desk, onboarding = employee_desk(who), onboarding_store(who.tenant_id)
    after = service.settle_task(EmployeeId(employee_id), task_id, order, if_match(router), desk, onboarding)
    return tagged(after, after.revision)


@router.get(TEMPLATE, summary="Read the onboarding template")
def get_template() -> Response[TemplateView]:
    """Return the company's template of onboarding, or the standard one."""
    who = staff(router)
    authorize(who, "manage_onboarding")
    template, revision = onboarding_store(who.tenant_id).template()
    return tagged(TemplateView(template=template, revision=revision), revision)


@router.put(TEMPLATE, summary="Write the onboarding template")
def put_template(template: OnboardingTemplate) -> Response[TemplateView]:
    """Write the template; who is to begin already keeps the checklist that they have."""
    who = staff(router)
    desk, onboarding = employee_desk(who), onboarding_store(who.tenant_id)
    revision = service.write_template(template, if_match(router), desk, onboarding)
    return tagged(TemplateView(template=template, revision=revision), revision)
