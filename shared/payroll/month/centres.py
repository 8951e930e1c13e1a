"""Which cost centres carry a month, and in what parts: by days where the terms change, by percent where it is split."""

from collections.abc import Sequence

from shared.kernel.money import Fen, spread
from shared.payroll.calendar.proration import weight
from shared.payroll.contracts import CostShare
from shared.payroll.month.frame import Frame

WHOLE = 10_000
"""Hundredths of a percent."""


def cost_shares(frame: Frame) -> tuple[CostShare, ...]:
    """Return the cost centres with their weights; empty where one carries all."""
    weights: dict[str, int] = {}
    for segment in frame.employed:
        if segment.terms is None:
            continue
        days = weight(segment.days, "calendar_days")
        shares = segment.assignment.shares if segment.assignment else ()
        parts = {share.cost_centre: int(share.percent * 100) for share in shares} or {segment.terms.cost_centre: WHOLE}
        for centre, part in parts.items():
            weights[centre] = weights.get(centre, 0) + part * days
    if len(weights) < 2:
        return ()
    return tuple(CostShare(cost_centre=centre, weight=part) for centre, part in sorted(weights.items()))


def split(amount_fen: int, shares: Sequence[CostShare], otherwise: str) -> dict[str, Fen]:
    """Return what each cost centre carries of an amount; the parts sum to it. ``otherwise``: who carries it unsplit."""
    if not shares:
        return {otherwise: Fen(amount_fen)}
    parts = spread(abs(amount_fen), [share.weight for share in shares])
    sign = -1 if amount_fen < 0 else 1
    return {share.cost_centre: Fen(sign * part) for share, part in zip(shares, parts, strict=True)}
