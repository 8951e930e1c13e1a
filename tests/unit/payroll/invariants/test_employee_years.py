"""What holds for every employee and year, and what an oracle from the law's text says of the same year."""

from random import Random

import pytest
from hypothesis import given, settings

from shared.payroll.compute.model import EmployeeInput, EmployeeResult
from shared.payroll.compute.year import compute_employee
from shared.payroll.packs.loader import china
from tests.unit.payroll.invariants import law
from tests.unit.payroll.invariants.employees import YEAR, employees, invented

SEED = 20260101
QUICK = {"given": 4_000, "city": 1_000}
MANY = {"given": 90_000, "city": 15_000}


def computed(employee: EmployeeInput) -> EmployeeResult:
    return compute_employee(employee, YEAR, china())


def check_every_fen_has_a_place(employee: EmployeeInput, result: EmployeeResult) -> None:
    for given_month, month in zip(employee.months, result.months, strict=True):
        assert given_month.gross_fen == month.net_fen + month.social_fen + month.fund_fen + month.withheld_fen
        assert month.employer_fen >= month.gross_fen


def check_tax_of_the_months_is_the_tax_due(result: EmployeeResult, due: list[int]) -> None:
    """Nothing is given back within the year, so what was withheld is the most that was ever due."""
    so_far = 0
    for month, now_due in zip(result.months, due, strict=True):
        assert month.withheld_fen >= 0
        assert month.taxable_fen >= 0
        so_far += month.withheld_fen
        assert so_far >= now_due
    assert so_far == max(due, default=0)
    if due == sorted(due):
        assert so_far == due[-1]


def check_against_the_law(employee: EmployeeInput, result: EmployeeResult) -> list[int]:
    """Return the tax due up to each month, by the oracle."""
    months = []
    for given_month, month in zip(employee.months, result.months, strict=True):
        own, fund, employer = given_month.social_fen or 0, 0, 0
        if employee.city is not None:
            own, fund, employer = law.contributions(employee.city.key, given_month.gross_fen)
        assert (month.social_fen, month.fund_fen) == (own, fund)
        assert month.employer_fen == given_month.gross_fen + employer
        months.append((given_month.gross_fen, own + fund, given_month.special_fen, given_month.other_fen))
    status = employee.status
    told = law.withheld_in_year(months, status.start_month, status.first_job_in_year, status.low_income_prior_year)
    assert [(one.taxable_fen, int(one.rate * 100), one.withheld_fen) for one in result.months] == told
    if employee.bonus_fen is None:
        assert result.bonus is None
    else:
        tax = law.bonus(employee.bonus_fen)
        assert result.bonus is not None
        assert (result.bonus.tax_fen, result.bonus.net_fen) == (tax, employee.bonus_fen - tax)
    return [law.progressive(one[0])[0] for one in told]


def check(employee: EmployeeInput) -> None:
    result = computed(employee)
    check_every_fen_has_a_place(employee, result)
    check_tax_of_the_months_is_the_tax_due(result, check_against_the_law(employee, result))


def checked_years(counts: dict[str, int], seed: int) -> str:
    random = Random(seed)
    months = 0
    for kind, count in counts.items():
        for number in range(count):
            employee = invented(random, number, with_city=kind == "city")
            months += len(employee.months)
            check(employee)
    return f"{sum(counts.values()):,} employee-years, {months:,} months: {counts['city']:,} by a city's rules"


@settings(max_examples=300, deadline=None)
@given(employee=employees())
def test_an_employees_year_is_what_the_law_says(employee: EmployeeInput) -> None:
    check(employee)


def test_thousands_of_years_are_what_the_law_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = checked_years(QUICK, SEED)
    with capsys.disabled():
        print(f"\n{told}")


@pytest.mark.slow
def test_a_hundred_thousand_years_are_what_the_law_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = checked_years(MANY, SEED + 1)
    with capsys.disabled():
        print(f"\n{told}")
