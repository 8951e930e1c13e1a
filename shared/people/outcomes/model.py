"""What became of somebody: reviews, promotions, an exit. Pure rules."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.people.contracts import EmploymentTerms
from shared.people.employees.model import ReviewFigures


class Review(Frozen):
    """A performance review of a period. ``value`` is the rating's place on the scale of ``scale``, 0–100.

    ``corrects`` names the review that this one stands for; that one stays on record. ``note`` is the reviewer's words.
    """

    review_id: str
    employee_id: EmployeeId
    since: date
    until: date
    rating: str
    value: float = Field(ge=0, le=100)
    scale: int
    target_reached: bool | None = None
    reviewer: str
    corrects: str | None = None
    recorded_by: str
    recorded_at: datetime
    note: str | None = None

    @property
    def figures(self) -> ReviewFigures:
        """What stands in the employee's file."""
        return ReviewFigures(
            review_id=self.review_id,
            until=self.until,
            rating=self.rating,
            value=self.value,
            target_reached=self.target_reached,
        )


class Promotion(Frozen):
    """A promotion, as the terms have it."""

    on: date
    title_before: LocalizedText
    title: LocalizedText
    grade_before: str
    grade: str
    decided_by: str
    note: str | None = None


class Exit(Frozen):
    """The end of the employment. ``reason`` is the code of the file."""

    last_day: date
    reason: str | None
    decided_by: str
    note: str | None = None


class Outcomes(Frozen):
    """What became of one employee, the oldest first."""

    employee_id: EmployeeId
    reviews: tuple[Review, ...]
    promotions: tuple[Promotion, ...]
    exit: Exit | None


def current(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that hold: those that none corrects, by the end of their period."""
    known = list(reviews)
    corrected = {each.corrects for each in known}
    return sorted((each for each in known if each.review_id not in corrected), key=lambda each: each.until)


def promotions(terms: Sequence[tuple[EmploymentTerms, str | None]]) -> tuple[Promotion, ...]:
    """Return the promotions among terms with their notes, which come by their number."""
    return tuple(
        Promotion(
            on=after.effective_from,
            title_before=before.title,
            title=after.title,
            grade_before=before.grade,
            grade=after.grade,
            decided_by=after.decided_by,
            note=note,
        )
        for (before, _), (after, note) in pairwise(terms)
        if after.reason == "promotion"
    )


def exit_of(terms: Sequence[tuple[EmploymentTerms, str | None]], reason: str | None) -> Exit | None:
    """Return the end of an employment, or None while it goes on."""
    for each, note in reversed(terms):
        if each.end_date is not None:
            return Exit(last_day=each.end_date, reason=reason, decided_by=each.decided_by, note=note)
    return None
