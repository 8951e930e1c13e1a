"""Which days are worked and paid, by the published calendar."""

from datetime import date

import pytest

from shared.payroll.calendar.days import month_days, worked
from shared.payroll.calendar.errors import YearNotPublished


def test_national_day_leaves_eighteen_working_days_in_october_2026() -> None:
    assert worked(month_days("2026-10")) == 18


def test_a_weekend_that_is_worked_for_a_holiday_counts() -> None:
    days = {day.date: day for day in month_days("2026-02")}
    assert days[date(2026, 2, 14)].worked
    assert days[date(2026, 2, 28)].worked


def test_a_year_has_thirteen_paid_public_holidays() -> None:
    days = [day for number in range(1, 13) for day in month_days(f"2026-{number:02d}")]
    assert sum(day.paid and not day.worked for day in days) == 13


def test_a_feast_on_saturday_is_paid_on_the_weekday_that_is_off_for_it() -> None:
    days = {day.date: day for day in month_days("2026-04")}
    assert not days[date(2026, 4, 5)].paid  # 清明节, a Sunday
    assert days[date(2026, 4, 6)].paid


def test_a_year_without_published_holidays_is_refused() -> None:
    with pytest.raises(YearNotPublished, match="2031"):
        month_days("2031-05")


def test_or_taken_as_monday_to_friday_where_the_company_says_so() -> None:
    assert worked(month_days("2031-05", "weekdays")) == 22
