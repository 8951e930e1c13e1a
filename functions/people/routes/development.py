"""Development: consents asked anew, the plan of training and goals, the mark of high potential, the catalogue."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from functions.people.routes.desk import development_desk, employee_desk, may_read_rules
from shared.kernel.ids import EmployeeId
from shared.people.development import service
from shared.people.development.catalogue import DevelopmentCatalogue
from shared.people.development.model import DevelopmentPlan
from shared.people.development.potential import PotentialOrder, settle_potential
from shared.people.development.service import GoalOrder, TrainingOrder
from shared.people.employees.consents import ConsentAnswer, answer_consent
from shared.people.employees.model import Employee
from shared.platform.http import if_match, routes, staff, tagged

router = routes()
EMPLOYEE = "/v1/people/employees/<employee_id>"
PLAN = f"{EMPLOYEE}/development"
CATALOGUE = "/v1/people/development-catalogue"
Which = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class CatalogueView(BaseModel):
    """The catalogue. Revision 0: nobody wrote one, and the standard holds."""

    catalogue: DevelopmentCatalogue
    revision: int


@router.post(f"{EMPLOYEE}/consents", summary="Record how an employee answered")
def post_consent(employee_id: Which, answer: ConsentAnswer) -> Response[Employee]:
    """Record the answer to a purpose that is asked anew."""
    after = answer_consent(EmployeeId(employee_id), answer, if_match(router), employee_desk(staff(router)))
    return tagged(after, after.revision)


@router.post(PLAN, summary="Make the development plan of an employee", status_code=201)
def post_plan(employee_id: Which) -> Response[DevelopmentPlan]:
    """Propose training for low competencies, goals for high ones."""
    made = service.make_plan(EmployeeId(employee_id), development_desk(staff(router)))
    return tagged(made, made.revision, 201)


@router.get(PLAN, summary="Read the development plan of an employee")
def get_plan(employee_id: Which) -> Response[DevelopmentPlan]:
    """Return the plan with the reasons of everything that it proposes."""
    found = service.read_plan(EmployeeId(employee_id), development_desk(staff(router)))
    return tagged(found, found.revision)


@router.put(f"{PLAN}/trainings/<course_id>", summary="Settle a training")
def put_training(employee_id: Which, course_id: Which, order: TrainingOrder) -> Response[DevelopmentPlan]:
    """Plan, dismiss or complete a training."""
    desk = development_desk(staff(router))
    after = service.settle_training(EmployeeId(employee_id), course_id, order, if_match(router), desk)
    return tagged(after, after.revision)


@router.put(f"{PLAN}/goals/<goal_id>", summary="Settle a goal")
def put_goal(employee_id: Which, goal_id: Which, order: GoalOrder) -> Response[DevelopmentPlan]:
    """Accept, dismiss or close a goal."""
    desk = development_desk(staff(router))
    after = service.settle_goal(EmployeeId(employee_id), goal_id, order, if_match(router), desk)
    return tagged(after, after.revision)


@router.post(f"{PLAN}/potential", summary="Contest the mark of high potential, or answer")
def post_potential(employee_id: Which, order: PotentialOrder) -> Response[DevelopmentPlan]:
    """Contest the mark for the employee, uphold it, or remove it."""
    desk = development_desk(staff(router))
    after = settle_potential(EmployeeId(employee_id), order, if_match(router), desk)
    return tagged(after, after.revision)


@router.get(CATALOGUE, summary="Read the catalogue of courses and goals")
def get_catalogue() -> Response[CatalogueView]:
    """Return the company's catalogue, or the standard one."""
    who = staff(router)
    may_read_rules(who)
    catalogue, revision = development_desk(who).plans.catalogue()
    return tagged(CatalogueView(catalogue=catalogue, revision=revision), revision)


@router.put(CATALOGUE, summary="Write the catalogue of courses and goals")
def put_catalogue(catalogue: DevelopmentCatalogue) -> Response[CatalogueView]:
    """Write the catalogue; plans that were made stay as they are."""
    revision = service.write_catalogue(catalogue, if_match(router), development_desk(staff(router)))
    return tagged(CatalogueView(catalogue=catalogue, revision=revision), revision)
