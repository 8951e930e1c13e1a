"""Money is exact to the fen, and rounding is always said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import NotMoney, rounded, share, spread, written, yuan


@pytest.mark.parametrize(
    ("value", "fen"), [("24945.50", 2494550), (30000, 3000000), ("-0.05", -5), (Decimal("0.1"), 10), ("1e3", 100000)]
)
def test_an_amount_in_yuan_is_so_many_fen(value: str | int | Decimal, fen: int) -> None:
    assert yuan(value) == fen


TOO_LARGE_OR_SMALL = ("1e20", "1e999999", "1e-999999", f"1.{'0' * 40}1")


@pytest.mark.parametrize("value", [0.1, True, "0.001", "1,000", "", "nan", "inf", None, *TOO_LARGE_OR_SMALL])
def test_what_is_no_exact_amount_is_refused(value: object) -> None:
    with pytest.raises(NotMoney):
        yuan(value)  # type: ignore[arg-type]


@given(st.integers(-(10**14), 10**14))
def test_what_is_written_is_read_as_the_same_amount(fen: int) -> None:
    assert yuan(written(fen)) == fen


@pytest.mark.parametrize(
    ("how", "to", "fen"),
    [
        ("half_up", "fen", 12346),
        ("half_even", "fen", 12346),
        ("down", "fen", 12345),
        ("up", "jiao", 12350),
        ("half_up", "jiao", 12350),
        ("half_up", "yuan", 12300),
        ("up", "yuan", 12400),
    ],
)
def test_a_rate_is_rounded_as_the_rule_says(how: str, to: str, fen: int) -> None:
    assert rounded(Decimal("12345.5"), how, to) == fen  # type: ignore[arg-type]


def test_half_a_fen_of_a_negative_amount_is_rounded_away_from_zero() -> None:
    assert share(-1, Decimal("0.5")) == -1


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_parts_sum_to_the_whole_and_none_is_a_fen_off_its_share(total: int, weights: list[int]) -> None:
    parts = spread(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * each) < sum(weights) for part, each in zip(parts, weights, strict=True)
    )


def test_nothing_is_spread_over_no_weight() -> None:
    with pytest.raises(ValueError, match="one is positive"):
        spread(100, [0, 0])
