"""What is agreed for a component in a month: each segment's amount a month, and the part of it that falls there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.money import Fen, rounded, share
from shared.payroll.calendar.proration import parts, weight
from shared.payroll.components.model import SalaryComponent
from shared.payroll.month.frame import Frame
from shared.payroll.month.segments import Segment


@dataclass(frozen=True, slots=True)
class Stretch:
    """Segments in a row with the same amount a month; null: not employed."""

    first: date
    last: date
    monthly_fen: Fen | None
    days: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """``fen``: what is agreed for the employed days; ``stretches``: how it came about."""

    fen: Fen
    stretches: tuple[Stretch, ...] = ()


NOTHING = Agreed(Fen(0))


def monthly(frame: Frame, segment: Segment, component: SalaryComponent) -> Fen:
    """Return the agreed amount of a whole month under what holds in a segment: the terms' line, else the assignment's,
    the structure's or the component's own amount; on probation the percentage of the fixed pay."""
    terms = segment.terms
    line = next((one for one in terms.salary if one.component == component.code), None) if terms else None
    amount = line.amount_fen if line is not None else _without_terms(frame, segment, component)
    fixed = line.kind == "fixed" if line is not None else component.probation
    if segment.percent == 100 or not fixed:
        return Fen(amount)
    return share(amount, Decimal(segment.percent) / 100)


def agreed(frame: Frame, component: SalaryComponent) -> Agreed:
    """Return what is agreed for the employed days of the month."""
    amounts = [None if part.terms is None else monthly(frame, part, component) for part in frame.segments]
    if not any(amounts):
        return NOTHING
    if not component.prorated:
        return Agreed(next(amount for amount in reversed(amounts) if amount is not None))
    if len(amounts) == 1 and amounts[0] is not None:
        return Agreed(amounts[0], (Stretch(frame.last.first, frame.last.last, amounts[0], len(frame.days)),))
    merged = _merged(frame, amounts)
    weights = [stretch.days for stretch in merged]
    total = Fen(0)
    for place, stretch in enumerate(merged):
        if stretch.monthly_fen:
            how = frame.rules.settings.proration
            total = Fen(total + parts(stretch.monthly_fen, weights, how)[place])
    return Agreed(total, tuple(merged))


def rounded_as(component: SalaryComponent, fen: int) -> Fen:
    """Return an amount rounded as the component says."""
    if component.round_to == "fen":
        return Fen(fen)
    return rounded(Decimal(fen), component.rounding, component.round_to)


def _without_terms(frame: Frame, segment: Segment, component: SalaryComponent) -> int:
    own = () if segment.assignment is None else segment.assignment.amounts
    structure = () if frame.structure is None else frame.structure.lines
    for line in (*own, *structure):
        if line.component == component.code and line.amount_fen is not None:
            return line.amount_fen
    return component.amount_fen or 0


def _merged(frame: Frame, amounts: list[Fen | None]) -> list[Stretch]:
    """Return the segments with those joined whose amounts are equal: a cut that changes nothing moves no fen."""
    how = frame.rules.settings.proration
    merged: list[Stretch] = []
    for segment, amount in zip(frame.segments, amounts, strict=True):
        days = weight(segment.days, how)
        if merged and merged[-1].monthly_fen == amount:
            before = merged.pop()
            merged.append(Stretch(before.first, segment.last, amount, before.days + days))
        else:
            merged.append(Stretch(segment.first, segment.last, amount, days))
    return merged
