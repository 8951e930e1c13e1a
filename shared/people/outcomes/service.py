"""Use cases of outcomes: record a review, read what became of somebody, write the scale."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.errors import PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, UserId, new_id
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.errors import NotInThisStatus
from shared.people.employees.model import Employee
from shared.people.outcomes.errors import NoSuchRating, NoSuchReview, PeriodReviewed, PeriodUnfit
from shared.people.outcomes.model import Outcomes, Review, current, exit_of, promotions
from shared.people.outcomes.scale import RatingScale
from shared.people.outcomes.store import OutcomeStore
from shared.platform.authorization import authorize
from shared.platform.etag import expect

Named = frozenset[str] | None


@dataclass(frozen=True)
class OutcomeDesk:
    """The employee's desk, and the reviews."""

    people: EmployeeDesk
    outcomes: OutcomeStore


class ReviewOrder(Frozen):
    """A review of ``since`` to ``until``, both included. ``reviewer`` left out: whoever records it.

    ``rating`` is a code of the company's scale. ``corrects``: the review that this one stands for, from now on.
    """

    since: date
    until: date
    rating: str = Field(min_length=1, max_length=20)
    target_reached: bool | None = None
    reviewer: Annotated[UserId, Field(min_length=1, max_length=255)] | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)] | None = None
    corrects: str | None = Field(default=None, min_length=1, max_length=60)


def record_review(
    employee_id: EmployeeId, order: ReviewOrder, named: Named, desk: OutcomeDesk
) -> tuple[Employee, Review]:
    """Record a review; of several, the one with the latest period stands in the file.

    Raises:
        NoSuchEmployee, Forbidden, PreconditionRequired, PreconditionFailed: as they say.
        NotInThisStatus: the employment has not begun, or never did.
        PeriodUnfit, PeriodReviewed, NoSuchRating, NoSuchReview: the order does not fit.
    """
    people = desk.people
    employee = people.opened(employee_id, "record_outcome")
    expect(named, employee.revision)
    if employee.status not in ("active", "left"):
        raise NotInThisStatus(employee.status, "active or left")
    _check_period(order, employee, people.today())
    scale, revision = desk.outcomes.scale()
    rating = scale.rating(order.rating)
    if rating is None:
        raise NoSuchRating(order.rating, (each.code for each in scale.ratings))
    reviews = desk.outcomes.reviews(employee_id)
    _check_others(order, current(reviews))
    review = Review(
        review_id=new_id("rev"),
        employee_id=employee_id,
        since=order.since,
        until=order.until,
        rating=rating.code,
        value=rating.value,
        scale=revision,
        target_reached=order.target_reached,
        reviewer=order.reviewer or people.who.user_id,
        corrects=order.corrects,
        recorded_by=people.who.user_id,
        recorded_at=people.clock.now(),
        note=order.note,
    )
    after = employee.with_(review=current([*reviews, review])[-1].figures)
    detail = {"review_id": review.review_id, "rating": review.rating, "corrects": review.corrects}
    entry = people.trail.entry(
        people.who, "record_outcome", employee_id, candidate_id=employee.candidate_id, detail=detail
    )
    if not people.employees.change(employee, after, entry, more=[desk.outcomes.put(review)]):
        raise PreconditionFailed
    return after, review


def read_outcomes(employee_id: EmployeeId, desk: OutcomeDesk) -> Outcomes:
    """Return what became of an employee; the reading is recorded. Two queries.

    Raises ``NoSuchEmployee``, ``Forbidden``.
    """
    people = desk.people
    employee = people.opened(employee_id, "read_development")
    entry = people.trail.entry(people.who, "read_development", employee_id, candidate_id=employee.candidate_id)
    found = outcomes_of(employee, desk)
    people.trail.record(entry)
    return found


def outcomes_of(employee: Employee, desk: OutcomeDesk) -> Outcomes:
    """Return what became of an employee, for who has looked after permission and record. Two queries."""
    terms = desk.people.employees.written_terms(employee.employee_id)
    return Outcomes(
        employee_id=employee.employee_id,
        reviews=tuple(desk.outcomes.reviews(employee.employee_id)),
        promotions=promotions(terms),
        exit=exit_of(terms, employee.left_because),
    )


def write_scale(scale: RatingScale, named: Named, desk: OutcomeDesk) -> int:
    """Write the company's scale and return its revision; reviews that were recorded keep their values."""
    authorize(desk.people.who, "manage_employee")
    _before, revision = desk.outcomes.scale()
    expect(named, revision)
    entry = desk.people.trail.entry(desk.people.who, "manage_employee", "rating_scale")
    if not desk.outcomes.put_scale(scale, revision + 1, entry):
        raise PreconditionFailed
    return revision + 1


def _check_period(order: ReviewOrder, employee: Employee, today: date) -> None:
    if order.until < order.since:
        raise PeriodUnfit("The period ends before it begins. 期间的结束早于开始。")
    if order.until > today:
        raise PeriodUnfit(f"{order.until} is still to come. 评估期间尚未结束。")
    if order.until < employee.start_date:
        raise PeriodUnfit(f"The period is before the first day, {employee.start_date}. 期间早于入职日期。")
    if employee.last_day is not None and order.since > employee.last_day:
        raise PeriodUnfit(f"The period is after the last day, {employee.last_day}. 期间晚于最后工作日。")


def _check_others(order: ReviewOrder, holding: list[Review]) -> None:
    if order.corrects is not None and all(each.review_id != order.corrects for each in holding):
        raise NoSuchReview
    for each in holding:
        if each.review_id != order.corrects and each.since <= order.until and order.since <= each.until:
            raise PeriodReviewed(each.review_id, each.since, each.until)
