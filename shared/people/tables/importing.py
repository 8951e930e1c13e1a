"""Use cases: preview a table of employees, and import what was previewed, whole or not at all.

An import is named after its digest. Sent again after an interruption, it goes on where it stopped; sent again when it
is done, it is the same import.
"""

import hashlib
from dataclasses import dataclass

from shared.kernel.ids import EmployeeId
from shared.people.contracts import EmploymentTerms
from shared.people.employees.carrying import consents_for
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.model import Employee
from shared.people.employees.staging import EmployeeImport, NumberTaken, StagedEmployees
from shared.people.tables.errors import NotPreviewed, RowsInTheWay
from shared.people.tables.fields import NUMBER
from shared.people.tables.reading import ImportedEmployee, ReadEmployees, TableReading, read_employees
from shared.platform.authorization import authorize
from shared.platform.tabular.model import RowError, words
from shared.tenancy.contracts import Jurisdiction


@dataclass(frozen=True)
class ImportDesk:
    """What an import works with. ``jurisdiction`` says what the people in it are to be asked."""

    people: EmployeeDesk
    staged: StagedEmployees
    jurisdiction: Jurisdiction


def preview(body: bytes, filename: str, how: TableReading, desk: ImportDesk) -> ReadEmployees:
    """Read a table and say what would be imported; nothing is kept. Raises ``Invalid``, ``TooLarge``, ``Forbidden``."""
    authorize(desk.people.who, "manage_employee")
    return _checked(read_employees(body, filename, how, desk.people.today()), desk)


def import_employees(
    body: bytes, filename: str, how: TableReading, digest: str, desk: ImportDesk
) -> tuple[EmployeeImport, bool]:
    """Import a whole table, or nothing of it; return the import, and whether it is new.

    Nobody of it is seen before all are there. Then ``people/hired`` is told of each, with terms of the reason
    ``imported``, so that payroll has a file.

    Raises:
        NotPreviewed: ``digest`` is not that of this file, read so.
        RowsInTheWay: rows have errors, or a staff number went to somebody else; all are named.
        Invalid, TooLarge, Forbidden: as ``preview``.
        Unavailable: nothing is visible, or all is; send it again, and it goes on.
    """
    people, now = desk.people, desk.people.clock.now()
    authorize(people.who, "manage_employee")
    read = read_employees(body, filename, how, people.today())
    import_id = _import_id(digest)
    if read.digest != digest:
        raise NotPreviewed
    if (known := desk.staged.found(import_id)) is not None:
        return (known if known.told == known.employees else desk.staged.tell(known, now)), False
    read = _checked(read, desk)
    if not read.importable:
        raise RowsInTheWay(read.errors)
    _stage(read, digest, desk)
    made = EmployeeImport(
        import_id=import_id,
        filename=filename,
        employees=len(read.employees),
        imported_by=people.who.user_id,
        imported_at=now,
    )
    detail: dict[str, str | int] = {"change": "imported", "employees": made.employees}
    new = desk.staged.show(made, people.trail.entry(people.who, "manage_employee", import_id, detail=detail))
    return desk.staged.tell(made, now), new


def _stage(read: ReadEmployees, digest: str, desk: ImportDesk) -> None:
    """Write everybody who is not written yet, seen by nobody. Raises ``RowsInTheWay``: then nothing is left of them."""
    import_id, now = _import_id(digest), desk.people.clock.now()
    there = desk.staged.begun(import_id, now)

    def write(row: ImportedEmployee) -> None:
        employee_id = _id(digest, row)
        try:
            terms = _terms(row, employee_id, desk)
            desk.staged.stage(import_id, _employee(row, employee_id, desk), row.person, terms, now)
        except NumberTaken as taken:
            raise RowsInTheWay([_taken(row, row.staff_number or "", None, read)]) from taken

    try:
        desk.staged.each([row for row in read.employees if _id(digest, row) not in there], write)
    except RowsInTheWay:
        desk.staged.drop(import_id)
        raise


def _checked(read: ReadEmployees, desk: ImportDesk) -> ReadEmployees:
    """Return the same with an error for each staff number that somebody has, other than by this import."""
    numbers = [each.staff_number for each in read.employees if each.staff_number]
    owners = desk.people.employees.number_owners(numbers)
    own = set(desk.staged.lines(_import_id(read.digest))) if owners else set()
    return read.with_errors(
        _taken(each, each.staff_number, owners[each.staff_number], read)
        for each in read.employees
        if each.staff_number in owners and owners[each.staff_number] not in own
    )


def _taken(row: ImportedEmployee, number: str, owner: EmployeeId | None, read: ReadEmployees) -> RowError:
    whose = f" ({owner})" if owner else ""
    return RowError(
        row=row.row,
        column=read.columns.column_of(NUMBER.name),
        value=number,
        problem=words(f"工号已被其他员工使用{whose}。", f"Another employee has this staff number{whose}."),
        remedy=words("请更换工号,或删除该行。", "Give another number, or take the row out."),
    )


def _import_id(digest: str) -> str:
    """Return the id of the import of what was previewed under this digest."""
    return f"imp_{digest[:26]}"


def _id(digest: str, row: ImportedEmployee) -> EmployeeId:
    """Return the id of the employee that a row makes: the same however often it is sent."""
    return EmployeeId("emp_" + hashlib.sha256(f"{digest}\0{row.row}".encode()).hexdigest()[:26])


def _employee(row: ImportedEmployee, employee_id: EmployeeId, desk: ImportDesk) -> Employee:
    by, now = desk.people.who.user_id, desk.people.clock.now()
    return Employee(
        employee_id=employee_id,
        status="active",
        staff_number=row.staff_number,
        title=row.title,
        hired_as=row.title,
        department=row.department,
        grade=row.grade,
        start_date=row.start_date,
        probation_until=row.probation_until,
        consents=consents_for(desk.jurisdiction, applied=False),
        terms=1,
        created_by=by,
        created_at=now,
        confirmed_by=by,
        confirmed_at=now,
    )


def _terms(row: ImportedEmployee, employee_id: EmployeeId, desk: ImportDesk) -> EmploymentTerms:
    return EmploymentTerms(
        tenant_id=desk.people.employees.tenant_id,
        employee_id=employee_id,
        number=1,
        effective_from=row.start_date,
        department=row.department,
        cost_centre=row.cost_centre,
        title=row.title,
        grade=row.grade,
        salary=row.salary,
        social=row.social,
        start_date=row.start_date,
        probation_until=row.probation_until,
        reason="imported",
        decided_by=desk.people.who.user_id,
        decided_at=desk.people.clock.now(),
    )
