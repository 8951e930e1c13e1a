"""What a slip rests on of the slips before it: the year's tax, what was carried over, arrears."""

from collections.abc import Iterable, Mapping, Sequence

from shared.kernel.ids import RunId
from shared.payroll.contracts import PayLine, Period, SalarySlip
from shared.payroll.files.inputs import HeldInputs
from shared.payroll.files.model import EmployeeFile
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.model import EarlierMonth
from shared.payroll.runs.documents import ApprovedRun, SlipRow
from shared.payroll.tax.withholding import TaxYear
from shared.people.contracts import EmploymentTerms

MONTHS_BACK = 12
"""For how many paid months arrears are looked for."""


def looked_back_to(period: Period) -> Period:
    """Return the first month of which slips matter: January of last year."""
    return f"{int(period[:4]) - 1:04d}-01"


def counting(rows: Iterable[SlipRow], approved: Sequence[ApprovedRun]) -> list[SlipRow]:
    """Return the slips of approved runs that count, in the order of approval."""
    order = {(each.run_id, each.calculation): each.sequence for each in approved}
    found = [row for row in rows if (row.line.run_id, row.line.calculation) in order]
    return sorted(found, key=lambda row: order[row.line.run_id, row.line.calculation])


def tax_year_before(rows: Sequence[SlipRow], file: EmployeeFile, period: Period) -> TaxYear:
    """Return the cumulative figures before this month's slip: after the last one of the year, or the opening ones."""
    year = int(period[:4])
    of_year = [row for row in rows if row.after.tax_year.year == year]
    if of_year:
        return of_year[-1].after.tax_year
    return file.tax.of_year(year).opening or TaxYear(year=year)


def carried_over(rows: Sequence[SlipRow]) -> dict[str, int]:
    """Return what the last regular slip could not deduct, with what slips off the cycle could not since then.

    A regular slip takes all that was carried before it, so its own is the whole; one off the cycle takes nothing.
    """
    last = max((place for place, row in enumerate(rows) if row.line.run_kind == "regular"), default=0)
    carried: dict[str, int] = {}
    for row in rows[last:]:
        for component, fen in row.after.carried.items():
            carried[component] = carried.get(component, 0) + fen
    return carried


def slip_before(rows: Sequence[SlipRow], period: Period) -> SlipRow | None:
    """Return the regular slip that this one is compared with: that of the last month before."""
    regular = [row for row in rows if row.line.run_kind == "regular" and row.line.period < period]
    return max(regular, key=lambda row: row.line.period, default=None)


def to_be_paid_anew(rows: Sequence[SlipRow], file: EmployeeFile, period: Period) -> list[SlipRow]:
    """Return the regular slips of earlier months for which other terms hold now than they were reckoned by."""
    earlier = [row for row in rows if row.line.run_kind == "regular" and row.line.period < period][-MONTHS_BACK:]
    return [row for row in earlier if row.after.terms != numbers_of(terms_of(file, row.line.period))]


def earlier_month(
    row: SlipRow, file: EmployeeFile, slips: Mapping[tuple[RunId, Period], SalarySlip], inputs: HeldInputs | None
) -> EarlierMonth:
    """Return an earlier month with what holds for it now and everything that was paid about it.

    ``slips``: every slip that counts, of this month and later ones.
    """
    period = row.line.period
    now = terms_of(file, period)
    return EarlierMonth(
        period=period,
        terms=now,
        inputs=inputs.inputs if inputs else MonthInputs(),
        assignments=file.assignments,
        paid=tuple(_about(slips.values(), period)),
        rebase=_other_base(row, file, now),
    )


def _about(slips: Iterable[SalarySlip], period: Period) -> Iterable[PayLine]:
    for slip in slips:
        for line in slip.lines:
            if (line.for_period or slip.period) == period:
                yield line


def _other_base(row: SlipRow, file: EmployeeFile, now: Sequence[EmploymentTerms]) -> bool:
    before = [each.terms for each in file.terms if each.terms.number in row.after.terms]
    return {each.social.model_dump_json() for each in before} != {each.social.model_dump_json() for each in now}


def terms_of(file: EmployeeFile, period: Period) -> tuple[EmploymentTerms, ...]:
    """Return the terms of a month, with the last day that was told since."""
    return tuple(each.terms.model_copy(update={"end_date": file.ends}) for each in file.during(period))


def numbers_of(terms: Sequence[EmploymentTerms]) -> tuple[int, ...]:
    """Return which terms they are."""
    return tuple(each.number for each in terms)
