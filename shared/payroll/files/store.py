"""Where payroll keeps employees: the only file of the subject that spells table keys.

A file lies under its employee; a short line of it in the list of all. Bank accounts are sealed with the employee's key:
what law has kept for years does not go when the key of a candidate does.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from pydantic import BaseModel

from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, TenantId
from shared.payroll.contracts import Period
from shared.payroll.files.bank import BankAccount
from shared.payroll.files.identity import Identity
from shared.payroll.files.inputs import HeldInputs
from shared.payroll.files.model import EmployeeFile
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write

ACCOUNT, IDENTITY = "account", "identity"
SEALED_FOR = {ACCOUNT: "bank_account", IDENTITY: "identity"}
"""Attributes that are sealed, and for what."""
M = TypeVar("M", bound=BaseModel)
TOGETHER = 100


class FileLine(Frozen):
    """An employee in the list of all."""

    employee_id: EmployeeId
    department: str
    cost_centre: str
    start_date: date
    last_day: date | None = None
    has_account: bool = False


class FileStore:
    """One tenant's employees, as payroll knows them."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self.tenant_id: TenantId = table.tenant_id

    def file(self, employee_id: EmployeeId) -> EmployeeFile | None:
        """Return a file, or None."""
        item = self._table.get(self._pk(employee_id), "FILE")
        return EmployeeFile.model_validate_json(item["file"]) if item else None

    def files(self, employee_ids: Sequence[EmployeeId]) -> dict[EmployeeId, EmployeeFile]:
        """Return the files of many that are there."""
        found: dict[EmployeeId, EmployeeFile] = {}
        for start in range(0, len(employee_ids), TOGETHER):
            keys = [(self._pk(each), "FILE") for each in employee_ids[start : start + TOGETHER]]
            for item in self._table.get_many(keys):
                made = EmployeeFile.model_validate_json(item["file"])
                found[made.employee_id] = made
        return found

    def lines(self, limit: int, cursor: Cursor | None) -> tuple[list[FileLine], Cursor | None]:
        """Return a page of all employees, in the order of their ids. One query."""
        rows = self._table.page(self._list(), begins="EMPLOYEE#", limit=limit, cursor=cursor)
        return [FileLine.model_validate_json(item["line"]) for item in rows.items], rows.next

    def every_line(self) -> Iterable[FileLine]:
        """Yield all employees in the order of their ids; for the listing of a run."""
        for item in self._table.query(self._list(), begins="EMPLOYEE#"):
            yield FileLine.model_validate_json(item["line"])

    def changed_since(self, moment: datetime, until: date) -> EmployeeId | None:
        """Return somebody whose pay changed after ``moment`` for a day up to ``until``, or None. Reads of the index.

        It is read newest first, and no further back than ``moment``.
        """
        for item in self._table.query(self._table.pk("PAYFILES#CHANGED"), index="GSI1", newest_first=True):
            if datetime.fromisoformat(str(item["pay_changed_at"])) <= moment:
                return None
            file = EmployeeFile.model_validate_json(item["file"])
            if file.changed_since(moment, until):
                return file.employee_id
        return None

    def keep(
        self,
        before: EmployeeFile | None,
        after: EmployeeFile,
        events: Sequence[Event] = (),
        entry: AuditEntry | None = None,
        account: BankAccount | None = None,
        identity: Identity | None = None,
    ) -> bool:
        """Write a file with its line and events; False where another change was quicker. Raises ``Shredded``.

        ``account`` and ``identity`` None: what is there stays.
        """
        same = Attr("revision").eq(before.revision) if before else Attr("PK").not_exists()
        fields: Item = {
            "file": after.model_dump_json(),
            "revision": after.revision,
            "pay_changed_at": after.pay_changed_at.isoformat(),
            "GSI1PK": self._table.pk("PAYFILES#CHANGED"),
            "GSI1SK": f"{after.pay_changed_at.isoformat()}#{after.employee_id}",
        }
        for name, given in ((ACCOUNT, account), (IDENTITY, identity)):
            if given is not None:
                fields[name] = self._sealer.seal(after.employee_id, given, SEALED_FOR[name])
        pk = self._pk(after.employee_id)
        line = {"PK": self._list(), "SK": f"EMPLOYEE#{after.employee_id}", "line": line_of(after).model_dump_json()}
        return self._passed(
            [Update(pk, "FILE", set=fields, condition=same), Put(line), *outbox_puts(pk, events)], entry
        )

    def accounts(self, employee_ids: Sequence[EmployeeId]) -> dict[EmployeeId, BankAccount]:
        """Return the bank accounts of many that are there, opened; for a bank file. Raises ``Shredded``."""
        return self._opened(employee_ids, ACCOUNT, BankAccount)

    def identities(self, employee_ids: Sequence[EmployeeId]) -> dict[EmployeeId, Identity]:
        """Return names and numbers of many that are there, opened; for papers. Raises ``Shredded``."""
        return self._opened(employee_ids, IDENTITY, Identity)

    def _opened(self, employee_ids: Sequence[EmployeeId], attribute: str, kind: type[M]) -> dict[EmployeeId, M]:
        found: dict[EmployeeId, M] = {}
        for start in range(0, len(employee_ids), TOGETHER):
            wanted = employee_ids[start : start + TOGETHER]
            self._sealer.prepare(wanted)
            for item in self._table.get_many([(self._pk(each), "FILE") for each in wanted]):
                if attribute in item:
                    owner = EmployeeId(str(item["PK"]).rpartition("#")[2])
                    found[owner] = self._sealer.open_as(owner, str(item[attribute]), kind, SEALED_FOR[attribute])
        return found

    def inputs(self, employee_id: EmployeeId, period: Period) -> HeldInputs | None:
        """Return a month's inputs, or None where everything is as agreed."""
        item = self._table.get(self._pk(employee_id), f"INPUT#{period}")
        return HeldInputs.model_validate_json(item["inputs"]) if item else None

    def inputs_of(self, employee_ids: Sequence[EmployeeId], period: Period) -> dict[EmployeeId, HeldInputs]:
        """Return a month's inputs of many."""
        found: dict[EmployeeId, HeldInputs] = {}
        for start in range(0, len(employee_ids), TOGETHER):
            keys = [(self._pk(each), f"INPUT#{period}") for each in employee_ids[start : start + TOGETHER]]
            for item in self._table.get_many(keys):
                held = HeldInputs.model_validate_json(item["inputs"])
                found[held.employee_id] = held
        return found

    def all_inputs(self, period: Period, limit: int, cursor: Cursor | None) -> tuple[list[HeldInputs], Cursor | None]:
        """Return a page of what a month brings, by employee. One query."""
        rows = self._table.page(self._table.pk(f"PAYINPUTS#{period}"), index="GSI1", limit=limit, cursor=cursor)
        return [HeldInputs.model_validate_json(item["inputs"]) for item in rows.items], rows.next

    def inputs_write(self, before: HeldInputs | None, after: HeldInputs) -> Put:
        """Return the write of a month's inputs; its condition fails where another change was quicker."""
        item = {
            "PK": self._pk(after.employee_id),
            "SK": f"INPUT#{after.period}",
            "inputs": after.model_dump_json(),
            "revision": after.revision,
            "GSI1PK": self._table.pk(f"PAYINPUTS#{after.period}"),
            "GSI1SK": after.employee_id,
        }
        return Put(item, Attr("revision").eq(before.revision) if before else Attr("PK").not_exists())

    def transact(self, writes: Sequence[Write], entry: AuditEntry) -> None:
        """Write all or nothing with an entry of the audit log. Raises ``ConditionFailed``, ``Unavailable``."""
        self._trail.transact(writes, entry)

    def _passed(self, writes: Sequence[Write], entry: AuditEntry | None) -> bool:
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, employee_id: EmployeeId) -> str:
        return self._table.pk(f"PAYFILE#{employee_id}")

    def _list(self) -> str:
        return self._table.pk("PAYFILES")


def line_of(file: EmployeeFile) -> FileLine:
    """Return an employee's line in the list of all."""
    newest = file.newest
    return FileLine(
        employee_id=file.employee_id,
        department=newest.department,
        cost_centre=newest.cost_centre,
        start_date=newest.start_date,
        last_day=file.ends,
        has_account=file.account is not None,
    )
