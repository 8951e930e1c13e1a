"""What holds of every slip, whatever the month: sums, parts, reversals. Over generated months."""

import json
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kernel.ids import RunId
from shared.offer.contracts import SocialBase
from shared.payroll.calendar.days import ends_of
from shared.payroll.contracts import SalarySlip
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.model import MonthOrder
from shared.payroll.month.slip import salary_slip
from shared.payroll.runs.reversing import reversed_slip
from tests.builders.payroll_months import NOW, amount, month, month_order, one_off, pay_line, pay_rules, pay_terms

PERIODS = [*(f"2025-{number:02d}" for number in range(7, 13)), *(f"2026-{number:02d}" for number in range(1, 7))]
WAYS = ["working_days", "paid_days", "calendar_days", "days_21_75"]
RULES = {(how, by): pay_rules(proration=how, day_divisor=by) for how in WAYS for by in ("21.75", "working_days")}
MONEY = st.integers(0, 60_000_00)
TENTHS = st.integers(0, 40).map(lambda tenths: Decimal(tenths) / 4)
PAY = "base_salary", "performance", "meal_allowance", "parking"


@st.composite
def inputs(draw: st.DrawFn) -> MonthInputs:
    items = [one_off(code, draw(st.integers(0, 90_000))) for code in draw(st.sets(st.sampled_from(ITEMS), max_size=3))]
    return MonthInputs(
        overtime_hours_weekday=draw(TENTHS),
        overtime_hours_holiday=draw(TENTHS),
        leave_without_pay_days=draw(TENTHS),
        sick_leave_days=draw(TENTHS),
        performance_factor=draw(st.integers(0, 300).map(lambda percent: Decimal(percent) / 100)),
        items=tuple(items),
        contributions=draw(st.sampled_from([None, True, False])),
        carried_fen=draw(st.dictionaries(st.sampled_from(["damages", "loan_repayment"]), MONEY, max_size=2)),
    )


ITEMS = ["bonus", "annual_bonus", "reimbursement", "damages", "loan_repayment", "correction", "other_deduction"]


@st.composite
def orders(draw: st.DrawFn) -> MonthOrder:
    period = draw(st.sampled_from(PERIODS))
    first, last = ends_of(period)
    days = st.integers(0, last.day - 1).map(lambda after: first + timedelta(days=after))
    start = draw(st.one_of(st.just(date(2024, 2, 1)), days))
    end = draw(st.one_of(st.none(), days.filter(lambda day: day >= start)))
    versions = []
    for number, begins in enumerate(
        [start, *sorted(draw(st.sets(days.filter(lambda day: day > start), max_size=2)))], 1
    ):
        lines = [pay_line(code, 0).model_copy(update={"amount_fen": draw(MONEY)}) for code in PAY]
        versions.append(
            pay_terms(
                number=number,
                effective_from=begins,
                start_date=start,
                end_date=end,
                salary=tuple(lines),
                social=SocialBase(city=draw(st.sampled_from(["shenzhen", "guangzhou"]))),
                probation_until=draw(st.one_of(st.none(), days)),
                probation_pay_percent=draw(st.sampled_from([80, 90, 100])),
                cost_centre=draw(st.sampled_from(["A", "B"])),
            )
        )
    rules = RULES[draw(st.sampled_from(WAYS)), draw(st.sampled_from(["21.75", "working_days"]))]
    return month_order(period, *versions, inputs=draw(inputs()), rules=rules, special_fen=draw(MONEY))


def sums_up(slip: SalarySlip) -> bool:
    kinds: dict[str, int] = {}
    for line in slip.lines:
        kinds[line.kind] = kinds.get(line.kind, 0) + line.amount_fen
    taken = ("employee_insurance", "employee_fund", "tax", "deduction")
    on_top = ("employer_insurance", "employer_fund", "employer_cost")
    return (
        slip.gross_fen == slip.net_fen + slip.insurance_fen + slip.fund_fen + slip.tax_fen + slip.other_fen
        and slip.gross_fen == kinds.get("earning", 0)
        and slip.gross_fen - slip.net_fen == sum(kinds.get(kind, 0) for kind in taken)
        and slip.employer_fen == sum(kinds.get(kind, 0) for kind in on_top)
    )


@settings(max_examples=150, deadline=None)
@given(orders())
def test_every_slip_adds_up_and_its_net_is_not_negative(order: MonthOrder) -> None:
    slip = salary_slip(order).slip
    assert sums_up(slip)
    assert slip.net_fen >= 0
    assert slip.gross_fen >= 0
    assert slip.tax_fen >= 0


@settings(max_examples=40, deadline=None)
@given(orders())
def test_the_same_order_gives_the_same_bytes(order: MonthOrder) -> None:
    assert salary_slip(order).model_dump_json() == salary_slip(order).model_dump_json()


@settings(max_examples=40, deadline=None)
@given(orders())
def test_a_slip_its_reversal_and_a_rerun_are_one_slip(order: MonthOrder) -> None:
    slip = salary_slip(order).slip
    taken_back = reversed_slip(slip, RunId("run_2"), "run_2.emp", NOW)
    again = salary_slip(order).slip
    assert sums_up(taken_back)
    for name in ("gross_fen", "insurance_fen", "fund_fen", "tax_fen", "other_fen", "net_fen", "employer_fen"):
        assert getattr(slip, name) + getattr(taken_back, name) == 0
        assert getattr(slip, name) + getattr(taken_back, name) + getattr(again, name) == getattr(slip, name)
    for code in {line.code for line in slip.lines}:
        assert amount(slip, code) + amount(taken_back, code) == 0


@settings(max_examples=40, deadline=None)
@given(orders())
def test_what_is_deducted_and_carried_over_is_what_was_to_be_deducted(order: MonthOrder) -> None:
    result = salary_slip(order)
    codes = ("damages", "loan_repayment", "other_deduction")
    wanted = sum(item.amount_fen for item in order.inputs.items if item.component in codes)
    wanted += sum(order.inputs.carried_fen.values())
    taken = sum(amount(result.slip, code) for code in codes)
    carried = sum(one.amount_fen for one in result.carried if one.component in codes)
    assert taken + carried == wanted


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PERIODS), st.data(), st.integers(1, 10**8), st.sampled_from(WAYS))
def test_the_days_before_and_after_any_day_make_the_month(period: str, data: st.DataObject, fen: int, how: str) -> None:
    first, last = ends_of(period)
    day = data.draw(st.integers(1, last.day - 1).map(lambda after: first + timedelta(days=after)))
    salary = (pay_line("base_salary", 0).model_copy(update={"amount_fen": fen}),)
    leaves = pay_terms(salary=salary, end_date=day - timedelta(days=1))
    joins = pay_terms(salary=salary, start_date=day, effective_from=day)
    rules = RULES[how, "21.75"]
    earned = month(period, leaves, rules=rules).slip.gross_fen + month(period, joins, rules=rules).slip.gross_fen
    assert earned == fen


@settings(max_examples=25, deadline=None)
@given(orders())
def test_a_slip_is_read_back_as_it_was_written(order: MonthOrder) -> None:
    slip = salary_slip(order).slip
    assert SalarySlip.model_validate(json.loads(slip.model_dump_json())) == slip
