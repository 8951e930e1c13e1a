"""What part of a month's amount falls on some of its days. The parts of a month always sum to the whole, to the fen."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from shared.kernel.money import Fen, spread
from shared.payroll.calendar.days import Day
from shared.payroll.expressions.rounding import whole

Proration = Literal["working_days", "paid_days", "calendar_days", "days_21_75"]
"""How the parts of a month are weighed: by days that are worked (应出勤日), by those and the public holidays that law
pays (计薪日), by calendar days, or by a paid day being the 21.75th of a month (劳社部发〔2008〕3号)."""
MONTH = Fraction("21.75")
"""Paid days of an average month: (365 − 104) / 12 (劳社部发〔2008〕3号)."""


def counts(day: Day, how: Proration) -> bool:
    """Return whether a day has a weight."""
    match how:
        case "working_days":
            return day.worked
        case "paid_days" | "days_21_75":
            return day.paid
        case "calendar_days":
            return True


def weight(days: Sequence[Day], how: Proration) -> int:
    """Return how many of the days count."""
    return sum(counts(day, how) for day in days)


def parts(total: int, weights: Sequence[int], how: Proration) -> list[Fen]:
    """Return a month's ``total`` in the parts of the month; ``weights`` are the days of each, of the whole month.

    By days: in proportion, the largest remainders rounded up. By 21.75: a part of n days is n ÷ 21.75 of the total, and
    the longest part (of equal ones the last) is what the others leave, since a month rarely has 21.75 days. Raises
    ``ValueError`` where no part has a day.
    """
    if how != "days_21_75":
        return spread(total, weights)
    if sum(weights) <= 0:
        raise ValueError("no part of the month has a day")
    longest = max(range(len(weights)), key=lambda place: (weights[place], place))
    shares = [Fen(whole(total * days / MONTH, "half_up")) for days in weights]
    shares[longest] = Fen(total - sum(part for place, part in enumerate(shares) if place != longest))
    return shares
