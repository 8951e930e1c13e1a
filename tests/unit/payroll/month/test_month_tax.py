"""How a month's pay is taxed: wages month upon month, the bonus by itself, severance, non-residents."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.offer.contracts import SocialBase
from shared.payroll.contracts import TaxBasis
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.errors import MonthInvalid
from shared.payroll.month.model import MonthResult
from shared.payroll.tax.errors import NoAverageWage, OutOfOrder
from shared.payroll.tax.withholding import TaxStatus, TaxYear
from tests.builders.payroll_months import MARCH, amount, codes, month, one_off, pay_rules, pay_terms


def tax_of(found: MonthResult) -> TaxBasis:
    assert found.slip.tax is not None
    return found.slip.tax


def bonus(yuan: int, **more: Any) -> MonthResult:
    return month(inputs=MonthInputs(items=(one_off("annual_bonus", yuan),)), **more)


def year_of(months: int, **more: Any) -> list[MonthResult]:
    found, year = list[MonthResult](), TaxYear(year=2026)
    for number in range(1, months + 1):
        found.append(month(f"2026-{number:02d}", tax_year=year, **more))
        year = found[-1].tax_year_after
    return found


def test_the_withheld_tax_of_the_year_is_the_cumulative_due() -> None:
    year = year_of(12)
    assert sum(one.slip.tax_fen for one in year) == tax_of(year[-1]).due_fen


def test_special_deductions_lower_the_taxable_income() -> None:
    without, with_them = month(), month(special_fen=1_000_00, other_deduction_fen=500_00)
    assert tax_of(without).taxable_fen - tax_of(with_them).taxable_fen == 1_500_00


def test_in_an_off_cycle_run_special_deductions_do_not_count_again() -> None:
    regular = month(special_fen=3_000_00)
    inputs = MonthInputs(items=(one_off("bonus", 1_000),))
    again = month(run_kind="off_cycle", special_fen=3_000_00, tax_year=regular.tax_year_after, inputs=inputs)
    assert again.tax_year_after.special_fen == 3_000_00
    assert tax_of(again).months == tax_of(regular).months


def test_two_payments_in_a_month_are_taxed_like_one() -> None:
    inputs = MonthInputs(items=(one_off("bonus", 30_000),))
    one = month(inputs=inputs)
    first = month()
    second = month(run_kind="off_cycle", tax_year=first.tax_year_after, inputs=inputs)
    assert first.slip.tax_fen + second.slip.tax_fen == one.slip.tax_fen


def test_leave_without_pay_lowers_the_taxable_income() -> None:
    assert month(inputs=MonthInputs(leave_without_pay_days=Decimal(1))).tax_year_after.income_fen < 22_000_00


def test_the_annual_bonus_is_taxed_by_itself() -> None:
    result = bonus(36_000)
    assert amount(result.slip, "income_tax_bonus") == 1_080_00
    assert amount(result.slip, "income_tax") == amount(month().slip, "income_tax")
    assert result.tax_year_after.bonus_taxed_separately


def test_a_second_one_in_the_year_is_taxed_with_the_wages_and_that_is_told() -> None:
    result = bonus(36_000, tax_year=TaxYear(year=2026, bonus_taxed_separately=True))
    assert amount(result.slip, "income_tax_bonus") == 0
    assert result.tax_year_after.income_fen == 58_000_00
    assert "bonus_merged" in codes(result)


def test_a_bonus_may_be_taxed_with_the_wages_by_choice() -> None:
    result = bonus(36_000, bonus_separate=False)
    assert result.tax_year_after.income_fen == 58_000_00
    assert not result.tax_year_after.bonus_taxed_separately


def test_the_cheaper_way_is_told() -> None:
    poor = pay_terms(5_000)
    inputs = MonthInputs(items=(one_off("annual_bonus", 40_000),))
    assert "bonus_otherwise_cheaper" in codes(month(MARCH, poor, inputs=inputs))


def test_a_bonus_just_over_a_step_is_told() -> None:
    assert "bonus_step" in codes(bonus(36_001))
    assert "bonus_step" not in codes(bonus(36_000))


def test_severance_without_a_known_average_wage_is_said_and_not_guessed() -> None:
    inputs = MonthInputs(items=(one_off("severance", 100_000),))
    with pytest.raises(NoAverageWage, match="average wage"):
        month(MARCH, pay_terms(end_date=date(2026, 3, 31)), inputs=inputs)


def test_severance_over_three_average_wages_is_taxed_by_itself() -> None:
    inputs = MonthInputs(items=(one_off("severance", 396_000),))
    rules = pay_rules(average_wage_fen={"shenzhen": 10_000_00})
    result = month(MARCH, pay_terms(end_date=date(2026, 3, 31)), inputs=inputs, rules=rules)
    assert amount(result.slip, "income_tax_severance") == 36_000_00 * 3 // 100
    assert result.tax_year_after.income_fen == 22_000_00


def test_a_non_resident_is_taxed_month_by_month() -> None:
    abroad = TaxStatus(resident=False)
    first = month(tax_status=abroad)
    second = month("2026-04", tax_status=abroad, tax_year=first.tax_year_after)
    assert amount(first.slip, "income_tax_nonresident") == first.slip.tax_fen == second.slip.tax_fen
    assert first.slip.tax_fen == (22_000_00 - 5_000_00) * 20 // 100 - 1_410_00


def test_a_second_payment_to_a_non_resident_in_a_month_is_refused() -> None:
    abroad = TaxStatus(resident=False)
    with pytest.raises(MonthInvalid, match="second payment"):
        month(
            run_kind="off_cycle",
            tax_status=abroad,
            tax_year=TaxYear(year=2026, through=MARCH),
            inputs=MonthInputs(items=(one_off("bonus", 1),)),
        )


def test_months_are_paid_in_their_order() -> None:
    with pytest.raises(OutOfOrder):
        month("2026-02", tax_year=TaxYear(year=2026, through=MARCH))


def test_housing_fund_over_the_legal_limit_is_income() -> None:
    terms = pay_terms(40_000, social=SocialBase(city="shenzhen", fund_base_fen=40_000_00, fund_rate=Decimal("0.12")))
    result = month(MARCH, terms)
    over = result.tax_year_after.income_fen - 40_000_00
    assert over >= 0
    assert ("fund_taxable" in codes(result)) == (over > 0)
