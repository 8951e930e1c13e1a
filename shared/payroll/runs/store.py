"""Where runs are kept: the only file of the subject, with ``periods.py``, that spells table keys.

A run has a partition of its own: the run, who could not be reckoned, who was left out or excluded, its vouchers. A slip
lies with its employee, where the next run reads it, and is listed under its run. ``PAYRUNS`` holds the order in which
runs were approved: the tax of a year is reckoned along it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId, TenantId, VoucherId
from shared.kernel.request import Request
from shared.payroll.contracts import Period
from shared.payroll.runs import periods
from shared.payroll.runs.documents import ApprovedRun, Fault, LeftOut, SlipLine, SlipRow
from shared.payroll.runs.model import Run
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write

REMEMBERED_RUNS = 400
"""Approved runs that a new one looks back at: those of some years."""


class Exclusion(Frozen):
    """Somebody who was taken out of a run by name."""

    employee_id: EmployeeId
    reason: str
    by: str
    at: datetime


class RunVoucher(Frozen):
    """A voucher that books a run."""

    voucher_id: VoucherId
    kind: str
    due: bool = False
    posted: bool = False


class RunStore:
    """One tenant's runs."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id: TenantId = table.tenant_id

    # runs

    def run(self, run_id: RunId) -> Run | None:
        """Return a run, or None."""
        item = self._table.get(self._pk(run_id), "RUN")
        return Run.model_validate_json(item["run"]) if item else None

    def runs(self, limit: int, cursor: Cursor | None) -> tuple[list[Run], Cursor | None]:
        """Return a page of the runs, the newest month first. One query."""
        rows = self._table.page(self._table.pk("PAYRUNS"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Run.model_validate_json(item["run"]) for item in rows.items], rows.next

    def month(self, period: Period) -> periods.Month:
        """Return what a month's row says."""
        return periods.month_of(self._table, period)

    def done(self, request: Request | None) -> RunId | None:
        """Return which run this request made before, or None. Raises ``KeyReused``."""
        told = remembered(self._table, request) if request else None
        return RunId(told) if told else None

    def create(self, run: Run, entry: AuditEntry, request: Request | None) -> bool:
        """Write a new run, which takes its month; False where the month is taken (or paid) already."""
        month = periods.opened(self._table, run.period, run.run_id, regular=run.kind == "regular")
        writes: list[Write] = [Put(self._item(run), Attr("PK").not_exists()), month]
        if request is not None:
            writes.append(request_put(self._table, request, run.run_id, run.created_at))
        return self._passed(writes, entry)

    def change(
        self,
        before: Run,
        after: Run,
        entry: AuditEntry | None,
        events: Sequence[Event] = (),
        more: Sequence[Write] = (),
    ) -> bool:
        """Write a run's next revision with what belongs to it; False where another change was quicker."""
        put = Put(self._item(after), Attr("revision").eq(before.revision))
        return self._passed([put, *more, *outbox_puts(self._pk(after.run_id), events)], entry)

    def busy(self, run: Run) -> Write:
        """The write that keeps inputs of the month waiting."""
        return periods.busy(self._table, run.period, run.run_id)

    def rested(self, run: Run) -> Write:
        """The write that lets inputs in again."""
        return periods.rested(self._table, run.period, run.run_id)

    def closed(self, run: Run) -> Write:
        """The write that gives the month of a cancelled run back."""
        return periods.closed(self._table, run.period, run.run_id)

    # approved runs

    def sequence(self) -> int:
        """Return how many runs were approved."""
        item = self._table.get(self._table.pk("PAYRUNS"), "HEAD")
        return int(item["sequence"]) if item else 0

    def approved(self) -> list[ApprovedRun]:
        """Return the approved runs that count, oldest first: without reversals and what they reversed. One query."""
        every = self.ever_approved()
        gone = {each.reverses for each in every}
        return [each for each in every if each.reverses is None and each.run_id not in gone]

    def ever_approved(self) -> list[ApprovedRun]:
        """Return all approved runs, oldest first, as far as anybody looks back. One query."""
        rows = self._table.query(
            self._table.pk("PAYRUNS"), begins="APPROVED#", newest_first=True, limit=REMEMBERED_RUNS
        )
        found = [ApprovedRun.model_validate_json(row["approved"]) for row in rows]
        return sorted(found, key=lambda each: each.sequence)

    def approval_writes(self, run: Run, reversed_run: Run | None) -> list[Write]:
        """Return the writes that give an approved run its place, on the ground that it was calculated on."""
        if run.ground is None or run.sequence is None:
            raise ValueError("only a calculated run is approved")
        pk = self._table.pk("PAYRUNS")
        before = run.sequence - 1
        head = Attr("sequence").eq(before) if before else Attr("PK").not_exists()
        row: Item = {
            "PK": pk,
            "SK": f"APPROVED#{run.sequence:08d}",
            "approved": ApprovedRun(
                run_id=run.run_id,
                kind=run.kind,
                period=run.period,
                calculation=run.calculation,
                sequence=run.sequence,
                reverses=run.reverses,
            ).model_dump_json(),
        }
        if reversed_run is not None:
            month = periods.undone(self._table, run.period, run.run_id, regular=reversed_run.kind == "regular")
            marked = reversed_run.model_copy(update={"reversed_by": run.run_id, "revision": reversed_run.revision + 1})
            mark = Put(self._item(marked), Attr("revision").eq(reversed_run.revision))
            return [month, Update(pk, "HEAD", set={"sequence": run.sequence}, condition=head), Put(row), mark]
        month = periods.approved(self._table, run.period, run.run_id, run.ground.inputs, regular=run.kind == "regular")
        return [month, Update(pk, "HEAD", set={"sequence": run.sequence}, condition=head), Put(row)]

    # slips

    def keep_slip(self, row: SlipRow) -> None:
        """Write a slip's row; the same slip again changes nothing."""
        line = row.line
        item: Item = {
            "PK": self._of(line.employee_id),
            "SK": f"SLIP#{line.period}#{line.run_id}",
            "slip": row.model_dump_json(),
            "run_id": line.run_id,
            "calculation": line.calculation,
            "GSI1PK": self._slips(line.run_id),
            "GSI1SK": line.employee_id,
        }
        if line.flagged:
            item |= {"GSI2PK": self._table.pk(f"PAYRUN#{line.run_id}#FLAGGED"), "GSI2SK": line.employee_id}
        self._table.put(item)

    def drop_slip(self, run_id: RunId, employee_id: EmployeeId, period: Period) -> None:
        """Take a slip's row away: the employee is not in the run any more."""
        self._table.delete(self._of(employee_id), f"SLIP#{period}#{run_id}")

    def slip(self, run: Run, employee_id: EmployeeId) -> SlipRow | None:
        """Return a slip of a run, or None where the last calculation made none."""
        item = self._table.get(self._of(employee_id), f"SLIP#{run.period}#{run.run_id}")
        if item is None or int(item["calculation"]) != run.calculation:
            return None
        return SlipRow.model_validate_json(item["slip"])

    def slips(
        self, run: Run, limit: int, cursor: Cursor | None, *, flagged: bool
    ) -> tuple[list[SlipRow], Cursor | None]:
        """Return a page of a run's slips, by employee; ``flagged``: the unusual ones alone. One query, of the index."""
        pk = self._table.pk(f"PAYRUN#{run.run_id}#FLAGGED") if flagged else self._slips(run.run_id)
        rows = self._table.page(pk, index="GSI2" if flagged else "GSI1", limit=limit, cursor=cursor)
        found = [item for item in rows.items if int(item["calculation"]) == run.calculation]
        return [SlipRow.model_validate_json(item["slip"]) for item in found], rows.next

    def slips_of(self, employee_id: EmployeeId, since: Period) -> list[SlipRow]:
        """Return an employee's slips of months from ``since`` on, whatever became of their runs. One query."""
        found = []
        for item in self._table.query(self._of(employee_id), begins="SLIP#", newest_first=True):
            if str(item["SK"]) < f"SLIP#{since}":
                break
            found.append(SlipRow.model_validate_json(item["slip"]))
        return found

    def slip_lines(
        self, employee_id: EmployeeId, limit: int, cursor: Cursor | None
    ) -> tuple[list[SlipLine], Cursor | None]:
        """Return a page of an employee's slips, the newest month first. One query."""
        rows = self._table.page(self._of(employee_id), begins="SLIP#", limit=limit, cursor=cursor, newest_first=True)
        return [SlipRow.model_validate_json(item["slip"]).line for item in rows.items], rows.next

    def drop_stale_slips(self, run: Run) -> None:
        """Take away the rows of earlier calculations: of those who are not in this one."""
        for item in self._table.query(self._slips(run.run_id), index="GSI1"):
            if int(item["calculation"]) < run.calculation:
                self._table.delete(str(item["PK"]), str(item["SK"]), Attr("calculation").lt(run.calculation))

    # who is not in it

    def note_aside(self, run: Run, faults: Iterable[Fault], left_out: Iterable[LeftOut]) -> None:
        """Write who could not be reckoned and who was left out, in the place of what earlier calculations said."""
        pk = self._pk(run.run_id)
        wanted: dict[str, str] = {f"FAULT#{each.employee_id}": each.model_dump_json() for each in faults}
        wanted |= {f"LEFT_OUT#{each.employee_id}": each.model_dump_json() for each in left_out}
        for kind in ("FAULT#", "LEFT_OUT#"):
            for item in self._table.query(pk, begins=kind):
                if item["SK"] not in wanted:
                    self._table.delete(pk, str(item["SK"]))
        for sk, told in wanted.items():
            self._table.put({"PK": pk, "SK": sk, "told": told})

    def faults(self, run_id: RunId, limit: int, cursor: Cursor | None) -> tuple[list[Fault], Cursor | None]:
        """Return a page of those who could not be reckoned. One query."""
        rows = self._table.page(self._pk(run_id), begins="FAULT#", limit=limit, cursor=cursor)
        return [Fault.model_validate_json(item["told"]) for item in rows.items], rows.next

    def left_out(self, run_id: RunId, limit: int, cursor: Cursor | None) -> tuple[list[LeftOut], Cursor | None]:
        """Return a page of those who were left out. One query."""
        rows = self._table.page(self._pk(run_id), begins="LEFT_OUT#", limit=limit, cursor=cursor)
        return [LeftOut.model_validate_json(item["told"]) for item in rows.items], rows.next

    def fault(self, run_id: RunId, employee_id: EmployeeId) -> Fault | None:
        """Return why somebody could not be reckoned, or None."""
        item = self._table.get(self._pk(run_id), f"FAULT#{employee_id}")
        return Fault.model_validate_json(item["told"]) if item else None

    def standing(self, run_id: RunId) -> list[EmployeeId]:
        """Return whose faults nobody has excluded. Two queries."""
        excluded = self.exclusions(run_id)
        rows = self._table.query(self._pk(run_id), begins="FAULT#")
        ids = [EmployeeId(str(item["SK"]).removeprefix("FAULT#")) for item in rows]
        return [each for each in ids if each not in excluded]

    def exclusions(self, run_id: RunId) -> dict[EmployeeId, Exclusion]:
        """Return who was excluded by name. One query."""
        rows = self._table.query(self._pk(run_id), begins="EXCLUDED#")
        found = [Exclusion.model_validate_json(item["told"]) for item in rows]
        return {each.employee_id: each for each in found}

    def exclusion_put(self, run_id: RunId, exclusion: Exclusion) -> Write:
        """Return the write that excludes somebody."""
        sk = f"EXCLUDED#{exclusion.employee_id}"
        return Put({"PK": self._pk(run_id), "SK": sk, "told": exclusion.model_dump_json()})

    def exclusion_delete(self, run_id: RunId, employee_id: EmployeeId) -> Write:
        """Return the write that takes somebody in again."""
        return Delete(self._pk(run_id), f"EXCLUDED#{employee_id}")

    # vouchers

    def note_voucher(self, run_id: RunId, voucher: RunVoucher) -> list[RunVoucher]:
        """Note that a voucher is due, or posted; return all of the run's. The same again changes nothing."""
        pk = self._pk(run_id)
        marks = {name: True for name, holds in (("due", voucher.due), ("posted", voucher.posted)) if holds}
        self._table.update(Update(pk, f"VOUCHER#{voucher.voucher_id}", set={"kind": voucher.kind, **marks}))
        return self.vouchers(run_id)

    def vouchers(self, run_id: RunId) -> list[RunVoucher]:
        """Return the vouchers that book a run, as far as they were told of. One query."""
        return [
            RunVoucher(
                voucher_id=VoucherId(str(item["SK"]).removeprefix("VOUCHER#")),
                kind=str(item["kind"]),
                due=bool(item.get("due")),
                posted=bool(item.get("posted")),
            )
            for item in self._table.query(self._pk(run_id), begins="VOUCHER#")
        ]

    def _item(self, run: Run) -> Item:
        return {
            "PK": self._pk(run.run_id),
            "SK": "RUN",
            "run": run.model_dump_json(),
            "revision": run.revision,
            "GSI1PK": self._table.pk("PAYRUNS"),
            "GSI1SK": f"{run.period}#{run.run_id}",
        }

    def _passed(self, writes: Sequence[Write], entry: AuditEntry | None) -> bool:
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, run_id: RunId) -> str:
        return self._table.pk(f"PAYRUN#{run_id}")

    def _slips(self, run_id: RunId) -> str:
        return self._table.pk(f"PAYRUN#{run_id}#SLIPS")

    def _of(self, employee_id: EmployeeId) -> str:
        return self._table.pk(f"PAYFILE#{employee_id}")
