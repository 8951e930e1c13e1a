"""Rounds exact fractions: the same ways as ``kernel/money.py``, for amounts that no decimal can hold (a third)."""

from fractions import Fraction
from math import ceil, floor
from typing import Final

from shared.kernel.money import Fen, Rounding, RoundTo

MODES: Final[tuple[Rounding, ...]] = ("half_up", "half_even", "up", "down", "ceiling")
UNITS: Final[dict[RoundTo, Fraction]] = {"fen": Fraction(1, 100), "jiao": Fraction(1, 10), "yuan": Fraction(1)}
_HALF = Fraction(1, 2)


def whole(value: Fraction, mode: Rounding) -> int:
    """Return the whole number that ``value`` is rounded to."""
    if value.denominator == 1:
        return value.numerator
    match mode:
        case "half_up":
            return floor(value + _HALF) if value > 0 else ceil(value - _HALF)
        case "half_even":
            return round(value)
        case "up":
            return ceil(value) if value > 0 else floor(value)
        case "down":
            return floor(value) if value > 0 else ceil(value)
        case "ceiling":
            return ceil(value)


def in_fen(yuan: Fraction, mode: Rounding, to: RoundTo) -> Fen:
    """Return an amount in yuan as whole fen, rounded to fen, jiao or yuan."""
    unit = UNITS[to]
    return Fen(int(whole(yuan / unit, mode) * unit * 100))
