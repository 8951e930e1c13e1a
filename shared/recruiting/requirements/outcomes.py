"""What became of somebody who was hired, as far as it is known. Pure.

Who was not observed for the whole time is left out, not counted as a "no": people hired last month have not failed to
be promoted within a year.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words
from shared.recruiting.requirements.contracts import AnalysisOrder, Outcome
from shared.recruiting.requirements.history import HistoryRecord


@dataclass(frozen=True)
class Known:
    """An outcome: 1 or 0, a rating, or None where it is not known; ``too_recent`` where only time is lacking."""

    value: float | None
    too_recent: bool = False


UNKNOWN, TOO_RECENT = Known(None), Known(None, too_recent=True)


def outcome_of(record: HistoryRecord, outcome: Outcome, order: AnalysisOrder) -> Known:
    """Return what is known of ``outcome`` of a hire."""
    of: dict[Outcome, Callable[[], Known]] = {
        "promoted": lambda: _promoted(record, order.promotion_months),
        "stayed": lambda: _stayed(record, order.stay_months),
        "target_reached": lambda: UNKNOWN if record.target_reached is None else Known(float(record.target_reached)),
        "performance": lambda: Known(record.performance),
        "good_performance": lambda: _good(record, order.good_performance),
    }
    return of[outcome]()


def outcome_title(outcome: Outcome, order: AnalysisOrder) -> LocalizedText:
    """Return what happened, as the end of a sentence about people: "were promoted within 12 months"."""
    months, stay, good = order.promotion_months, order.stay_months, order.good_performance or 0
    titles: dict[Outcome, LocalizedText] = {
        "promoted": words(f"在{_zh(months)}内获得晋升", f"were promoted within {_en(months)}"),
        "target_reached": words("达成业绩目标", "reached their performance target"),
        "stayed": words(f"任职满{_zh(stay)}", f"stayed for at least {_en(stay)}"),
        "good_performance": words(f"绩效评分不低于 {good:g}", f"were rated {good:g} or better in performance"),
        "performance": words("平均绩效评分", "mean performance rating"),
    }
    return titles[outcome]


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _promoted(record: HistoryRecord, months: int) -> Known:
    if record.hired_on is None:
        return UNKNOWN if record.promoted is None else Known(float(record.promoted))
    end = months_after(record.hired_on, months)
    if record.promoted_on is not None:
        return Known(float(record.promoted_on <= end))
    if record.promoted:
        return UNKNOWN  # some day, and nobody wrote down when
    if not record.tells_promotion:
        return UNKNOWN
    if record.left_on is not None or record.observed_until >= end:
        return Known(0.0)
    return TOO_RECENT


def _stayed(record: HistoryRecord, months: int) -> Known:
    if record.hired_on is None:
        return UNKNOWN if record.employed is None else Known(float(record.employed))
    end = months_after(record.hired_on, months)
    if record.left_on is not None:
        return Known(float(record.left_on >= end))
    if record.employed is False or not record.tells_leaving:
        return UNKNOWN
    return Known(1.0) if record.observed_until >= end else TOO_RECENT


def _good(record: HistoryRecord, bound: float | None) -> Known:
    if bound is None or record.performance is None:
        return UNKNOWN
    return Known(float(record.performance >= bound))


def _zh(months: int) -> str:
    years = {12: "一年", 24: "两年", 36: "三年"}
    return years.get(months, f" {months} 个月")


def _en(months: int) -> str:
    return {12: "a year", 24: "two years", 36: "three years"}.get(months, f"{months} months")
