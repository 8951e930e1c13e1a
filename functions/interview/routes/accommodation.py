"""Accommodations, as a candidate asks for them."""

from pydantic import BaseModel

from functions.interview.routes.desk import candidate
from shared.interview.accommodation import service
from shared.interview.accommodation.model import AccommodationCase, Why
from shared.interview.contracts import Accommodation
from shared.platform.http import routes

router = routes("candidate")
ACCOMMODATION = "/v1/interview/accommodation"


class AskAccommodation(BaseModel):
    """What would make it fair. ``why`` is optional, kept apart, and read by who decides alone."""

    asked: Accommodation
    why: Why = ""


class AccommodationView(BaseModel):
    """How the request stands; ``case`` is null where nothing was asked for or set. The reason is not repeated."""

    case: AccommodationCase | None


@router.get(ACCOMMODATION, summary="See how one's request stands")
def get_accommodation() -> AccommodationView:
    """Show what was asked for and what is granted."""
    return AccommodationView(case=service.see(*candidate(router)))


@router.post(ACCOMMODATION, summary="Ask for an accommodation")
def post_accommodation(asking: AskAccommodation) -> AccommodationView:
    """Ask for extra time, captions or written answers."""
    token, desk = candidate(router)
    return AccommodationView(case=service.ask(token, asking.asked, asking.why, desk))
