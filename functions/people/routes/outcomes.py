"""Outcomes: reviews, promotions and exits of an employee; the scale; what requirement analysis may learn."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.people.routes.desk import employee_number, may_read_rules, outcome_desk, platform
from functions.people.routes.files import table_file
from shared.hired_person import known_competencies
from shared.kernel.ids import EmployeeId
from shared.people.employees.model import Employee
from shared.people.outcomes import service
from shared.people.outcomes.history import history_rows
from shared.people.outcomes.model import Outcomes, Review
from shared.people.outcomes.scale import RatingScale
from shared.people.outcomes.service import ReviewOrder
from shared.people.tables.writing import as_csv
from shared.platform.authorization import ANYTHING, Resource, authorize
from shared.platform.http import if_match, routes, staff, tagged, text_of
from shared.platform.paging import Cursor

router = routes()
ONE = "/v1/people/employees/<employee_id>"
SCALE = "/v1/people/rating-scale"
HISTORY = "/v1/people/outcomes/history"
MOST_ROWS = 1000
Which = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class Reviewed(BaseModel):
    """The review, and the employee as they are now."""

    employee: Employee
    review: Review


class ScaleView(BaseModel):
    """The scale. Revision 0: nobody wrote one, and the standard holds."""

    scale: RatingScale
    revision: int


@router.post(f"{ONE}/reviews", summary="Record a performance review", status_code=201)
def post_review(employee_id: Which, order: ReviewOrder) -> Response[Reviewed]:
    """Record a review of a period that is over, or correct one. The ETag is the employee's."""
    desk = outcome_desk(staff(router))
    employee, review = service.record_review(EmployeeId(employee_id), order, if_match(router), desk)
    return tagged(Reviewed(employee=employee, review=review), employee.revision, 201)


@router.get(f"{ONE}/outcomes", summary="Read what became of an employee")
def get_outcomes(employee_id: Which) -> Outcomes:
    """Return reviews, promotions and the exit, with the words beside them."""
    return service.read_outcomes(EmployeeId(employee_id), outcome_desk(staff(router)))


@router.get(SCALE, summary="Read the scale of ratings")
def get_scale() -> Response[ScaleView]:
    """Return the company's scale of ratings, or the standard one."""
    who = staff(router)
    may_read_rules(who)
    desk = outcome_desk(who)
    scale, revision = desk.outcomes.scale()
    return tagged(ScaleView(scale=scale, revision=revision), revision)


@router.put(SCALE, summary="Write the scale of ratings")
def put_scale(scale: RatingScale) -> Response[ScaleView]:
    """Write the scale; reviews that were recorded keep the values that they had."""
    revision = service.write_scale(scale, if_match(router), outcome_desk(staff(router)))
    return tagged(ScaleView(scale=scale, revision=revision), revision)


@router.get(HISTORY, summary="Get outcomes for requirement analysis", responses=text_of("text/csv", "A table."))
def get_history(
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    rows: Annotated[int, Query(ge=1, le=MOST_ROWS)] = MOST_ROWS,
    after: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response[str]:
    """Return scores and outcomes of those who agreed, as CSV that the import of the hiring history reads as it stands.

    No name is in it. Where more than ``rows`` agreed, ``Link`` leads to the next file.
    """
    who = staff(router)
    authorize(who, "read_development", ANYTHING if department is None else Resource(department=department))
    desk = outcome_desk(who).people
    found, following = desk.employees.facts(rows, Cursor.read(after))
    mine = [each for each in found if department in (None, each.department)]
    detail = {"employees": len(mine), "department": department}
    desk.trail.record(desk.trail.entry(who, "read_development", "outcomes_history", detail=detail))
    known = known_competencies(platform(), who.tenant_id)
    today: date = desk.today()
    body = as_csv(history_rows(mine, known, employee_number(who.tenant_id), today))
    query = {"rows": str(rows), **({"department": department} if department else {})}
    return table_file(body, "text/csv; charset=utf-8", f"outcomes-{today}.csv", HISTORY, query, following)
