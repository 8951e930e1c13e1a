"""The figures of a month that formulas may name, besides the amounts of components."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from shared.payroll.calendar.days import Day, worked
from shared.payroll.calendar.proration import MONTH, counts, weight
from shared.payroll.expressions.tree import Value
from shared.payroll.month.cities import of_city
from shared.payroll.month.frame import Frame
from shared.payroll.month.rules import DayDivisor


def figures_of(frame: Frame, wage_base_fen: int) -> dict[str, Value]:
    """Return the figures that formulas may name, besides amounts of components."""
    inputs, settings, last = frame.inputs, frame.rules.settings, frame.last
    held = last.terms
    assert held is not None  # noqa: S101 (employed segments have terms)
    days = [day for segment in frame.employed for day in segment.days]
    employed = weight(days, settings.proration)
    months = _months_between(held.start_date, last.last)
    paid = max(Fraction(0), employed - Fraction(inputs.leave_without_pay_days))
    return {
        "wage_base": Fraction(wage_base_fen, 100),
        "monthly_salary": Fraction(sum(line.amount_fen for line in held.salary if line.kind == "fixed"), 100),
        "monthly_total": Fraction(held.monthly_fen, 100),
        "minimum_wage": Fraction(of_city(settings.minimum_wage_fen, held.social.city) or 0, 100),
        "probation_percent": Fraction(last.percent),
        "day_divisor": day_divisor(settings.day_divisor, frame.days),
        "days_in_month": Fraction(weight(frame.days, settings.proration)),
        "days_due": Fraction(worked(days)),
        "days_employed": Fraction(employed),
        "days_paid": paid,
        "attendance_days": Fraction(inputs.attendance_days if inputs.attendance_days is not None else worked(days)),
        "overtime_hours_weekday": Fraction(inputs.overtime_hours_weekday),
        "overtime_hours_rest_day": Fraction(inputs.overtime_hours_rest_day),
        "overtime_hours_holiday": Fraction(inputs.overtime_hours_holiday),
        "leave_without_pay_days": Fraction(inputs.leave_without_pay_days),
        "sick_leave_days": Fraction(inputs.sick_leave_days),
        "sick_pay_percent": Fraction(settings.sick_pay_percent),
        "performance_factor": Fraction(inputs.performance_factor),
        "years_of_service": Fraction(months // 12),
        "months_of_service": Fraction(months),
        "year": Fraction(int(frame.period[:4])),
        "month": Fraction(int(frame.period[5:])),
        "on_probation": held.probation_until is not None and last.last <= held.probation_until,
        "joined_this_month": held.start_date >= frame.days[0].date,
        "leaves_this_month": frame.last_day is not None and frame.last_day <= frame.days[-1].date,
        "grade": held.grade,
        "department": held.department,
        "cost_centre": held.cost_centre,
        "city": held.social.city,
        **{one.name: Fraction(inputs.figures.get(one.name, one.default)) for one in frame.rules.figures},
    }


def day_divisor(setting: DayDivisor, days: Sequence[Day]) -> Fraction:
    """Return what a month's wages are divided by for a day of leave."""
    if setting == "21.75":
        return MONTH
    return Fraction(sum(counts(day, setting) for day in days))


def _months_between(start: date, day: date) -> int:
    """Return the completed months from the first day of the employment to a day."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(0, months - (day.day + 1 < start.day))
