"""Employees: the list, the file, the first day, terms, the last day."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.people.routes.desk import employee_desk, offer_of
from shared.kernel.ids import EmployeeId
from shared.people.contracts import EmploymentTerms
from shared.people.employees import service
from shared.people.employees.model import Employee, EmployeeStatus, PersonalData
from shared.people.employees.service import ExitOrder, FileChange, StartOrder
from shared.people.employees.terms import TermsChange
from shared.platform.authorization import Resource, authorize, permitted
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
EMPLOYEES = "/v1/people/employees"
ONE = f"{EMPLOYEES}/<employee_id>"
Which = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]


class EmployeeLine(BaseModel):
    """An employee in a list: the name, and how the employment stands."""

    employee: Employee
    name: str | None


class EmployeeFile(BaseModel):
    """The whole file. Its ETag is the employee's revision.

    ``application_erased``: what the application held was erased. The file is kept for the employment, with a key of its
    own; documents of the application that it names are gone, and its scores unless the employee agreed to their use.
    """

    employee: Employee
    person: PersonalData | None
    application_erased: bool


class TermsView(BaseModel):
    """All terms of an employment, the oldest first. ``notes``: why, in words, by the number of the terms."""

    items: list[EmploymentTerms]
    notes: dict[int, str]


class TermsChanged(BaseModel):
    """The employee as they are now, and the terms that hold from a day on."""

    employee: Employee
    terms: EmploymentTerms


@router.get(EMPLOYEES, summary="List employees")
def get_employees(
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    status: Annotated[EmployeeStatus | None, Query()] = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[EmployeeLine]:
    """List employees by first day, the newest first. A manager sees those of the own departments."""
    who = staff(router)
    if department is not None:
        authorize(who, "read_employee", Resource(department=department))
    desk = employee_desk(who)
    found, following = desk.employees.page(department, status, limit, Cursor.read(cursor))
    seen = permitted(who, "read_employee", [Resource(department=each.department) for each in found])
    mine = [each for each, may in zip(found, seen, strict=True) if may]
    persons = desk.employees.persons([each.employee_id for each in mine])
    if mine:
        detail = {"employees": len(mine)}
        desk.trail.record(desk.trail.entry(who, "read_employee", "employees", detail=detail))
    return Page(
        items=[
            EmployeeLine(employee=each, name=persons[each.employee_id].name if each.employee_id in persons else None)
            for each in mine
        ],
        next=following.spelled() if following else None,
    )


@router.get(ONE, summary="Read the file of an employee")
def get_employee(employee_id: Which) -> Response[EmployeeFile]:
    """Return the file with its ETag. The reading is recorded."""
    desk = employee_desk(staff(router))
    employee, person, erased = service.read_file(EmployeeId(employee_id), desk)
    return tagged(EmployeeFile(employee=employee, person=person, application_erased=erased), employee.revision)


@router.put(ONE, summary="Correct the file of an employee")
def put_employee(employee_id: Which, change: FileChange) -> Response[Employee]:
    """Correct staff number, manager or personal data."""
    desk = employee_desk(staff(router))
    after = service.correct_file(EmployeeId(employee_id), change, if_match(router), desk)
    return tagged(after, after.revision)


@router.post(f"{ONE}/start", summary="Confirm the first day of an employee")
def post_start(employee_id: Which, order: StartOrder | None = None) -> Response[Employee]:
    """Begin the employment; payroll and finance hear of it."""
    who = staff(router)
    desk = employee_desk(who)
    offer = offer_of(desk.opened(EmployeeId(employee_id), "manage_employee"), who)
    begun = service.confirm_start(EmployeeId(employee_id), order or StartOrder(), offer, if_match(router), desk)
    return tagged(begun, begun.revision)


@router.post(f"{ONE}/withdraw", summary="Close the file of somebody who did not come")
def post_withdraw(employee_id: Which) -> Response[Employee]:
    """Close the file before the first day."""
    gone = service.never_came(EmployeeId(employee_id), if_match(router), employee_desk(staff(router)))
    return tagged(gone, gone.revision)


@router.get(f"{ONE}/terms", summary="Read the terms of an employment")
def get_terms(employee_id: Which) -> TermsView:
    """Return every version of the terms with the day from which it holds."""
    desk = employee_desk(staff(router))
    written = service.read_terms(EmployeeId(employee_id), desk)
    return TermsView(
        items=[each.terms for each in written],
        notes={each.terms.number: each.note for each in written if each.note is not None},
    )


@router.post(f"{ONE}/terms", summary="Change the terms of an employment", status_code=201)
def post_terms(employee_id: Which, change: TermsChange) -> Response[TermsChanged]:
    """Let another salary, grade, department or manager hold from a day on."""
    desk = employee_desk(staff(router))
    employee, terms = service.change_terms(EmployeeId(employee_id), change, if_match(router), desk)
    return tagged(TermsChanged(employee=employee, terms=terms), employee.revision, 201)


@router.post(f"{ONE}/exit", summary="End an employment")
def post_exit(employee_id: Which, order: ExitOrder) -> Response[Employee]:
    """End the employment with a last day; payroll pays until then."""
    gone = service.end_employment(EmployeeId(employee_id), order, if_match(router), employee_desk(staff(router)))
    return tagged(gone, gone.revision)
