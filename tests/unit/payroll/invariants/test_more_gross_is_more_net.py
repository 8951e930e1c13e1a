"""Who earns more before tax gets more after it. Only the bonus has steps where that is not so: all are known."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.payroll.compute.model import EmployeeInput
from shared.payroll.compute.year import compute_employee
from shared.payroll.packs.loader import china
from shared.payroll.tax.bonus import tax_separately
from tests.unit.payroll.invariants.employees import YEAR, employees, invented

PERIOD = f"{YEAR}-12"
# A bonus of so many yuan is the last one of its rate; a fen more loses so many fen of net.
STEPS = {
    36_000: 230_999,
    144_000: 1_319_999,
    300_000: 1_374_999,
    420_000: 1_924_999,
    660_000: 3_024_999,
    960_000: 8_799_999,
}


def net_of_bonus(fen: int) -> int:
    return tax_separately(fen, PERIOD).net_fen


def with_more(employee: EmployeeInput, place: int, more: int) -> EmployeeInput:
    month = employee.months[place]
    raised = replace(month, gross_fen=month.gross_fen + more)
    return replace(employee, months=(*employee.months[:place], raised, *employee.months[place + 1 :]))


def check_more_is_more(employee: EmployeeInput, place: int, more: int) -> None:
    before = compute_employee(employee, YEAR, china())
    after = compute_employee(with_more(employee, place, more), YEAR, china())
    assert after.months[place].net_fen >= before.months[place].net_fen
    assert after.net_fen >= before.net_fen
    assert after.withheld_fen >= before.withheld_fen


@settings(max_examples=300, deadline=None)
@given(employee=employees(), place=st.integers(0, 11), more=st.integers(1, 100_000_00))
def test_a_fen_more_of_gross_is_never_less_of_net(employee: EmployeeInput, place: int, more: int) -> None:
    check_more_is_more(employee, place % len(employee.months), more)


def test_a_yuan_more_is_never_less_of_net_in_a_city() -> None:
    """Not a fen more: insurances and fund are rounded each by itself, and four of them can rise by a fen at once."""
    random = Random(7)
    for number in range(1_500):
        employee = invented(random, number, with_city=True)
        place = random.randrange(len(employee.months))
        check_more_is_more(employee, place, random.choice((100, 1_000, 50_000_00)))


@pytest.mark.parametrize(("step", "lost"), STEPS.items())
def test_a_bonus_loses_just_over_a_step(step: int, lost: int) -> None:
    at = step * 100
    assert net_of_bonus(at + 1) - net_of_bonus(at) == -lost
    assert net_of_bonus(at) > net_of_bonus(at - 1)
    assert tax_separately(at + 1, PERIOD).better_fen == at


@given(fen=st.integers(0, 3_000_000_00) | st.sampled_from([step * 100 + off for step in STEPS for off in range(-3, 4)]))
def test_nowhere_else_does_a_larger_bonus_leave_less(fen: int) -> None:
    falls = net_of_bonus(fen + 1) < net_of_bonus(fen)
    assert falls == (fen in {step * 100 for step in STEPS})


def test_a_hundred_thousand_neighbouring_bonuses_fall_only_at_the_steps() -> None:
    """Each yuan from nothing to 100,000, and its next fen."""
    falls = [yuan for yuan in range(100_000) if net_of_bonus(yuan * 100 + 1) < net_of_bonus(yuan * 100)]
    assert falls == [36_000]


@given(fen=st.integers(0, 2_000_000_00))
def test_where_a_smaller_bonus_is_named_it_leaves_at_least_as_much(fen: int) -> None:
    bonus = tax_separately(fen, PERIOD)
    if bonus.better_fen is not None:
        assert bonus.better_fen < fen
        assert net_of_bonus(bonus.better_fen) >= bonus.net_fen
    else:
        assert all(net_of_bonus(step * 100) < bonus.net_fen for step in STEPS if step * 100 < fen)
