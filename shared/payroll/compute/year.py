"""Computes a year of an employee: contributions, cumulative withholding, net pay, month after month, and the bonus."""

from collections.abc import Callable
from typing import NamedTuple

from shared.kernel.localized import LocalizedText
from shared.payroll.compute.model import (
    BonusResult,
    EmployeeInput,
    EmployeeResult,
    MonthInput,
    MonthResult,
    YearInput,
    period_of,
)
from shared.payroll.contracts import Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import City, Pack
from shared.payroll.social.contributions import contributions
from shared.payroll.social.declared import Declared
from shared.payroll.tax.bonus import tax_separately
from shared.payroll.tax.settlement import december
from shared.payroll.tax.withholding import TaxMonth, TaxYear, withheld, withhold


class _Social(NamedTuple):
    """What is paid into insurance and fund for a month, and what it does to the taxable income."""

    own_fen: int
    fund_fen: int = 0
    deductible_fen: int = 0
    income_fen: int = 0
    employer_fen: int = 0
    notes: tuple[LocalizedText, ...] = ()


def compute(
    order: YearInput, pack: Pack | None = None, shown: Callable[[int], None] | None = None
) -> tuple[EmployeeResult, ...]:
    """Return everybody's year. ``shown`` is told after each employee how many are done."""
    rules = pack or china()
    results = []
    for done, employee in enumerate(order.employees, start=1):
        results.append(compute_employee(employee, order.year, rules))
        if shown is not None:
            shown(done)
    return tuple(results)


def compute_employee(employee: EmployeeInput, year: int, pack: Pack) -> EmployeeResult:
    """Return an employee's year. The figures of a month go on into the next: each month is computed once."""
    so_far = TaxYear.opening(year)
    months = []
    for number, month in enumerate(employee.months, start=employee.status.start_month):
        period = period_of(year, number)
        social = _social(month, employee.city, period, pack)
        paid = TaxMonth(
            income_fen=month.gross_fen + social.income_fen,
            social_fen=social.deductible_fen,
            special_fen=month.special_fen,
            other_fen=month.other_fen,
        )
        basis, so_far = withhold(so_far, paid, period, employee.status, pack)
        tax = withheld(basis)
        months.append(
            MonthResult(
                period=period,
                gross_fen=month.gross_fen,
                social_fen=social.own_fen,
                fund_fen=social.fund_fen,
                taxable_fen=basis.taxable_fen,
                rate=basis.rate,
                withheld_fen=tax,
                net_fen=month.gross_fen - social.own_fen - social.fund_fen - tax,
                employer_fen=month.gross_fen + social.employer_fen,
                notes=social.notes,
            )
        )
    return EmployeeResult(employee.id, tuple(months), _bonus(employee.bonus_fen, year, pack))


def _social(month: MonthInput, city: City | None, period: Period, pack: Pack) -> _Social:
    """Take the given sum, which stands for everything the city's rules would say, or the city's rules on the gross."""
    if month.social_fen is not None or city is None:
        given = month.social_fen or 0
        return _Social(own_fen=given, deductible_fen=given)
    declared = Declared(social_base_fen=month.gross_fen, fund_base_fen=month.gross_fen)
    due = contributions(city.key, period, declared, pack)
    return _Social(
        own_fen=due.employee_insurance_fen,
        fund_fen=due.employee_fund_fen,
        deductible_fen=due.deductible_fen,
        income_fen=due.employer_taxable_fund_fen,
        employer_fen=due.employer_insurance_fen + due.employer_fund_fen,
        notes=due.base_notes,
    )


def _bonus(amount_fen: int | None, year: int, pack: Pack) -> BonusResult | None:
    if amount_fen is None:
        return None
    bonus = tax_separately(amount_fen, december(year), pack)
    return BonusResult(bonus.tax_fen, bonus.net_fen, bonus.better_fen)
