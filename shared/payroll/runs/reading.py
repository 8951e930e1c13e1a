"""Use cases: slips, variance and who is not in a run, for people. Every reading is in the audit log."""

from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId
from shared.payroll.contracts import SalarySlip
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.documents import Fault, LeftOut, SlipLine, SlipRow
from shared.payroll.runs.errors import NoSuchSlip
from shared.payroll.runs.model import Run
from shared.payroll.runs.store import Exclusion
from shared.payroll.runs.variance import Variance
from shared.platform.paging import Cursor


class VarianceLine(Frozen):
    """A slip beside the one before it."""

    employee_id: EmployeeId
    department: str
    gross_fen: int
    net_fen: int
    flagged: bool
    variance: Variance


class Standing(Frozen):
    """A fault, and who excluded the employee, if anybody."""

    fault: Fault
    excluded: Exclusion | None = None


class SlipView(Frozen):
    """One slip with what it differs in from the one before."""

    slip: SalarySlip
    variance: Variance


def slips(run_id: RunId, limit: int, cursor: Cursor | None, desk: RunDesk) -> tuple[list[SlipLine], Cursor | None]:
    """Return a page of a run's slips. Raises ``NoSuchRun``, ``Unavailable``."""
    run = desk.run(run_id)
    rows, following = _page(run, limit, cursor, desk, flagged=False)
    desk.read("read_payroll", run, part="slips", listed=len(rows))
    return [row.line for row in rows], following


def variances(
    run_id: RunId, limit: int, cursor: Cursor | None, desk: RunDesk, *, flagged: bool
) -> tuple[list[VarianceLine], Cursor | None]:
    """Return a page of what slips differ in from last month's; ``flagged``: the unusual ones alone."""
    run = desk.run(run_id)
    rows, following = _page(run, limit, cursor, desk, flagged=flagged)
    desk.read("read_payroll", run, part="variance", listed=len(rows))
    return [
        VarianceLine(
            employee_id=row.line.employee_id,
            department=row.line.department,
            gross_fen=row.line.gross_fen,
            net_fen=row.line.net_fen,
            flagged=row.line.flagged,
            variance=row.variance,
        )
        for row in rows
    ], following


def slip(run_id: RunId, employee_id: EmployeeId, desk: RunDesk) -> SlipView:
    """Return one slip with every line's basis. Raises ``NoSuchRun``, ``NoSuchSlip``, ``Unavailable``."""
    run = desk.run(run_id)
    row = desk.runs.slip(run, employee_id) if run.calculation else None
    if row is None:
        raise NoSuchSlip
    desk.read("read_payroll", run, employee_id, part="slip")
    try:
        return SlipView(slip=desk.bucket.get_document(row.line.slip, SalarySlip), variance=row.variance)
    except NotFound as error:
        raise NoSuchSlip from error


def slips_of(
    employee_id: EmployeeId, limit: int, cursor: Cursor | None, desk: RunDesk
) -> tuple[list[SlipLine], Cursor | None]:
    """Return a page of an employee's slips of approved runs, the newest month first. Two queries."""
    found, following = desk.runs.slip_lines(employee_id, limit, cursor)
    approved = {(each.run_id, each.calculation) for each in desk.runs.ever_approved()}
    lines = [line for line in found if (line.run_id, line.calculation) in approved]
    entry = desk.trail.entry(desk.who, "read_payroll", employee_id, detail={"part": "slips", "listed": len(lines)})
    desk.trail.record(entry)
    return lines, following


def faults(run_id: RunId, limit: int, cursor: Cursor | None, desk: RunDesk) -> tuple[list[Standing], Cursor | None]:
    """Return a page of those who could not be reckoned. Two queries."""
    run = desk.run(run_id)
    found, following = desk.runs.faults(run_id, limit, cursor)
    excluded = desk.runs.exclusions(run_id)
    desk.read("read_payroll", run, part="faults", listed=len(found))
    return [Standing(fault=each, excluded=excluded.get(each.employee_id)) for each in found], following


def left_out(run_id: RunId, limit: int, cursor: Cursor | None, desk: RunDesk) -> tuple[list[LeftOut], Cursor | None]:
    """Return a page of those who were left out, each with a word."""
    run = desk.run(run_id)
    found, following = desk.runs.left_out(run_id, limit, cursor)
    desk.read("read_payroll", run, part="left_out", listed=len(found))
    return found, following


def _page(
    run: Run, limit: int, cursor: Cursor | None, desk: RunDesk, *, flagged: bool
) -> tuple[list[SlipRow], Cursor | None]:
    if not run.calculation:
        return [], None
    return desk.runs.slips(run, limit, cursor, flagged=flagged)
