"""What the law of each place asks: the policies with their articles, and which statements a lawyer must look at."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.tenancy.contracts import Jurisdiction
from shared.tenancy.jurisdictions.contracts import JurisdictionRules
from shared.tenancy.jurisdictions.loader import JURISDICTIONS, rules_for

router = routes()
PLACES = "/v1/tenancy/jurisdictions"


class Place(BaseModel):
    """A place, and what is asked there."""

    jurisdiction: Jurisdiction
    rules: JurisdictionRules


@router.get(PLACES, summary="List the jurisdictions with their policies")
def get_jurisdictions() -> list[Place]:
    """Return every policy. ``checked`` false: ask a lawyer before relying on it."""
    authorize(staff(router), "read_settings")
    return [Place(jurisdiction=name, rules=rules_for(name)) for name in JURISDICTIONS]


@router.get(f"{PLACES}/<jurisdiction>", summary="Read the policy of a jurisdiction")
def get_jurisdiction(jurisdiction: Annotated[Jurisdiction, Path()]) -> Place:
    """Return one policy."""
    authorize(staff(router), "read_settings")
    return Place(jurisdiction=jurisdiction, rules=rules_for(jurisdiction))
