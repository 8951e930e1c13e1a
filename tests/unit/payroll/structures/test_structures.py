"""Structures, who has which from when, and cost centres."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.payroll.contracts import CostShare
from shared.payroll.month.centres import split
from shared.payroll.month.errors import StructureMissing
from shared.payroll.structures.model import Assignment, CentreShare, SalaryStructure, StructureLine, assignment_on
from tests.builders.payroll_months import (
    MARCH,
    amount,
    component,
    month,
    pay_rules,
    pay_terms,
)


def structure(code: str, *components: str, **amounts: int) -> SalaryStructure:
    lines = [StructureLine(component=one) for one in components]
    lines += [StructureLine(component=one, amount_fen=fen) for one, fen in amounts.items()]
    return SalaryStructure(code=code, title={"en": code}, effective_from=date(2020, 1, 1), lines=tuple(lines))


def test_the_newest_assignment_that_has_begun_holds() -> None:
    first = Assignment(structure="a", effective_from=date(2026, 1, 1))
    second = Assignment(structure="b", effective_from=date(2026, 7, 1))
    assert assignment_on([second, first], date(2026, 6, 30)) == first
    assert assignment_on([second, first], date(2026, 7, 1)) == second
    assert assignment_on([second, first], date(2025, 12, 31)) is None


def test_a_structure_pays_its_amount_where_the_terms_say_nothing() -> None:
    rules = pay_rules(structures=[structure("sales", "base_salary", meal_allowance=50_000)])
    assigned = (Assignment(structure="sales", effective_from=date(2026, 1, 1)),)
    assert amount(month(rules=rules, assignments=assigned).slip, "meal_allowance") == 50_000


def test_the_employees_own_amount_goes_before_that_of_the_structure() -> None:
    rules = pay_rules(structures=[structure("sales", "base_salary", meal_allowance=50_000)])
    own = StructureLine(component="meal_allowance", amount_fen=70_000)
    assigned = (Assignment(structure="sales", effective_from=date(2026, 1, 1), amounts=(own,)),)
    assert amount(month(rules=rules, assignments=assigned).slip, "meal_allowance") == 70_000


def test_a_company_s_employer_cost_is_on_top_of_the_gross() -> None:
    rules = pay_rules(structures=[structure("union", "base_salary", "union_fund")])
    assigned = (Assignment(structure="union", effective_from=date(2026, 1, 1)),)
    slip = month(rules=rules, assignments=assigned).slip
    assert amount(slip, "union_fund") == 22_000_00 * 2 // 100
    assert slip.gross_fen == 22_000_00


def test_a_structure_that_is_not_there_is_told() -> None:
    with pytest.raises(StructureMissing, match="nowhere"):
        month(assignments=(Assignment(structure="nowhere", effective_from=date(2026, 1, 1)),))


def test_a_split_that_is_not_a_hundred_percent_is_refused() -> None:
    with pytest.raises(ValidationError, match="carry 90"):
        Assignment(
            structure="a",
            effective_from=date(2026, 1, 1),
            shares=(CentreShare(cost_centre="A", percent=Decimal(90)),),
        )


def shares(slip_shares: tuple[CostShare, ...]) -> dict[str, int]:
    return {share.cost_centre: share.weight for share in slip_shares}


def test_a_split_by_percent_stands_on_the_slip() -> None:
    halves = (CentreShare(cost_centre="A", percent="33.33"), CentreShare(cost_centre="B", percent="66.67"))
    assigned = (Assignment(structure="standard", effective_from=date(2026, 1, 1), shares=halves),)
    found = shares(month(assignments=assigned).slip.cost_shares)
    assert found["A"] * 6667 == found["B"] * 3333


def test_whoever_changes_the_cost_centre_in_mid_month_is_carried_by_days() -> None:
    moved = pay_terms(number=2, effective_from=date(2026, 3, 11), cost_centre="CC-200")
    found = shares(month(MARCH, pay_terms(), moved).slip.cost_shares)
    assert found["CC-100"] * 21 == found["CC-200"] * 10


def test_one_cost_centre_needs_no_shares() -> None:
    assert month().slip.cost_shares == ()


@given(st.integers(-(10**10), 10**10), st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_what_the_cost_centres_carry_is_the_amount(fen: int, weights: list[int]) -> None:
    parts = tuple(CostShare(cost_centre=f"C{place}", weight=weight) for place, weight in enumerate(weights))
    assert sum(split(fen, parts, "C").values()) == fen
    assert split(-fen, parts, "C") == {centre: -part for centre, part in split(fen, parts, "C").items()}


def test_a_component_of_the_company_pays_its_own_amount() -> None:
    rules = pay_rules(own=[component("car", amount_fen=100_00)], structures=[structure("driver", "base_salary", "car")])
    assigned = (Assignment(structure="driver", effective_from=date(2026, 1, 1)),)
    assert amount(month(rules=rules, assignments=assigned).slip, "car") == 100_00
