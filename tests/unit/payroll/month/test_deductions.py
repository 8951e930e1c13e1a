"""What may be deducted, what is carried over, and that the net is never negative."""

from decimal import Decimal

from shared.payroll.inputs.model import MonthInputs
from tests.builders.payroll_months import (
    MARCH,
    amount,
    codes,
    component,
    line,
    month,
    one_off,
    pay_rules,
    pay_terms,
)


def with_items(*items: tuple[str, int], **more: object) -> MonthInputs:
    return MonthInputs(items=tuple(one_off(code, yuan) for code, yuan in items), **more)


def test_a_deduction_is_taken_from_the_net_and_not_from_the_gross() -> None:
    slip = month(inputs=with_items(("loan_repayment", 1_000))).slip
    assert slip.gross_fen == 22_000_00
    assert slip.other_fen == 1_000_00
    assert slip.net_fen == slip.gross_fen - slip.insurance_fen - slip.fund_fen - slip.tax_fen - 1_000_00


def test_damages_take_a_fifth_of_the_wages_at_most_and_the_rest_is_carried_over() -> None:
    result = month(MARCH, pay_terms(10_000), inputs=with_items(("damages", 5_000)))
    assert amount(result.slip, "damages") == 2_000_00
    assert [(one.component, one.amount_fen) for one in result.carried] == [("damages", 3_000_00)]
    assert "deduction_limited" in codes(result)
    assert line(result.slip, "damages").basis.declared_fen == 5_000_00


def test_damages_leave_the_minimum_wage() -> None:
    rules = pay_rules(minimum_wage_fen={"shenzhen": 2_520_00})
    slip = month(MARCH, pay_terms(3_500), rules=rules, inputs=with_items(("damages", 700))).slip
    assert slip.net_fen == 2_520_00
    assert 0 < amount(slip, "damages") < 700_00


def test_what_was_carried_over_is_taken_in_the_next_month() -> None:
    inputs = MonthInputs(carried_fen={"damages": 3_000_00})
    result = month("2026-04", pay_terms(10_000), inputs=inputs)
    assert amount(result.slip, "damages") == 2_000_00
    assert [(one.component, one.amount_fen) for one in result.carried] == [("damages", 1_000_00)]


def test_what_is_carried_over_survives_the_end_of_its_component() -> None:
    result = month(inputs=MonthInputs(carried_fen={"old_loan": 50_00}))
    assert [(one.component, one.amount_fen) for one in result.carried] == [("old_loan", 50_00)]


def test_a_month_without_pay_is_no_negative_net_but_an_advance_of_the_company() -> None:
    result = month(inputs=MonthInputs(leave_without_pay_days=Decimal(22)))
    slip = result.slip
    assert (slip.gross_fen, slip.net_fen) == (0, 0)
    assert amount(slip, "contribution_advance") == -(slip.insurance_fen + slip.fund_fen)
    assert "net_would_be_negative" in codes(result)


def test_the_advance_is_taken_back_as_soon_as_there_is_pay() -> None:
    before = month(inputs=MonthInputs(leave_without_pay_days=Decimal(22)))
    carried = {one.component: one.amount_fen for one in before.carried}
    after = month("2026-04", inputs=MonthInputs(carried_fen=carried))
    assert amount(before.slip, "contribution_advance") + amount(after.slip, "contribution_advance") == 0
    assert after.carried == ()


def test_the_advance_goes_before_other_deductions() -> None:
    inputs = MonthInputs(carried_fen={"contribution_advance": 3_000_00}, items=(one_off("loan_repayment", 30_000),))
    slip = month(inputs=inputs).slip
    assert amount(slip, "contribution_advance") == 3_000_00
    assert slip.net_fen == 0


def test_a_deduction_by_formula_may_name_the_gross() -> None:
    rules = pay_rules(own=[component("canteen", kind="deduction", formula="gross * 0.01", items=True)])
    slip = month(rules=rules, inputs=with_items(("canteen", 1))).slip
    assert amount(slip, "canteen") == 220_00 + 1_00


def test_a_joiner_late_in_the_month_has_no_contributions_where_the_company_says_so() -> None:
    from datetime import date

    late = pay_terms(start_date=date(2026, 3, 16), effective_from=date(2026, 3, 16))
    result = month(MARCH, late, rules=pay_rules(joiners_contribute_until_day=15))
    assert result.slip.insurance_fen == result.slip.employer_fen == 0
    assert "no_contributions" in codes(result)
    forced = month(
        MARCH, late, rules=pay_rules(joiners_contribute_until_day=15), inputs=MonthInputs(contributions=True)
    )
    assert forced.slip.insurance_fen > 0


def test_a_leaver_early_in_the_month_likewise() -> None:
    from datetime import date

    rules = pay_rules(leavers_contribute_from_day=15)
    assert month(MARCH, pay_terms(end_date=date(2026, 3, 14)), rules=rules).slip.insurance_fen == 0
    assert month(MARCH, pay_terms(end_date=date(2026, 3, 15)), rules=rules).slip.insurance_fen > 0
