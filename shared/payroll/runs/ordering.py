"""From an employee's file and month to the order of the month engine. Pure."""

from collections.abc import Sequence

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, RunId
from shared.payroll.files.inputs import HeldInputs
from shared.payroll.files.model import EmployeeFile, days_of
from shared.payroll.inputs.model import MonthInputs, OneOff
from shared.payroll.month.model import EarlierMonth, MonthOrder
from shared.payroll.month.rules import PayRules
from shared.payroll.runs.documents import Batch, SlipRow
from shared.payroll.runs.history import carried_over, tax_year_before, terms_of
from shared.payroll.tax.withholding import TaxStatus


def order_of(
    batch: Batch,
    file: EmployeeFile,
    inputs: HeldInputs | None,
    before: Sequence[SlipRow],
    earlier: Sequence[EarlierMonth],
    rules: PayRules,
    engine: str,
) -> MonthOrder:
    """Return what the engine reckons. ``before``: the employee's slips that count, in the order of approval.

    Raises ``ValueError`` (of pydantic) where the parts do not fit each other.
    """
    status = file.tax.of_year(int(batch.period[:4]))
    off_cycle = batch.kind == "off_cycle"
    return MonthOrder(
        tenant_id=batch.tenant_id,
        run_id=batch.run_id,
        run_kind=batch.kind,
        slip_id=slip_id(batch.run_id, file.employee_id),
        employee_id=file.employee_id,
        period=batch.period,
        terms=terms_of(file, batch.period),
        terms_ref=_document(file, batch),
        inputs=_items(batch, file) if off_cycle else _inputs(inputs, before),
        rules=rules,
        assignments=file.assignments,
        declared=file.declared,
        tax_year=tax_year_before(before, file, batch.period),
        tax_status=tax_status(file, batch.period),
        special_fen=file.tax.special_fen(batch.period),
        other_deduction_fen=file.tax.other_fen(batch.period),
        bonus_separate=status.bonus_separate,
        earlier=tuple(earlier),
        now=batch.created_at,
        engine=engine,
    )


def slip_id(run_id: RunId, employee_id: EmployeeId) -> str:
    """Return the id of a slip: the same each time that it is reckoned."""
    return f"{run_id}.{employee_id}"


def tax_status(file: EmployeeFile, period: str) -> TaxStatus:
    """Return what the law asks about the employment in the year of a month."""
    year = int(period[:4])
    status, start = file.tax.of_year(year), file.start_date
    return TaxStatus(
        start_month=start.month if start.year == year else 1,
        first_job_in_year=status.first_job_in_year,
        low_income_prior_year=status.low_income_prior_year,
        resident=file.tax.resident,
    )


def _document(file: EmployeeFile, batch: Batch) -> DocumentRef | None:
    held = file.on(days_of(batch.period)[1])
    return held.document if held else None


def _inputs(held: HeldInputs | None, before: Sequence[SlipRow]) -> MonthInputs:
    inputs = held.inputs if held else MonthInputs()
    carried = carried_over(before)
    return inputs.model_copy(update={"carried_fen": {**carried, **inputs.carried_fen}}) if carried else inputs


def _items(batch: Batch, file: EmployeeFile) -> MonthInputs:
    items: tuple[OneOff, ...] = next((each.items for each in batch.items if each.employee_id == file.employee_id), ())
    return MonthInputs(items=items)
