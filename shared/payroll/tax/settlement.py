"""The year's tax on comprehensive income (综合所得): what is finally due, beside what was withheld month by month."""

from typing import NamedTuple

from shared.kernel.money import Fen
from shared.payroll.contracts import Period
from shared.payroll.packs.model import Bracket
from shared.payroll.packs.pack import Pack
from shared.payroll.tax.tables import tax_on
from shared.payroll.tax.withholding import TaxYear


class Settled(NamedTuple):
    """Taxable income of the year, its tax, and its bracket. In fen."""

    taxable_fen: int
    tax_fen: Fen
    bracket: Bracket


def settle(year: TaxYear, extra_income_fen: int, pack: Pack) -> Settled:
    """Return the tax of the whole year on the wages in ``year`` and ``extra_income_fen`` more.

    The deduction of the whole year is taken, however many months were worked here, as the annual settlement
    (汇算清缴) does. Income from elsewhere, and serious illness, are not known here.
    """
    period = december(year.year)
    rules = pack.withholding.at(period)
    deductions = year.exempt_fen + year.social_fen + year.special_fen + year.other_fen
    basic = rules.months * rules.basic_month
    taxable = max(0, year.income_fen + extra_income_fen - deductions - basic)
    tax, bracket = tax_on(pack.table(rules.table, period), taxable)
    return Settled(taxable, Fen(max(0, tax - year.relief_fen)), bracket)


def december(year: int) -> Period:
    """Return the month by whose rules a year is settled."""
    return f"{year}-12"
