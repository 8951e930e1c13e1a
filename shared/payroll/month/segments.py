"""Cuts a month where something changes: the employment begins or ends, terms or assignment change, probation ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.payroll.calendar.days import Day, between
from shared.payroll.structures.model import Assignment, assignment_on
from shared.people.contracts import EmploymentTerms

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """Days in a row for which one thing holds. ``terms`` null: not employed. ``percent``: of the fixed pay."""

    days: tuple[Day, ...]
    terms: EmploymentTerms | None = None
    assignment: Assignment | None = None
    percent: int = 100

    @property
    def first(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date


def segments(
    days: Sequence[Day], terms: Sequence[EmploymentTerms], assignments: Sequence[Assignment], last_day: date | None
) -> tuple[Segment, ...]:
    """Return the month in segments, first to last; together they have all of its days.

    ``last_day``: the end of the employment where it is not in the terms. Of terms with the same first day the last one
    holds; the first terms hold from the start of the employment where they were written down later.
    """
    first, last = days[0].date, days[-1].date
    start, end = employment(terms, last_day)
    cuts = {first}
    for one in terms:
        cuts |= {one.effective_from, one.start_date}
        if one.probation_until is not None:
            cuts.add(one.probation_until + ONE_DAY)
    cuts |= {one.effective_from for one in assignments}
    cuts |= {start} if end is None else {start, end + ONE_DAY}
    inside = sorted(day for day in cuts if first <= day <= last)
    ends = [*(day - ONE_DAY for day in inside[1:]), last]
    return tuple(
        _segment(tuple(days) if len(inside) == 1 else between(days, begin, until), terms, assignments, start, end)
        for begin, until in zip(inside, ends, strict=True)
    )


def employment(terms: Sequence[EmploymentTerms], last_day: date | None) -> tuple[date, date | None]:
    """Return the first and last day of the employment, as the newest terms and ``last_day`` have it."""
    newest = max(terms, key=lambda one: one.number)
    ends = [day for day in (last_day, newest.end_date) if day is not None]
    return newest.start_date, min(ends, default=None)


def _segment(
    days: tuple[Day, ...],
    terms: Sequence[EmploymentTerms],
    assignments: Sequence[Assignment],
    start: date,
    end: date | None,
) -> Segment:
    first = days[0].date
    if first < start or (end is not None and first > end):
        return Segment(days)
    begun = [one for one in terms if one.effective_from <= first]
    held = max(begun, key=lambda one: (one.effective_from, one.number)) if begun else terms[0]
    on_probation = held.probation_until is not None and first <= held.probation_until
    return Segment(days, held, assignment_on(assignments, first), held.probation_pay_percent if on_probation else 100)
