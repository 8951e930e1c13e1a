"""Employees who are entered together: their rows are written one by one, and shown all at once.

A row that is written carries ``staged``, the import it belongs to, and an end, so that what is never finished goes by
itself. Nobody reads it before the import's own row says that all are there: that one write shows them all. Afterwards
the marks are taken away, and payroll is told, employee by employee.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, new_id
from shared.people.contracts import EmploymentTerms, Hired, terms_key
from shared.people.employees.model import Employee, PersonalData
from shared.people.employees.rows import ROW, TERMS, EmployeeRows, read
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write

T = TypeVar("T")
IMPORT, LINE = "IMPORT", "LINE#"
UNFINISHED = timedelta(days=7)
"""Every morning goes on with what was shown and not told; so long, it may fail."""
SOON = timedelta(days=1)
"""Rows that end within a day are not built upon: some may be gone already."""
MARKS = ("staged", "expires_at")


class EmployeeImport(Frozen):
    """A table that was imported whole. ``told`` of its ``employees``: payroll has heard of them."""

    import_id: str
    filename: str
    employees: int
    told: int = 0
    imported_by: str
    imported_at: datetime


class NumberTaken(Exception):
    """A staff number went to somebody else while the rows were written."""


def shown(table: TenantTable, items: Sequence[Item]) -> list[Item]:
    """Return the rows without those of an import that is not complete yet: one read more where there are any."""
    waiting = {str(item["staged"]) for item in items if "staged" in item}
    if not waiting:
        return list(items)
    done = {str(item["import_id"]) for item in table.get_many([(_pk(table, each), IMPORT) for each in waiting])}
    return [item for item in items if item.get("staged", None) in (None, *done)]


@dataclass(frozen=True)
class StagedEmployees:
    """The rows of imports, and what is done to them."""

    table: TenantTable
    trail: AuditTrail
    sealer: Sealer
    bucket: TenantBucket
    at_once: int = 1
    """Employees who are written at the same time."""

    @property
    def rows(self) -> EmployeeRows:
        """How an employee's rows are spelled."""
        return EmployeeRows(self.table, self.sealer)

    def found(self, import_id: str) -> EmployeeImport | None:
        """Return an import that is complete, or None."""
        item = self.table.get(_pk(self.table, import_id), IMPORT)
        return EmployeeImport.model_validate_json(item["import"]) if item else None

    def lines(self, import_id: str) -> Iterator[EmployeeId]:
        """Yield whose rows still carry the marks."""
        for item in self.table.query(_pk(self.table, import_id), begins=LINE):
            yield EmployeeId(item["employee_id"])

    def begun(self, import_id: str, now: datetime) -> frozenset[EmployeeId]:
        """Return whose rows an import wrote before; those that are about to end are taken away, to be written anew."""
        items = list(self.table.query(_pk(self.table, import_id), begins=LINE))
        if any(int(item["expires_at"]) < (now + SOON).timestamp() for item in items):
            self.drop(import_id)
            return frozenset()
        return frozenset(EmployeeId(item["employee_id"]) for item in items)

    def each(self, things: Sequence[T], do: Callable[[T], None]) -> None:
        """Do something for each of many, some at the same time; what went wrong first is raised when all have ended."""
        if self.at_once == 1:
            for thing in things:
                do(thing)
            return
        with ThreadPoolExecutor(self.at_once) as pool:
            list(pool.map(do, things))

    def stage(
        self, import_id: str, employee: Employee, person: PersonalData, terms: EmploymentTerms, now: datetime
    ) -> None:
        """Write somebody whom nobody sees yet. Raises ``NumberTaken``; who is there already stays."""
        marks = {"staged": import_id, "expires_at": int((now + UNFINISHED).timestamp())}
        line = {"PK": _pk(self.table, import_id), "SK": _line(employee), "employee_id": employee.employee_id}
        new = [*self.rows.new(employee, person), *self.rows.terms(terms), Put(line)]
        writes = [replace(each, item=each.item | marks) if isinstance(each, Put) else each for each in new]
        try:
            self.table.transact(writes)
        except ConditionFailed as error:
            if 0 not in error.failed:
                raise NumberTaken(employee.staff_number) from error

    def show(self, made: EmployeeImport, entry: AuditEntry) -> bool:
        """Let everybody of an import be seen; False where they are."""
        row = {**self._own(made), "import_id": made.import_id}
        unfinished = {"PK": self.table.pk("EMPLOYEE_IMPORTS_UNTOLD"), "SK": made.import_id}
        try:
            self.trail.transact([Put(row, Attr("PK").not_exists()), Put(unfinished)], entry)
        except ConditionFailed:
            return False
        return True

    def tell(self, made: EmployeeImport, now: datetime) -> EmployeeImport:
        """Take the marks away and tell ``people/hired`` of each; again, it goes on where it stopped."""
        self.each(list(self.lines(made.import_id)), lambda employee_id: self._tell(made.import_id, employee_id, now))
        told = made.model_copy(update={"told": made.employees})
        row = {**self._own(told), "import_id": made.import_id}
        self.table.transact([Put(row), Delete(self.table.pk("EMPLOYEE_IMPORTS_UNTOLD"), made.import_id)])
        return told

    def untold(self) -> list[EmployeeImport]:
        """Return the imports that were shown, and interrupted before all of it was told."""
        rows = self.table.query(self.table.pk("EMPLOYEE_IMPORTS_UNTOLD"))
        found = [self.found(str(item["SK"])) for item in rows]
        return [each for each in found if each is not None]

    def drop(self, import_id: str) -> None:
        """Take the rows of an import away that was not shown."""
        for employee_id in list(self.lines(import_id)):
            keys = self._keys(employee_id)
            line = (_pk(self.table, import_id), f"{LINE}{employee_id}")
            self.table.transact([Delete(pk, sk) for pk, sk in (*keys, line)])

    def _tell(self, import_id: str, employee_id: EmployeeId, now: datetime) -> None:
        pk = self.rows.pk(employee_id)
        items = {item["SK"]: item for item in self.table.get_many([(pk, ROW), (pk, f"{TERMS}000001")])}
        line = Delete(_pk(self.table, import_id), f"{LINE}{employee_id}")
        employee = read(items[ROW])
        terms = EmploymentTerms.model_validate_json(items[f"{TERMS}000001"]["terms"])
        body = terms.model_dump_json().encode()
        where = self.bucket.put_bytes(terms_key(self.table.tenant_id, employee_id, 1, body), body, "application/json")
        event: Event = Hired(
            event_id=new_id("evt"),
            tenant_id=self.table.tenant_id,
            occurred_at=now,
            employee_id=employee_id,
            department=employee.department,
            start_date=employee.start_date,
            terms=where,
        )
        writes: list[Write] = [
            Update(*keys, remove=MARKS, condition=Attr("staged").eq(import_id)) for keys in self._keys(employee_id)
        ]
        try:
            self.table.transact([*writes, line, *outbox_puts(pk, [event])])
        except ConditionFailed:  # another one told it
            return

    def _keys(self, employee_id: EmployeeId) -> list[tuple[str, str]]:
        """Return the keys of the rows that ``stage`` wrote for somebody."""
        item = self.table.get(self.rows.pk(employee_id), ROW)
        if item is None:
            return []
        employee = read(item)
        new = [
            *self.rows.lists(None, employee),
            *self.rows.number(None, employee),
        ]
        pk = self.rows.pk(employee_id)
        return [(pk, ROW), (pk, "PERSON"), (pk, f"{TERMS}000001"), *(each.keys for each in new)]

    def _own(self, made: EmployeeImport) -> Item:
        return {"PK": _pk(self.table, made.import_id), "SK": IMPORT, "import": made.model_dump_json()}


def _pk(table: TenantTable, import_id: str) -> str:
    return table.pk(f"EMPLOYEE_IMPORT#{import_id}")


def _line(employee: Employee) -> str:
    return f"{LINE}{employee.employee_id}"
