"""Money: whole fen, rates as decimals, and the ways of rounding that laws and contracts name. No float anywhere.

``Fen`` is an int, so sums are exact and a fraction of a fen cannot be held. Only where a rate meets an amount is there
something to round, and then the rounding is said.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Literal, NewType

from pydantic import Field, StrictInt

Fen = NewType("Fen", int)
"""Hundredths of the currency's unit (分 of a yuan). May be negative: a correction, a credit."""

Amount = Annotated[StrictInt, Field(ge=0, le=10**14)]
"""A ``Fen`` that a request or a document holds: not negative, at most a trillion yuan."""
SignedAmount = Annotated[StrictInt, Field(ge=-(10**14), le=10**14)]
"""A ``Fen`` that may be negative."""
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217."""

Rounding = Literal["half_up", "half_even", "up", "down", "ceiling"]
"""``half_up``: 四舍五入, ``up``: away from zero (见分进角), ``down``: towards zero (舍去)."""
RoundTo = Literal["fen", "jiao", "yuan"]

ZERO = Fen(0)
DIGITS = 13
"""Of the currency's unit: ten trillion is more than anybody is paid."""
_MODES: dict[Rounding, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
}
_UNITS: dict[RoundTo, int] = {"fen": 1, "jiao": 10, "yuan": 100}
_ONE = Decimal(1)


class NotMoney(ValueError):
    """A text or number that is no amount of money: a float, not finite, or with more than two decimals."""


def yuan(value: str | int | Decimal) -> Fen:
    """Return ``value`` (in the currency's unit: ``"24945.50"``, ``30000``) as fen, exactly.

    Raises ``NotMoney``. A float is refused: 0.1 + 0.2 is not 0.3.
    """
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise NotMoney(f"{value!r} is no exact amount: give it as a text or a whole number")
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise NotMoney(f"{value!r} is no amount of money") from error
    if not amount.is_finite() or amount.adjusted() > DIGITS or (-amount.adjusted() > DIGITS and amount):
        raise NotMoney(f"{str(value)[:40]!r} is no amount of money")
    # A decimal product is rounded to 28 digits; a fraction is not.
    fen = Fraction(amount) * 100
    if fen.denominator != 1:
        raise NotMoney(f"{str(value)[:40]!r} has more than two decimals: money is exact to the fen")
    return Fen(fen.numerator)


def written(fen: int) -> str:
    """Return fen as people and interfaces write money: ``"24945.50"``, ``"-0.05"``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def rounded(fen: Decimal, how: Rounding = "half_up", to: RoundTo = "fen") -> Fen:
    """Return an exact amount (``fen``, with a fraction) rounded to whole fen, jiao or yuan."""
    unit = _UNITS[to]
    return Fen(int((fen / unit).quantize(_ONE, rounding=_MODES[how])) * unit)


def share(fen: int, rate: Decimal, how: Rounding = "half_up", to: RoundTo = "fen") -> Fen:
    """Return ``rate`` (0.08 is 8 percent) of an amount, rounded as said."""
    return rounded(fen * rate, how, to)


def spread(total: int, weights: Sequence[int]) -> list[Fen]:
    """Return ``total`` in parts as ``weights`` have it, by largest remainders: the parts sum to ``total`` exactly.

    Raises ``ValueError`` where no weight is positive, or one is negative.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights are not negative, and one is positive")
    parts = [total * weight // whole for weight in weights]
    places = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in places[: total - sum(parts)]:
        parts[place] += 1
    return [Fen(part) for part in parts]
