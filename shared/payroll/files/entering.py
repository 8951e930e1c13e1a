"""Use cases: a month's inputs, of one employee or of many. Not while the month is calculated, nor after it was paid."""

from collections.abc import Sequence

from shared.kernel.errors import Invalid, PreconditionFailed, Unavailable
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import Period
from shared.payroll.files.desk import FileDesk
from shared.payroll.files.errors import NoSuchFile
from shared.payroll.files.inputs import HeldInputs, ImportLine, ImportOrder
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.runs import periods
from shared.payroll.runs.errors import BeingCalculated, PeriodClosed
from shared.payroll.storable import must_fit_a_row
from shared.platform.etag import expect
from shared.platform.table import ConditionFailed
from shared.platform.writes import Write

MOST_KILOBYTES = 20
"""One employee's inputs of a month."""
TOGETHER = 40
"""Employees whose inputs are written in one transaction."""


class Entered(Frozen):
    """What an import wrote; ``unknown`` are employees whom payroll does not know, and nothing is written for them."""

    entered: int
    unknown: tuple[EmployeeId, ...] = ()


def enter(
    employee_id: EmployeeId, period: Period, inputs: MonthInputs, versions: frozenset[str] | None, desk: FileDesk
) -> HeldInputs:
    """Write what a month brings for one employee; the first time with ``If-Match: "0"``.

    Raises ``NoSuchFile``, ``PeriodClosed``, ``BeingCalculated``, ``PreconditionFailed``.
    """
    file = desk.file(employee_id)
    before = desk.files.inputs(employee_id, period)
    expect(versions, before.revision if before else 0)
    after = _held(ImportLine(employee_id=employee_id, inputs=inputs), period, before, desk)
    entry = desk.entry("prepare_payroll", file, part="inputs", period=period, revision=after.revision)
    writes: list[Write] = [periods.inputs_changed(desk.table, period), desk.files.inputs_write(before, after)]
    try:
        desk.files.transact(writes, entry)
    except ConditionFailed as error:
        if 0 in error.failed:
            raise _refused(period, desk) from error
        raise PreconditionFailed from error
    return after


def enter_many(period: Period, order: ImportOrder, desk: FileDesk) -> Entered:
    """Write the inputs of many in the place of what was there; sent again, the same is there.

    Raises ``PeriodClosed``, ``BeingCalculated``, ``Invalid`` where somebody stands twice.
    """
    ids = [each.employee_id for each in order.lines]
    if len(set(ids)) < len(ids):
        raise Invalid("An employee stands twice. 员工重复。", "Put all inputs of one into one line. 请合并到同一行。")
    known = desk.files.files(ids)
    lines = [each for each in order.lines if each.employee_id in known]
    if not known:
        raise NoSuchFile
    for start in range(0, len(lines), TOGETHER):
        _together(lines[start : start + TOGETHER], period, desk)
    return Entered(entered=len(lines), unknown=tuple(each for each in ids if each not in known))


def _together(lines: Sequence[ImportLine], period: Period, desk: FileDesk) -> None:
    before = desk.files.inputs_of([each.employee_id for each in lines], period)
    writes = [
        desk.files.inputs_write(held, _held(each, period, held, desk))
        for each in lines
        if (held := before.get(each.employee_id)) is None or held.inputs != each.inputs
    ]
    if not writes:
        return
    entry = desk.trail.entry(
        desk.who, "prepare_payroll", f"inputs/{period}", detail={"part": "inputs", "employees": len(writes)}
    )
    try:
        desk.files.transact([periods.inputs_changed(desk.table, period), *writes], entry)
    except ConditionFailed as error:
        if 0 in error.failed:
            raise _refused(period, desk) from error
        raise Unavailable("Others enter inputs at this moment.", "Send it again. 请重新提交。") from error


def _held(line: ImportLine, period: Period, before: HeldInputs | None, desk: FileDesk) -> HeldInputs:
    must_fit_a_row(line.inputs, MOST_KILOBYTES)
    return HeldInputs(
        employee_id=line.employee_id,
        period=period,
        inputs=line.inputs,
        revision=before.revision + 1 if before else 1,
        changed_by=desk.who.user_id,
        changed_at=desk.clock.now(),
    )


def _refused(period: Period, desk: FileDesk) -> PeriodClosed | BeingCalculated:
    closed = periods.month_of(desk.table, period).regular is not None
    return PeriodClosed(period) if closed else BeingCalculated(period)
