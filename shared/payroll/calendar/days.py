"""The days of a month in China: which are worked, which are public holidays that law pays. From ``chinesecalendar``.

It follows the yearly notices of 国务院办公厅 on public holidays, with the weekends that are worked instead (调休).
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import chinese_calendar

from shared.payroll.calendar.errors import YearNotPublished
from shared.payroll.contracts import Period

UnknownYear = Literal["refuse", "weekdays"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether it is worked by the calendar (应出勤日), and whether it is paid (计薪日).

    Paid are the worked days and the public holidays (法定节假日): the weekdays that are off without being worked on a
    weekend instead. A feast on a Saturday or Sunday is made up for on such a weekday, so a year has its 13.
    """

    date: date
    worked: bool
    paid: bool


@cache
def month_days(period: Period, unknown_year: UnknownYear = "refuse") -> tuple[Day, ...]:
    """Return the days of a month, first to last. Raises ``YearNotPublished`` where that is the setting."""
    first, last = ends_of(period)
    if not published(first.year) and unknown_year == "refuse":
        raise YearNotPublished(first.year)
    return tuple(_day(first.replace(day=number)) for number in range(1, last.day + 1))


def ends_of(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


@cache
def published(year: int) -> bool:
    """Return whether the public holidays of a year are known."""
    try:
        chinese_calendar.is_workday(date(year, 10, 1))
    except NotImplementedError:
        return False
    return True


def between(days: Sequence[Day], first: date, last: date) -> tuple[Day, ...]:
    """Return the days from ``first`` to ``last``, both included."""
    return tuple(day for day in days if first <= day.date <= last)


def worked(days: Iterable[Day]) -> int:
    """Return how many of the days are worked."""
    return sum(day.worked for day in days)


def _day(day: date) -> Day:
    weekday = day.weekday() < 5
    if not published(day.year):
        return Day(day, worked=weekday, paid=weekday)
    is_worked = bool(chinese_calendar.is_workday(day))
    public_holiday = weekday and not is_worked and not chinese_calendar.is_in_lieu(day)
    return Day(day, worked=is_worked, paid=is_worked or public_holiday)
