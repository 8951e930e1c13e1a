"""Retro pay: what earlier paid months lack by the terms that hold for them now."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shared.offer.contracts import SocialBase
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.model import EarlierMonth, MonthResult
from shared.payroll.tax.withholding import TaxYear
from shared.people.contracts import EmploymentTerms
from tests.builders.payroll_months import MARCH, codes, month, one_off, pay_terms


def earlier(paid: MonthResult, *now: EmploymentTerms, **more: object) -> EarlierMonth:
    lines = tuple(line for line in paid.slip.lines if line.for_period is None)
    return EarlierMonth(period=paid.slip.period, terms=now, paid=lines, **more)


def april(*terms: EmploymentTerms, about: EarlierMonth, after: MonthResult) -> MonthResult:
    return month("2026-04", *terms, earlier=(about,), tax_year=after.tax_year_after)


def test_a_raise_that_is_told_late_is_paid_for_the_month_before() -> None:
    paid = month(MARCH)
    raised = pay_terms(33_000, number=2, effective_from=date(2026, 3, 16))
    result = april(raised, about=earlier(paid, pay_terms(), raised), after=paid)
    late = [line for line in result.slip.lines if line.for_period == MARCH]
    assert [(line.code, line.amount_fen) for line in late] == [("base_salary", 6_000_00)]
    assert late[0].basis.inputs["paid_fen"] == "2200000"
    assert result.slip.gross_fen == 33_000_00 + 6_000_00
    assert "arrears" in codes(result)


def test_arrears_are_income_of_the_month_in_which_they_are_paid() -> None:
    paid = month(MARCH)
    raised = pay_terms(33_000, number=2, effective_from=date(2026, 3, 16))
    result = april(raised, about=earlier(paid, pay_terms(), raised), after=paid)
    assert result.tax_year_after.income_fen == 22_000_00 + 39_000_00


def test_what_was_paid_as_arrears_is_not_paid_again() -> None:
    paid = month(MARCH)
    raised = pay_terms(33_000, number=2, effective_from=date(2026, 3, 16))
    about = earlier(paid, pay_terms(), raised)
    first = april(raised, about=about, after=paid)
    late = tuple(line for line in first.slip.lines if line.for_period == MARCH)
    again = about.model_copy(update={"paid": (*about.paid, *late)})
    second = month("2026-05", raised, earlier=(again,), tax_year=first.tax_year_after)
    assert not [line for line in second.slip.lines if line.for_period]


def test_whoever_left_earlier_than_was_known_has_too_much() -> None:
    paid = month(MARCH)
    gone = pay_terms(end_date=date(2026, 4, 30))
    known_now = pay_terms(11_000, number=2, effective_from=date(2026, 3, 1))
    result = april(gone, about=earlier(paid, known_now), after=paid)
    assert [line.amount_fen for line in result.slip.lines if line.for_period] == [-11_000_00]


def test_one_off_items_of_the_month_are_left_alone() -> None:
    inputs = MonthInputs(items=(one_off("bonus", 500),))
    paid = month(MARCH, inputs=inputs)
    result = april(pay_terms(), about=earlier(paid, pay_terms(), inputs=inputs), after=paid)
    assert not [line for line in result.slip.lines if line.for_period]


def test_leave_of_the_month_is_reckoned_at_the_new_salary() -> None:
    inputs = MonthInputs(leave_without_pay_days=Decimal(1))
    paid = month(MARCH, pay_terms(21_750), inputs=inputs)
    raised = pay_terms(43_500, number=2)
    result = april(raised, about=earlier(paid, raised, inputs=inputs), after=paid)
    late = {line.code: line.amount_fen for line in result.slip.lines if line.for_period}
    assert late == {"base_salary": 21_750_00, "unpaid_leave": -1_000_00}


def test_a_base_that_is_declared_late_settles_the_contributions() -> None:
    low = pay_terms(social=SocialBase(city="shenzhen", social_base_fen=10_000_00, fund_base_fen=10_000_00))
    high = pay_terms(number=2, social=SocialBase(city="shenzhen", social_base_fen=20_000_00, fund_base_fen=20_000_00))
    paid = month(MARCH, low)
    result = april(high, about=earlier(paid, high, rebase=True), after=paid)
    late = {line.code: line.amount_fen for line in result.slip.lines if line.for_period == MARCH}
    assert late["pension_employee"] == 800_00
    direct = month(MARCH, high)
    assert result.slip.insurance_fen == month("2026-04", high).slip.insurance_fen + (
        direct.slip.insurance_fen - paid.slip.insurance_fen
    )


def test_without_rebase_the_contributions_of_the_month_stay() -> None:
    high = pay_terms(number=2, social=SocialBase(city="shenzhen", social_base_fen=20_000_00))
    paid = month(MARCH)
    result = april(high, about=earlier(paid, high), after=paid)
    assert not [line for line in result.slip.lines if line.for_period]


@given(st.integers(1, 31), st.integers(3_000, 60_000), st.integers(3_000, 60_000))
def test_month_and_arrears_together_are_the_month_reckoned_with_what_is_known_now(
    day: int, before: int, after: int
) -> None:
    old, new = pay_terms(before), pay_terms(after, number=2, effective_from=date(2026, 3, day))
    paid = month(MARCH, old)
    late = april(new, about=earlier(paid, old, new), after=paid)
    arrears = sum(line.amount_fen for line in late.slip.lines if line.for_period == MARCH)
    assert paid.slip.gross_fen + arrears == month(MARCH, old, new, tax_year=TaxYear(year=2026)).slip.gross_fen
