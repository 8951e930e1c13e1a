"""What is earned in a month: agreed pay and its parts, overtime, leave, one-off items."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from shared.offer.contracts import SocialBase
from shared.payroll.inputs.model import MonthInputs, OneOff
from shared.payroll.month.errors import ComponentFailed, CurrencyRefused, InputRefused, ItemRefused, NotEmployed
from shared.payroll.month.rules import Figure
from tests.builders.payroll_months import (
    MARCH,
    amount,
    codes,
    component,
    line,
    month,
    one_off,
    pay_line,
    pay_rules,
    pay_terms,
)


def test_a_month_as_agreed_pays_what_is_agreed() -> None:
    assert month().slip.gross_fen == 22_000_00


def test_a_joiner_is_paid_by_working_days() -> None:
    joins = pay_terms(start_date=date(2026, 3, 16), effective_from=date(2026, 3, 16))
    base = line(month(MARCH, joins).slip, "base_salary")
    assert base.amount_fen == 12_000_00  # 12 of 22 working days
    assert base.basis.inputs["2026-03-16/2026-03-31"] == "22000.00 x 12/22 working_days"


def test_joiner_and_leaver_of_the_same_place_make_the_month() -> None:
    joins = pay_terms("19999.99", start_date=date(2026, 3, 12), effective_from=date(2026, 3, 12))
    leaves = pay_terms("19999.99", end_date=date(2026, 3, 11))
    assert month(MARCH, joins).slip.gross_fen + month(MARCH, leaves).slip.gross_fen == 19_999_99


def test_a_raise_in_mid_month_pays_each_part_at_its_own_salary() -> None:
    raised = pay_terms(33_000, number=2, effective_from=date(2026, 3, 16))
    assert month(MARCH, pay_terms(), raised).slip.gross_fen == 10_000_00 + 18_000_00


def test_a_change_that_leaves_the_salary_moves_no_fen() -> None:
    moved = pay_terms("19999.99", number=2, effective_from=date(2026, 3, 10), department="sales")
    slip = month(MARCH, pay_terms("19999.99"), moved).slip
    assert (slip.gross_fen, slip.department) == (19_999_99, "sales")


def test_newer_terms_of_the_same_day_replace_the_older() -> None:
    corrected = pay_terms(23_000, number=2)
    assert month(MARCH, pay_terms(), corrected).slip.gross_fen == 23_000_00


def test_probation_pays_its_percentage_of_the_fixed_pay_until_it_ends() -> None:
    terms = pay_terms(
        start_date=date(2026, 1, 1),
        probation_until=date(2026, 3, 15),
        probation_pay_percent=80,
        salary=(pay_line("base_salary", 22_000), pay_line("meal_allowance", 440, "allowance")),
    )
    slip = month(MARCH, terms).slip
    assert amount(slip, "base_salary") == 8_000_00 + 12_000_00
    assert amount(slip, "meal_allowance") == 440_00


def test_calendar_days_divide_by_the_days_of_the_month() -> None:
    joins = pay_terms(31_000, start_date=date(2026, 3, 22), effective_from=date(2026, 3, 22))
    assert month(MARCH, joins, rules=pay_rules(proration="calendar_days")).slip.gross_fen == 10_000_00


def test_an_allowance_that_is_not_divided_is_paid_whole() -> None:
    joins = pay_terms(
        start_date=date(2026, 3, 16),
        effective_from=date(2026, 3, 16),
        salary=(pay_line("base_salary", 22_000), pay_line("relocation", 500, "allowance")),
    )
    rules = pay_rules(own=[component("relocation", prorated=False)])
    assert amount(month(MARCH, joins, rules=rules).slip, "relocation") == 500_00


@pytest.mark.parametrize(
    ("hours", "code", "factor"),
    [
        ("overtime_hours_weekday", "overtime_weekday", "1.5"),
        ("overtime_hours_rest_day", "overtime_rest_day", "2"),
        ("overtime_hours_holiday", "overtime_holiday", "3"),
    ],
)
def test_overtime_is_paid_by_the_agreed_hour(hours: str, code: str, factor: str) -> None:
    slip = month(MARCH, pay_terms(17_400), inputs=MonthInputs(**{hours: Decimal(10)})).slip
    assert amount(slip, code) == int(17_400_00 / Decimal("21.75") / 8 * 10 * Decimal(factor))
    assert "劳动法" in (line(slip, code).basis.source or "")


def test_leave_without_pay_takes_a_day_s_wages_from_the_gross() -> None:
    slip = month(MARCH, pay_terms(21_750), inputs=MonthInputs(leave_without_pay_days=Decimal("2.5"))).slip
    assert amount(slip, "unpaid_leave") == -2_500_00
    assert slip.gross_fen == 19_250_00
    assert slip.days_paid == Decimal("19.5")


@pytest.mark.parametrize("period", ["2026-02", "2026-03", "2026-07"])
def test_leave_all_month_leaves_nothing_whatever_the_divisor(period: str) -> None:
    days = {"2026-02": 16, "2026-03": 22, "2026-07": 23}[period]
    result = month(period, inputs=MonthInputs(leave_without_pay_days=Decimal(days)))
    assert result.slip.gross_fen == 0
    assert "nothing_earned" in codes(result)


def test_sick_leave_is_paid_at_the_company_s_percentage() -> None:
    rules = pay_rules(sick_pay_percent=60)
    slip = month(MARCH, pay_terms(21_750), rules=rules, inputs=MonthInputs(sick_leave_days=Decimal(5))).slip
    assert amount(slip, "sick_leave") == -2_000_00


def test_sick_pay_is_not_under_eighty_percent_of_the_minimum_wage() -> None:
    rules = pay_rules(sick_pay_percent=0, minimum_wage_fen={"shenzhen": 2_540_00})
    slip = month(MARCH, pay_terms(4_350), rules=rules, inputs=MonthInputs(sick_leave_days=Decimal(10))).slip
    left = 10 * Decimal(2540_00) * Decimal("0.8") / Decimal("21.75")
    assert 10 * 200_00 + amount(slip, "sick_leave") == pytest.approx(left, abs=1)


def test_performance_is_paid_by_its_factor() -> None:
    terms = pay_terms(salary=(pay_line("base_salary", 10_000), pay_line("performance", 5_000, "variable")))
    slip = month(MARCH, terms, inputs=MonthInputs(performance_factor=Decimal("1.2"))).slip
    assert amount(slip, "performance") == 6_000_00


def test_a_performance_of_nothing_is_still_told() -> None:
    terms = pay_terms(salary=(pay_line("base_salary", 10_000), pay_line("performance", 5_000, "variable")))
    slip = month(MARCH, terms, inputs=MonthInputs(performance_factor=Decimal(0))).slip
    assert line(slip, "performance").amount_fen == 0


def test_a_line_of_the_terms_that_nobody_defined_is_paid_and_told() -> None:
    terms = pay_terms(salary=(pay_line("base_salary", 10_000), pay_line("parking", 300, "allowance")))
    result = month(MARCH, terms)
    assert amount(result.slip, "parking") == 300_00
    assert "component_unknown" in codes(result)


def test_a_formula_may_name_the_company_s_own_figures() -> None:
    rules = pay_rules(
        own=[component("piece_rate", formula="pieces * 1.25", prorated=False, items=True)],
        figures=[Figure(name="pieces", title={"en": "Pieces"})],
    )
    inputs = MonthInputs(figures={"pieces": Decimal(800)}, items=(one_off("piece_rate", 1),))
    assert amount(month(rules=rules, inputs=inputs).slip, "piece_rate") == 1_000_00 + 1_00


def test_a_formula_that_divides_by_zero_names_its_component_and_what_to_do() -> None:
    rules = pay_rules(own=[component("meal_allowance", formula="100 / attendance_days")])
    with pytest.raises(ComponentFailed, match=r"meal_allowance.*divides by zero.*Guard it"):
        month(rules=rules, inputs=MonthInputs(attendance_days=Decimal(0)))


def test_an_earning_cannot_be_negative() -> None:
    rules = pay_rules(own=[component("meal_allowance", formula="0 - 5")])
    with pytest.raises(ComponentFailed, match="negative"):
        month(rules=rules)


def test_a_condition_that_does_not_hold_pays_nothing() -> None:
    terms = pay_terms(
        salary=(pay_line("base_salary", 10_000), pay_line("high_temperature_allowance", 300, "allowance"))
    )
    assert amount(month("2026-07", terms).slip, "high_temperature_allowance") == 300_00
    assert amount(month("2026-12", terms).slip, "high_temperature_allowance") == 0


def test_a_reimbursement_is_paid_and_not_taxed() -> None:
    result = month(inputs=MonthInputs(items=(one_off("reimbursement", 500, reference="EXP-7"),)))
    assert result.slip.gross_fen == 22_500_00
    assert result.tax_year_after.income_fen == 22_000_00
    assert line(result.slip, "reimbursement").basis.inputs["reference"] == "EXP-7"


def test_over_its_limit_an_exempt_allowance_is_taxed() -> None:
    rules = pay_rules(own=[component("phone", taxable=False, exempt_up_to_fen=300_00, items=True, prorated=False)])
    result = month(rules=rules, inputs=MonthInputs(items=(one_off("phone", 500),)))
    lines = [(one.amount_fen, one.taxable) for one in result.slip.lines if one.code == "phone"]
    assert lines == [(300_00, False), (200_00, True)]
    assert result.tax_year_after.income_fen == 22_200_00


def test_a_correction_of_an_earlier_month_says_which() -> None:
    slip = month(inputs=MonthInputs(items=(one_off("correction", "-100", for_period="2026-02"),))).slip
    assert line(slip, "correction").for_period == "2026-02"
    assert slip.gross_fen == 21_900_00


def test_a_negative_bonus_without_a_month_is_refused() -> None:
    with pytest.raises(ValidationError, match="say which"):
        OneOff(component="bonus", amount_fen=-1)


def test_an_item_of_a_component_that_takes_none_is_refused() -> None:
    with pytest.raises(ItemRefused, match="base_salary"):
        month(inputs=MonthInputs(items=(one_off("base_salary", 5),)))


def test_an_item_of_an_unknown_component_is_refused() -> None:
    with pytest.raises(ItemRefused, match="no such component"):
        month(inputs=MonthInputs(items=(one_off("bonsu", 5),)))


def test_more_days_of_leave_than_the_month_has_are_refused() -> None:
    with pytest.raises(InputRefused, match="more than the month"):
        month("2026-02", inputs=MonthInputs(leave_without_pay_days=Decimal(20), sick_leave_days=Decimal(10)))


def test_whoever_is_hired_after_the_month_is_refused() -> None:
    later = pay_terms(start_date=date(2026, 4, 1), effective_from=date(2026, 4, 1))
    with pytest.raises(NotEmployed, match="2026-04-01"):
        month(MARCH, later)


def test_whoever_left_before_is_paid_by_an_off_cycle_run_alone() -> None:
    gone = pay_terms(end_date=date(2026, 2, 27))
    with pytest.raises(NotEmployed):
        month(MARCH, gone)
    slip = month(MARCH, gone, run_kind="off_cycle", inputs=MonthInputs(items=(one_off("bonus", 1_000),))).slip
    assert (slip.gross_fen, slip.insurance_fen) == (1_000_00, 0)


def test_an_off_cycle_run_pays_the_items_and_nothing_that_is_agreed() -> None:
    slip = month(run_kind="off_cycle", inputs=MonthInputs(items=(one_off("bonus", 1_000),))).slip
    assert [one.code for one in slip.lines if one.kind == "earning"] == ["bonus"]
    assert slip.days_paid is None


def test_a_salary_in_another_currency_is_refused() -> None:
    with pytest.raises(CurrencyRefused, match="EUR"):
        month(MARCH, pay_terms(currency="EUR"))


def test_wages_under_the_minimum_are_told() -> None:
    rules = pay_rules(minimum_wage_fen={"shenzhen": 2_540_00})
    assert "below_minimum_wage" in codes(month(MARCH, pay_terms(2_539), rules=rules))
    assert "below_minimum_wage" not in codes(month(MARCH, pay_terms(2_540), rules=rules))


def test_more_overtime_than_law_allows_is_told() -> None:
    assert "overtime_over_limit" in codes(month(inputs=MonthInputs(overtime_hours_weekday=Decimal(37))))


def test_attendance_that_does_not_fit_the_leave_is_told() -> None:
    assert "attendance_differs" in codes(month(inputs=MonthInputs(attendance_days=Decimal(20))))
    fits = MonthInputs(attendance_days=Decimal(20), sick_leave_days=Decimal(2))
    assert "attendance_differs" not in codes(month(inputs=fits))


def test_seniority_counts_completed_years() -> None:
    terms = pay_terms(
        start_date=date(2023, 3, 31), salary=(pay_line("base_salary", 10_000), pay_line("seniority_allowance", 100))
    )
    assert amount(month("2026-03", terms).slip, "seniority_allowance") == 300_00
    assert amount(month("2026-02", terms).slip, "seniority_allowance") == 200_00


def test_every_line_has_its_rule_and_date() -> None:
    slip = month(inputs=MonthInputs(overtime_hours_weekday=Decimal(3))).slip
    assert all(one.basis.rule for one in slip.lines)
    assert all(one.basis.effective_from for one in slip.lines)


def test_the_declared_base_goes_before_the_salary() -> None:
    terms = pay_terms(social=SocialBase(city="beijing", social_base_fen=10_000_00, fund_base_fen=12_000_00))
    slip = month("2026-08", terms).slip
    assert line(slip, "pension_employee").basis.base_fen == 10_000_00
    assert line(slip, "fund_employee").basis.base_fen == 12_000_00


def test_a_figure_of_a_city_is_found_by_any_of_its_names() -> None:
    rules = pay_rules(minimum_wage_fen={"深圳": 2_540_00})
    terms = pay_terms(2_539, social=SocialBase(city="Shenzhen"))
    assert "below_minimum_wage" in codes(month(MARCH, terms, rules=rules))
