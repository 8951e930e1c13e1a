"""Personality results and norms, as staff read them. Nothing else reads a result."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.interview.routes.desk import desk_of
from shared.interview.personality.inventory import Factor, FactorWords, inventory
from shared.interview.personality.norms import Norm
from shared.interview.personality.notice import CAREFUL
from shared.interview.personality.scoring import PersonalityResult
from shared.interview.personality.staff import found_test, freeze_norm, frozen_norms, read_result
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import Resource, authorize
from shared.platform.http import routes, staff

router = routes()
RESULT = "/v1/interview/personality/results/<application_id>"
NORMS = "/v1/interview/personality/norms"


class ResultForStaff(BaseModel):
    """A result with the words it is read by. ``careful`` stands beside it wherever it is shown."""

    result: PersonalityResult
    factors: dict[Factor, FactorWords]
    careful: LocalizedText


class FreezeNorm(BaseModel):
    """Which language's results to freeze."""

    language: Language


class Norms(BaseModel):
    """The norms of today's version, the newest first: that one is applied to new results."""

    items: list[Norm]


@router.get(RESULT, summary="Read a personality result")
def get_result(application_id: Annotated[str, Path(max_length=64)]) -> ResultForStaff:
    """Return the result of an application (of an interview, where there is none)."""
    who = staff(router)
    desk = desk_of(who.tenant_id)
    test = found_test(application_id, desk.tests)
    authorize(who, "read_personality", Resource(department=test.department))
    result = read_result(who, test, desk.tests, desk.trail)
    return ResultForStaff(result=result, factors=inventory(test.version).factors, careful=CAREFUL)


@router.get(NORMS, summary="List frozen norms")
def get_norms(language: Annotated[Language, Query()] = "zh") -> Norms:
    """List the frozen norms of a language."""
    who = staff(router)
    authorize(who, "read_personality")
    return Norms(items=list(frozen_norms(language, desk_of(who.tenant_id).tests)))


@router.post(NORMS, summary="Freeze a norm", status_code=201)
def post_norm(freezing: FreezeNorm) -> tuple[Norm, int]:
    """Freeze a norm from the valid results so far; it needs a hundred of them."""
    who = staff(router)
    authorize(who, "manage_settings")
    desk = desk_of(who.tenant_id)
    return freeze_norm(who, freezing.language, desk.tests, desk.trail, desk.clock), 201
