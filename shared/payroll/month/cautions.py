"""What the reviewer of a run should look at in a month: nothing here changes an amount."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from shared.kernel.money import share, written
from shared.payroll.contracts import PayLine
from shared.payroll.month.cities import of_city
from shared.payroll.month.earnings import Reckoning
from shared.payroll.month.frame import Frame
from shared.payroll.month.lines import shown_value
from shared.payroll.month.model import Caution
from shared.payroll.month.words import caution

OVERTIME = ("overtime_weekday", "overtime_rest_day", "overtime_holiday")
"""Pay for overtime is no part of what the minimum wage is held against (最低工资规定 art. 12)."""


def month_cautions(frame: Frame, reckoning: Reckoning, earned: Sequence[PayLine]) -> Iterator[Caution]:
    """Return the cautions about attendance, overtime and the earnings of a regular month."""
    yield from _unknown(frame)
    yield from _attendance(frame, reckoning)
    gross = sum(line.amount_fen for line in earned)
    if gross <= 0:
        yield caution("nothing_earned", amount_fen=gross)
    yield from _minimum_wage(frame, reckoning, earned)


def arrears_cautions(lines: Sequence[PayLine]) -> Iterator[Caution]:
    """Return a caution for each earlier month whose earnings are paid anew."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.kind == "earning" and line.for_period is not None:
            sums[line.for_period] = sums.get(line.for_period, 0) + line.amount_fen
    for period, fen in sums.items():
        yield caution("arrears", amount_fen=fen, period=period)


def _unknown(frame: Frame) -> Iterator[Caution]:
    for code in frame.plan.unknown:
        yield caution("component_unknown", component=code, code=code)


def _attendance(frame: Frame, reckoning: Reckoning) -> Iterator[Caution]:
    inputs = frame.inputs
    hours = inputs.overtime_hours_weekday + inputs.overtime_hours_rest_day + inputs.overtime_hours_holiday
    limit = frame.rules.settings.overtime_hours_limit
    if hours > limit:
        yield caution("overtime_over_limit", hours=f"{hours.normalize():f}", limit=str(limit))
    leave = inputs.leave_without_pay_days + inputs.sick_leave_days
    due = Fraction(reckoning.figures["days_due"])
    present = inputs.attendance_days
    if present is not None and Fraction(present) != max(Fraction(0), due - Fraction(leave)):
        told = shown_value(Fraction(present)), shown_value(Fraction(leave))
        yield caution("attendance_differs", present=told[0], leave=told[1], due=shown_value(due))


def _minimum_wage(frame: Frame, reckoning: Reckoning, earned: Sequence[PayLine]) -> Iterator[Caution]:
    held = frame.last.terms
    minimum = of_city(frame.rules.settings.minimum_wage_fen, held.social.city) if held else None
    whole = Fraction(reckoning.figures["days_in_month"])
    if minimum is None or not whole:
        return
    days = Fraction(reckoning.figures["days_paid"]) - Fraction(reckoning.figures["sick_leave_days"])
    part = Decimal(max(days, Fraction(0)).numerator) / Decimal(max(days, Fraction(0)).denominator)
    floor = share(minimum, part / Decimal(whole.numerator), "down")
    wages = sum(line.amount_fen for line in earned if line.code not in OVERTIME and line.for_period is None)
    if wages < floor:
        yield caution("below_minimum_wage", amount_fen=wages, floor=written(floor))
