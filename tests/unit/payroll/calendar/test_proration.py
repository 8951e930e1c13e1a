"""The parts of a month make the month, to the fen, wherever it is cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.payroll.calendar.days import month_days
from shared.payroll.calendar.proration import Proration, parts, weight

WAYS: list[Proration] = ["working_days", "paid_days", "calendar_days", "days_21_75"]
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]


@st.composite
def cut_months(draw: st.DrawFn) -> tuple[int, list[int], Proration]:
    """An amount, the weights of the parts of a month that is cut anywhere, and the way."""
    how = draw(st.sampled_from(WAYS))
    days = month_days(draw(st.sampled_from(MONTHS)))
    cuts = sorted(draw(st.sets(st.integers(1, len(days) - 1), max_size=4)))
    edges = [0, *cuts, len(days)]
    weights = [weight(days[begin:end], how) for begin, end in pairwise(edges)]
    return draw(st.integers(0, 10**9)), weights, how


@given(cut_months())
def test_the_parts_make_the_month(cut: tuple[int, list[int], Proration]) -> None:
    total, weights, how = cut
    assert sum(parts(total, weights, how)) == total


@given(cut_months())
def test_no_part_is_negative_and_a_part_without_days_has_nothing(cut: tuple[int, list[int], Proration]) -> None:
    total, weights, how = cut
    for part, days in zip(parts(total, weights, how), weights, strict=True):
        assert part >= 0
        assert days or not part


def test_by_21_75_the_short_part_is_days_over_21_75_and_the_long_part_the_rest() -> None:
    assert parts(10_000_00, [10, 13], "days_21_75") == [4_597_70, 5_402_30]


@pytest.mark.parametrize("how", WAYS)
def test_a_month_without_days_cannot_be_divided(how: Proration) -> None:
    with pytest.raises(ValueError, match=r"day|weight"):
        parts(100, [0, 0], how)
