"""Where employees are kept. Personal data and what is written of somebody is sealed; see ``rows.py``."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.ids import EmployeeId
from shared.kernel.request import Request
from shared.people.contracts import EmploymentTerms, terms_key
from shared.people.employees.facts import OutcomeFacts
from shared.people.employees.model import Employee, EmployeeStatus, PersonalData
from shared.people.employees.rows import PERSON, ROW, SEALED_FOR, TERMS, EmployeeRows, read
from shared.people.employees.staging import shown
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Item, Write

TOGETHER = 100
"""Keys of one read."""


class WrittenTerms(NamedTuple):
    """A version of the terms, and why it is so in somebody's words."""

    terms: EmploymentTerms
    note: str | None


class EmployeeStore:
    """One tenant's employees. The terms are rows here, and documents for whoever pays by them."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer, bucket: TenantBucket) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self._bucket = bucket
        self.rows = EmployeeRows(table, sealer)
        self.tenant_id = table.tenant_id

    def employee(self, employee_id: EmployeeId) -> Employee | None:
        """Return an employee, or None."""
        item = self._table.get(self.rows.pk(employee_id), ROW)
        return next(iter(self._read([item])), None) if item else None

    def person(self, employee_id: EmployeeId) -> PersonalData | None:
        """Return who an employee is, or None. Raises ``Shredded``."""
        item = self._table.get(self.rows.pk(employee_id), PERSON)
        return self._sealer.open_as(employee_id, item["sealed"], PersonalData, SEALED_FOR) if item else None

    def persons(self, employee_ids: Sequence[EmployeeId]) -> dict[EmployeeId, PersonalData]:
        """Return who up to 100 employees are, in one read. Raises ``Shredded``."""
        self._sealer.prepare(employee_ids)
        items = self._table.get_many([(self.rows.pk(each), PERSON) for each in employee_ids])
        return {
            EmployeeId(item["employee_id"]): self._sealer.open_as(
                item["employee_id"], item["sealed"], PersonalData, SEALED_FOR
            )
            for item in items
        }

    def page(
        self, department: str | None, status: EmployeeStatus | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[Employee], Cursor | None]:
        """Return a page of employees by first day, the newest first: of a department, or of a status, or all."""
        if department is not None:
            listed = self.rows.listing("DEPARTMENT", department)
            rows = self._table.page(listed, index="GSI2", limit=limit, cursor=cursor, newest_first=True)
            return [each for each in self._read(rows.items) if status in (None, each.status)], rows.next
        if status is not None:
            listed = self.rows.listing("STATUS", status)
            rows = self._table.page(listed, limit=limit, cursor=cursor, newest_first=True)
            return self.many([EmployeeId(item["employee_id"]) for item in rows.items]), rows.next
        listed = self.rows.listing("ALL")
        rows = self._table.page(listed, index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return self._read(rows.items), rows.next

    def many(self, employee_ids: Sequence[EmployeeId]) -> list[Employee]:
        """Return up to 100 employees in this order; who is not there is left out."""
        items = self._table.get_many([(self.rows.pk(each), ROW) for each in employee_ids])
        known = {each.employee_id: each for each in self._read(items)}
        return [known[each] for each in employee_ids if each in known]

    def terms(self, employee_id: EmployeeId) -> tuple[EmploymentTerms, ...]:
        """Return all terms of an employee, the oldest first. One query."""
        rows = self._table.query(self.rows.pk(employee_id), begins=TERMS)
        return tuple(_terms(item) for item in rows)

    def written_terms(self, employee_id: EmployeeId) -> tuple[WrittenTerms, ...]:
        """Return the same with the words beside each. One query. Raises ``Shredded``."""
        rows = self._table.query(self.rows.pk(employee_id), begins=TERMS)
        return tuple(WrittenTerms(_terms(item), self.rows.note(employee_id, item)) for item in rows)

    def newest_terms(self, employees: Sequence[Employee]) -> dict[EmployeeId, EmploymentTerms]:
        """Return the newest terms of up to 100 employees, in one read; who has none is left out."""
        keys = [(self.rows.pk(each.employee_id), f"{TERMS}{each.terms:06d}") for each in employees if each.terms]
        found = map(_terms, self._table.get_many(keys) if keys else [])
        return {each.employee_id: each for each in found}

    def starting(self, until: date) -> Iterator[EmployeeId]:
        """Yield who is to begin until a day, the earliest first."""
        for item in self._table.query(self.rows.starts, up_to=f"{until.isoformat()}~"):
            yield EmployeeId(item["employee_id"])

    def facts(self, limit: int, cursor: Cursor | None) -> tuple[list[OutcomeFacts], Cursor | None]:
        """Return a page of what may be learned from employments. One query."""
        rows = self._table.page(self.rows.facts, limit=limit, cursor=cursor)
        return [OutcomeFacts.model_validate_json(item["facts"]) for item in rows.items], rows.next

    def remembered(self, request: Request | None) -> EmployeeId | None:
        """Return the employee that the same request made, or None. Raises ``KeyReused``."""
        told = remembered(self._table, request) if request else None
        return EmployeeId(told) if told else None

    def add(
        self,
        employee: Employee,
        person: PersonalData,
        entry: AuditEntry,
        *,
        terms: EmploymentTerms | None = None,
        events: Sequence[Event] = (),
        request: Request | None = None,
        more: Sequence[Write] = (),
    ) -> bool:
        """Enter an employee, with ``more`` beside; False where they are there, or the request was carried out."""
        writes: list[Write] = [
            *self.rows.new(employee, person),
            *self.rows.terms(terms),
            *more,
            *outbox_puts(self.rows.pk(employee.employee_id), events),
        ]
        if request is not None:
            writes.append(request_put(self._table, request, employee.employee_id, employee.created_at))
        return self._passed(writes, entry)

    def change(
        self,
        before: Employee,
        after: Employee,
        entry: AuditEntry,
        *,
        terms: EmploymentTerms | None = None,
        note: str | None = None,
        events: Sequence[Event] = (),
        person: PersonalData | None = None,
        more: Sequence[Write] = (),
    ) -> bool:
        """Write the next revision with its terms and events, ``more`` beside; False where another one was quicker.

        ``note`` says in words why the terms are so.
        """
        writes: list[Write] = [
            *self.rows.changed(before, after),
            *self.rows.terms(terms, note),
            *more,
            *outbox_puts(self.rows.pk(after.employee_id), events),
        ]
        if person is not None:
            writes.append(self.rows.person(after.employee_id, person))
        return self._passed(writes, entry)

    def number_owners(self, numbers: Sequence[str]) -> dict[str, EmployeeId]:
        """Return whose staff numbers are; those that nobody has are left out."""
        owners: dict[str, EmployeeId] = {}
        by_pk = {self.rows.number_pk(number): number for number in numbers}
        keys = [(pk, "OWNER") for pk in by_pk]
        for start in range(0, len(keys), TOGETHER):
            for item in self._table.get_many(keys[start : start + TOGETHER]):
                owners[by_pk[str(item["PK"])]] = EmployeeId(item["employee_id"])
        return owners

    def publish(self, terms: EmploymentTerms) -> DocumentRef:
        """Write the document of terms, before their row and event, and return where. Raises ``Unavailable``."""
        body = terms.model_dump_json().encode()
        key = terms_key(self.tenant_id, terms.employee_id, terms.number, body)
        return self._bucket.put_bytes(key, body, "application/json")

    def _read(self, items: Sequence[Item]) -> list[Employee]:
        return [read(item) for item in shown(self._table, items)]

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True


def _terms(item: Item) -> EmploymentTerms:
    return EmploymentTerms.model_validate_json(item["terms"])
