"""The second state of a calculation, once for each batch: slips are reckoned. Again gives the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from shared.kernel.errors import BoleError, NotFound, Unavailable
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import SalarySlip, SlipEntry, slip_key
from shared.payroll.files.inputs import HeldInputs
from shared.payroll.files.model import EmployeeFile
from shared.payroll.month.model import EarlierMonth
from shared.payroll.month.rules import PayRules
from shared.payroll.month.slip import salary_slip
from shared.payroll.runs.desk import ENGINE, RunDesk
from shared.payroll.runs.documents import (
    Aftermath,
    Batch,
    BatchRef,
    BatchResult,
    Fault,
    SlipLine,
    SlipRow,
    result_key,
)
from shared.payroll.runs.history import (
    counting,
    earlier_month,
    looked_back_to,
    numbers_of,
    slip_before,
    terms_of,
    to_be_paid_anew,
)
from shared.payroll.runs.model import Totals
from shared.payroll.runs.ordering import order_of, slip_id
from shared.payroll.runs.reversing import reversed_slip
from shared.payroll.runs.sums import must_add_up, summed
from shared.payroll.runs.variance import Variance, variance
from shared.payroll.settings.model import SettingsVersion
from shared.payroll.tax.withholding import TaxYear
from shared.platform.observability import logger


class Computed(Frozen):
    """What the state machine keeps of a batch."""

    number: int
    slips: int
    faults: int


@dataclass(frozen=True)
class _Work:
    """A batch with everything that was read for it at once."""

    batch: Batch
    settings: SettingsVersion
    files: dict[EmployeeId, EmployeeFile]
    inputs: dict[EmployeeId, HeldInputs]
    desk: RunDesk
    read: dict[str, SalarySlip] = field(default_factory=dict)

    @property
    def rules(self) -> PayRules:
        return self.settings.rules


def compute_batch(ref: BatchRef, desk: RunDesk) -> Computed:
    """Reckon a batch and write its slips, their rows and its result. A batch that has a result is not done again.

    Somebody who cannot be reckoned is a fault, and stops nobody else. Raises ``Unavailable``, ``DamagedDocument``.
    """
    run = desk.run(ref.run_id)
    if run.state != "calculating" or run.calculation != ref.calculation:
        return Computed(number=ref.number, slips=0, faults=0)
    if (done := _done(ref, desk)) is not None:
        return Computed(number=ref.number, slips=len(done.slips), faults=len(done.faults))
    work = _gathered(desk.bucket.get_document(ref.batch, Batch), desk)
    result = _reckoned(work)
    desk.bucket.put_document(result_key(ref), result)
    return Computed(number=ref.number, slips=len(result.slips), faults=len(result.faults))


def _done(ref: BatchRef, desk: RunDesk) -> BatchResult | None:
    try:
        return desk.bucket.get_document(result_key(ref), BatchResult)
    except NotFound:
        return None


def _gathered(batch: Batch, desk: RunDesk) -> _Work:
    settings = desk.settings.version(batch.settings_version)
    if settings is None:
        raise Unavailable(f"Version {batch.settings_version} of the settings is not there.", "Try again.")
    ids = list(batch.employees)
    return _Work(batch, settings, desk.files.files(ids), desk.files.inputs_of(ids, batch.period), desk)


def _reckoned(work: _Work) -> BatchResult:
    entries: list[SlipEntry] = []
    faults: list[Fault] = []
    totals, flagged = Totals(), 0
    for employee_id in work.batch.employees:
        try:
            row, slip = _one(employee_id, work)
            work.desk.runs.keep_slip(row)
        except Unavailable:
            raise
        except Exception as error:  # whatever it is: one employee's month holds up nobody else's
            faults.append(_fault(employee_id, error, work))
            continue
        entries.append(_entry(row))
        totals, flagged = summed(totals, slip), flagged + row.line.flagged
    return BatchResult(
        number=work.batch.number, slips=tuple(entries), faults=tuple(faults), totals=totals, flagged=flagged
    )


def _one(employee_id: EmployeeId, work: _Work) -> tuple[SlipRow, SalarySlip]:
    if work.batch.kind == "reversal":
        return _reversed(employee_id, work)
    file = work.files.get(employee_id)
    if file is None or not terms_of(file, work.batch.period):
        raise NotFound(
            "There are no terms that hold in this month. 该月没有有效的任职条款。", "Enter them in the employee's file."
        )
    since = looked_back_to(work.batch.period)
    rows = counting(work.desk.runs.slips_of(employee_id, since), work.batch.approved)
    earlier = _earlier(file, rows, work)
    order = order_of(work.batch, file, work.inputs.get(employee_id), rows, earlier, work.rules, ENGINE)
    result = salary_slip(order)
    must_add_up(result.slip)
    before = slip_before(rows, work.batch.period) if work.batch.kind == "regular" else None
    last = _slip(before, work) if before else None
    told = tuple(each.words for each in result.cautions)
    compared = variance(result.slip, last, work.settings.unusual, told)
    after = Aftermath(
        tax_year=result.tax_year_after,
        terms=numbers_of(order.terms),
        carried={each.component: each.amount_fen for each in result.carried},
    )
    return _kept(result.slip, after, compared, told, work), result.slip


def _earlier(file: EmployeeFile, rows: Sequence[SlipRow], work: _Work) -> list[EarlierMonth]:
    """Arrears are a matter of the regular run; off-cycle runs pay what they were made for."""
    if work.batch.kind != "regular":
        return []
    found = []
    for row in to_be_paid_anew(rows, file, work.batch.period):
        slips = {
            (each.line.run_id, each.line.period): _slip(each, work)
            for each in rows
            if each.line.period >= row.line.period
        }
        inputs = work.desk.files.inputs(file.employee_id, row.line.period)
        found.append(earlier_month(row, file, slips, inputs))
    return found


def _reversed(employee_id: EmployeeId, work: _Work) -> tuple[SlipRow, SalarySlip]:
    known = work.desk.runs.slips_of(employee_id, work.batch.period)
    rows = [row for row in known if row.line.run_id == work.batch.reverses]
    if not rows:
        raise NotFound(
            "There is no slip to take back. 没有可红冲的工资单。", "Report this to the operator of this deployment."
        )
    original = _slip(rows[0], work)
    slip = reversed_slip(original, work.batch.run_id, slip_id(work.batch.run_id, employee_id), work.batch.created_at)
    after = Aftermath(tax_year=TaxYear(year=int(slip.period[:4])))
    words = LocalizedText(zh=f"红冲 {original.slip_id}。", en=f"Takes back {original.slip_id}.")
    return _kept(slip, after, Variance(against=original.period), (words,), work), slip


def _kept(
    slip: SalarySlip, after: Aftermath, compared: Variance, cautions: tuple[LocalizedText, ...], work: _Work
) -> SlipRow:
    batch = work.batch
    key = slip_key(batch.tenant_id, batch.run_id, slip.employee_id)
    line = SlipLine(
        employee_id=slip.employee_id,
        run_id=batch.run_id,
        run_kind=batch.kind,
        calculation=batch.calculation,
        period=batch.period,
        slip=work.desk.bucket.put_document(key, slip),
        department=slip.department,
        cost_centre=slip.cost_centre,
        gross_fen=slip.gross_fen,
        tax_fen=slip.tax_fen,
        net_fen=slip.net_fen,
        employer_fen=slip.employer_fen,
        cautions=cautions,
        flagged=bool(compared.flags),
    )
    return SlipRow(line=line, after=after, variance=compared)


def _entry(row: SlipRow) -> SlipEntry:
    line = row.line
    return SlipEntry(
        employee_id=line.employee_id,
        slip=line.slip,
        department=line.department,
        cost_centre=line.cost_centre,
        gross_fen=line.gross_fen,
        net_fen=line.net_fen,
    )


def _fault(employee_id: EmployeeId, error: Exception, work: _Work) -> Fault:
    work.desk.runs.drop_slip(work.batch.run_id, employee_id, work.batch.period)
    if isinstance(error, BoleError):
        return Fault(employee_id=employee_id, code=error.code, problem=error.problem, remedy=error.remedy)
    logger("payroll").error(
        "A slip was not reckoned.", exc_info=error, extra={"run_id": work.batch.run_id, "employee_id": employee_id}
    )
    if isinstance(error, ValidationError):
        told = "; ".join(str(fault["msg"]) for fault in error.errors())
        return Fault(
            employee_id=employee_id,
            code="data_do_not_fit",
            problem=f"The employee's data do not fit each other: {told}. 员工数据不一致。",
            remedy="Correct the file or the month's inputs. 请更正员工档案或当月录入。",
        )
    return Fault(
        employee_id=employee_id,
        code="not_reckoned",
        problem=f"The rules broke down ({type(error).__name__}). 计算出错。",
        remedy="Report this to the operator of this deployment; exclude the employee to go on. "
        "请联系系统管理员；如需继续请先排除该员工。",
    )


def _slip(row: SlipRow, work: _Work) -> SalarySlip:
    """Return a slip that was read before, or read it. Its hash is checked."""
    key = row.line.slip.key
    if key not in work.read:
        work.read[key] = work.desk.bucket.get_document(row.line.slip, SalarySlip)
    return work.read[key]
