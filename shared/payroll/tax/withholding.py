"""Cumulative withholding (累计预扣法) of income tax on the wages of residents: 国家税务总局公告2018年第61号 第六条."""

from typing import NamedTuple, Self

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.money import SignedAmount
from shared.payroll.contracts import Period, TaxBasis
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.tax.errors import NotResident, OutOfOrder
from shared.payroll.tax.tables import tax_on


class TaxStatus(Frozen):
    """What the law asks about the employment in this year.

    ``start_month``: the month of this year in which it began, 1 where it began earlier. ``first_job_in_year``: no wages
    in this year before (公告2020年第13号). ``low_income_prior_year``: the whole of last year with this employer, and
    income of at most 60,000 (公告2020年第19号). The last one goes before the other: its deduction is the larger one.
    """

    start_month: int = Field(default=1, ge=1, le=12)
    first_job_in_year: bool = False
    low_income_prior_year: bool = False
    resident: bool = True


class TaxMonth(Frozen):
    """What one payment adds, in fen. ``income_fen`` is the pay before deductions, with exempt income in it.

    ``exempt_fen``: 免税收入. ``social_fen``: own social insurance and fund, as far as deductible. ``special_fen``:
    special additional deductions (专项附加扣除). ``other_fen``: 依法确定的其他扣除 (annuity, personal pension, …).
    ``relief_fen``: 减免税额. Corrections may be negative.
    """

    income_fen: SignedAmount
    exempt_fen: SignedAmount = 0
    social_fen: SignedAmount = 0
    special_fen: SignedAmount = 0
    other_fen: SignedAmount = 0
    relief_fen: SignedAmount = 0


class TaxYear(Frozen):
    """The cumulative figures of an employment in a year, as JSON from month to month. ``through``: the last month in.

    ``bonus_taxed_separately``: the one bonus of the year that may be taxed by itself was paid.
    """

    year: int = Field(ge=2019, le=2099)
    through: Period | None = None
    income_fen: SignedAmount = 0
    exempt_fen: SignedAmount = 0
    social_fen: SignedAmount = 0
    special_fen: SignedAmount = 0
    other_fen: SignedAmount = 0
    relief_fen: SignedAmount = 0
    withheld_fen: SignedAmount = 0
    bonus_taxed_separately: bool = False

    @classmethod
    def opening(cls, year: int) -> Self:
        """Return the year before its first payment."""
        return cls(year=year)


class Basic(NamedTuple):
    """The basic deduction up to a month: how many months of it, and the sum in fen."""

    months: int
    fen: int


def withhold(
    before: TaxYear, month: TaxMonth, period: Period, status: TaxStatus, pack: Pack | None = None
) -> tuple[TaxBasis, TaxYear]:
    """Return how the tax of a payment comes about, and the year's figures with it. ``pack``: null takes China's.

    What is to be withheld is ``withheld(basis)``. A second payment in the same month counts on from the first. Raises
    ``NoRulesForPeriod``; ``OutOfOrder`` where the month lies before the employment, before ``before.through`` or in
    another year; ``NotResident``.
    """
    rules = pack or china()
    _in_order(before, period, status)
    basic = basic_deduction(period, status, rules)
    income = before.income_fen + month.income_fen
    exempt = before.exempt_fen + month.exempt_fen
    social = before.social_fen + month.social_fen
    special = before.special_fen + month.special_fen
    other = before.other_fen + month.other_fen
    relief = before.relief_fen + month.relief_fen
    taxable = max(0, income - exempt - basic.fen - social - special - other)
    tax, bracket = tax_on(rules.table(rules.withholding.at(period).table, period), taxable)
    basis = TaxBasis(
        months=basic.months,
        income_fen=income,
        exempt_fen=exempt,
        basic_fen=basic.fen,
        social_fen=social,
        special_fen=special,
        other_fen=other,
        taxable_fen=taxable,
        rate=bracket.rate,
        quick_fen=bracket.quick,
        relief_fen=relief,
        due_fen=max(0, tax - relief),
        withheld_before_fen=before.withheld_fen,
    )
    after = TaxYear(
        year=before.year,
        through=period,
        income_fen=income,
        exempt_fen=exempt,
        social_fen=social,
        special_fen=special,
        other_fen=other,
        relief_fen=relief,
        withheld_fen=before.withheld_fen + withheld(basis),
        bonus_taxed_separately=before.bonus_taxed_separately,
    )
    return basis, after


def withheld(basis: TaxBasis) -> int:
    """Return the payment's tax in fen: never negative, what was withheld too much is not paid back within the year."""
    return max(0, basis.due_fen - basis.withheld_before_fen)


def basic_deduction(period: Period, status: TaxStatus, pack: Pack) -> Basic:
    """Return the cumulative basic deduction (减除费用) up to a month: by months here, from January, or of the year."""
    rules = pack.withholding.at(period)
    if status.low_income_prior_year:
        return Basic(rules.months, pack.low_income.at(period).basic_year)
    first = pack.first_job.at(period).counted_from_month if status.first_job_in_year else status.start_month
    months = int(period[5:7]) - first + 1
    return Basic(months, months * rules.basic_month)


def _in_order(before: TaxYear, period: Period, status: TaxStatus) -> None:
    if not status.resident:
        raise NotResident
    if int(period[:4]) != before.year:
        raise OutOfOrder(f"{period} is not in {before.year}.", "Begin a new tax year: its figures end in December.")
    if before.through is not None and period < before.through:
        raise OutOfOrder(
            f"{period} lies before {before.through}, which was withheld already.",
            "Correct an earlier month in a later one: the cumulative figures make up for it.",
        )
    if int(period[5:7]) < status.start_month:
        raise OutOfOrder(
            f"The employment begins in month {status.start_month} of {before.year}: {period} lies before it.",
            "Choose a month of the employment, or correct its beginning.",
        )
