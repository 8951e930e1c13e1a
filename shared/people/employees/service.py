"""Use cases of a file: read it, confirm the first day, change terms, end the employment, correct the person's data."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.errors import PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, new_id
from shared.offer.contracts import AcceptedOffer
from shared.people.contracts import EmploymentTerms, Left, TermsChanged
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.errors import NotInThisStatus, StaffNumberTaken, TooEarly
from shared.people.employees.hiring import begin
from shared.people.employees.model import Employee, PersonalData, StaffNumber
from shared.people.employees.store import WrittenTerms
from shared.people.employees.terms import TermsChange, changed_terms, ended_terms
from shared.platform.audit import AuditEntry
from shared.platform.etag import expect
from shared.platform.writes import Write
from shared.tenancy.actions import Action

Named = frozenset[str] | None
LeavingReason = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]


class StartOrder(Frozen):
    """That somebody came; ``start_date`` left out: the day of the offer."""

    start_date: date | None = None


class ExitOrder(Frozen):
    """That an employment ends. ``reason`` is a code: ``resigned``, ``dismissed``, ``contract_ended``, ``retired``, …"""

    last_day: date
    reason: LeavingReason
    note: str = Field(default="", max_length=1000)


class FileChange(Frozen):
    """What staff corrects in a file; what is left out stays."""

    staff_number: StaffNumber | None = None
    manager: str | None = Field(default=None, min_length=1, max_length=255)
    person: PersonalData | None = None


def read_file(employee_id: EmployeeId, desk: EmployeeDesk) -> tuple[Employee, PersonalData | None, bool]:
    """Return an employee, who that is, and whether the application was erased; the reading is recorded.

    Raises ``NoSuchEmployee``, ``Forbidden``.
    """
    employee = desk.opened(employee_id, "read_employee")
    person = desk.employees.person(employee_id)
    erased = employee.candidate_id is not None and desk.erased(employee.candidate_id)
    desk.trail.record(_entry(employee, desk, "read", action="read_employee"))
    return employee.without_application() if erased else employee, person, erased


def read_terms(employee_id: EmployeeId, desk: EmployeeDesk) -> tuple[WrittenTerms, ...]:
    """Return all terms with the words beside them; the reading is recorded. Raises as ``read_file``. One query."""
    employee = desk.opened(employee_id, "read_employee")
    found = desk.employees.written_terms(employee_id)
    desk.trail.record(_entry(employee, desk, "read", action="read_employee"))
    return found


def confirm_start(
    employee_id: EmployeeId, order: StartOrder, offer: AcceptedOffer, named: Named, desk: EmployeeDesk
) -> Employee:
    """Confirm the first day. Raises as ``begin``, ``PreconditionRequired``, ``PreconditionFailed``."""
    employee = desk.opened(employee_id, "manage_employee")
    expect(named, employee.revision)
    start = order.start_date or employee.start_date
    return begin(
        employee,
        offer,
        start,
        desk.who.user_id,
        desk.employees,
        desk.trail,
        desk.clock,
        desk.required(employee_id),
    )


def never_came(employee_id: EmployeeId, named: Named, desk: EmployeeDesk) -> Employee:
    """Close the file of somebody who accepted and did not come. Raises as ``change_terms``."""
    employee = _standing(employee_id, named, desk, "preboarding")
    gone = employee.with_(status="withdrawn")
    _write(employee, gone, desk, "withdrawn", more=desk.closing(employee_id))
    return gone


def change_terms(
    employee_id: EmployeeId, change: TermsChange, named: Named, desk: EmployeeDesk
) -> tuple[Employee, EmploymentTerms]:
    """Let other terms hold from a day on; payroll hears of it, also of a day that is paid already (arrears).

    Raises:
        NoSuchEmployee, Forbidden, PreconditionRequired, PreconditionFailed: as they say.
        NotInThisStatus: the employment has not begun, or is over.
        TooEarly: the day lies before the first one.
    """
    employee = _standing(employee_id, named, desk, "active")
    if change.effective_from < employee.start_date:
        raise TooEarly(change.effective_from, employee.start_date)
    before = desk.employees.terms(employee_id)[-1]
    after = changed_terms(before, change, desk.who.user_id, desk.clock.now())
    changed = employee.with_(
        title=after.title,
        department=after.department,
        grade=after.grade,
        manager=after.manager or employee.manager,
        probation_until=after.probation_until,
        promoted_on=_promoted(employee, change),
        terms=after.number,
    )
    where = desk.employees.publish(after)
    told = TermsChanged(
        event_id=new_id("evt"),
        tenant_id=desk.employees.tenant_id,
        occurred_at=desk.clock.now(),
        employee_id=employee_id,
        effective_from=after.effective_from,
        reason=after.reason,
        terms=where,
    )
    _write(employee, changed, desk, change.reason, terms=after, note=change.note, events=[told])
    return changed, after


def end_employment(employee_id: EmployeeId, order: ExitOrder, named: Named, desk: EmployeeDesk) -> Employee:
    """End an employment with a last day. Raises as ``change_terms``."""
    employee = _standing(employee_id, named, desk, "active")
    if order.last_day < employee.start_date:
        raise TooEarly(order.last_day, employee.start_date)
    now = desk.clock.now()
    after = ended_terms(desk.employees.terms(employee_id)[-1], order.last_day, desk.who.user_id, now)
    gone = employee.with_(status="left", last_day=order.last_day, left_because=order.reason, terms=after.number)
    where = desk.employees.publish(after)
    common = {"tenant_id": desk.employees.tenant_id, "occurred_at": now, "employee_id": employee_id}
    events: list[Event] = [
        TermsChanged(event_id=new_id("evt"), effective_from=order.last_day, reason="exit", terms=where, **common),
        Left(event_id=new_id("evt"), last_day=order.last_day, reason=order.reason, **common),
    ]
    closing = desk.closing(employee_id)
    _write(employee, gone, desk, "exit", terms=after, note=order.note or None, events=events, more=closing)
    return gone


def correct_file(employee_id: EmployeeId, change: FileChange, named: Named, desk: EmployeeDesk) -> Employee:
    """Correct staff number, manager or the person's data. Raises ``StaffNumberTaken`` and as ``change_terms``."""
    employee = desk.opened(employee_id, "manage_employee")
    expect(named, employee.revision)
    given = change.model_dump(include={"staff_number", "manager"}, exclude_none=True)
    after = employee.with_(**given)
    entry = _entry(employee, desk, "corrected")
    if not desk.employees.change(employee, after, entry, person=change.person):
        number = change.staff_number
        if number and desk.employees.number_owners([number]).get(number, employee_id) != employee_id:
            raise StaffNumberTaken(number)
        raise PreconditionFailed
    return after


def _standing(employee_id: EmployeeId, named: Named, desk: EmployeeDesk, status: str) -> Employee:
    employee = desk.opened(employee_id, "manage_employee")
    expect(named, employee.revision)
    if employee.status != status:
        raise NotInThisStatus(employee.status, status)
    return employee


def _write(
    before: Employee,
    after: Employee,
    desk: EmployeeDesk,
    change: str,
    *,
    terms: EmploymentTerms | None = None,
    note: str | None = None,
    events: list[Event] | None = None,
    more: Sequence[Write] = (),
) -> None:
    entry = _entry(before, desk, change)
    if not desk.employees.change(before, after, entry, terms=terms, note=note, events=events or (), more=more):
        raise PreconditionFailed


def _promoted(employee: Employee, change: TermsChange) -> tuple[date, ...]:
    if change.reason != "promotion":
        return employee.promoted_on
    return tuple(sorted({*employee.promoted_on, change.effective_from}))


def _entry(employee: Employee, desk: EmployeeDesk, change: str, action: Action = "manage_employee") -> AuditEntry:
    detail = {"change": change} if action == "manage_employee" else {}
    return desk.trail.entry(desk.who, action, employee.employee_id, candidate_id=employee.candidate_id, detail=detail)
