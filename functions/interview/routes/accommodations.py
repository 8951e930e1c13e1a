"""Accommodations, as staff see and decide them."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.interview.routes.desk import InterviewDesk, desk_of
from shared.interview.accommodation import staff as cases
from shared.interview.accommodation.model import AccommodationCase, AccommodationSettings
from shared.interview.accommodation.service import decide
from shared.interview.contracts import Accommodation
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.contracts import Invitation

router = routes()
WAITING = "/v1/interview/accommodations"
CASE = "/v1/interview/invitations/<invitation_id>/accommodation"
SETTINGS = "/v1/interview/accommodation-settings"
InvitationId = Annotated[str, Path(max_length=64)]


class CaseForStaff(BaseModel):
    """A case with the candidate's own words on why. Its ETag is ``revision``."""

    case: AccommodationCase
    why: str


class DecideAccommodation(BaseModel):
    """What holds from now on, and what the candidate is told about it."""

    granted: Accommodation
    words: str = Field(default="", max_length=1000)


class ChangeAccommodationSettings(BaseModel):
    """What is granted without anybody looking."""

    extra_time_up_to: float = Field(ge=1.0, le=3.0)
    captions: bool
    text_answers: bool


@router.get(WAITING, summary="List waiting requests for accommodations")
def get_waiting(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[AccommodationCase]:
    """List the requests that nobody has decided about, the oldest first; reasons are not among them."""
    who = staff(router)
    found, following = desk_of(who.tenant_id).accommodations.waiting(limit, Cursor.read(cursor))
    seen = [one for one in found if permits(who, "manage_accommodation", Resource(department=one.department))]
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(CASE, summary="Read a case")
def get_case(invitation_id: InvitationId) -> Response[CaseForStaff]:
    """Return a case with the reason; that it was read is recorded."""
    who, desk, invitation = _authorized(invitation_id)
    case, why = cases.read_case(who, invitation, desk.accommodations, desk.trail)
    return tagged(CaseForStaff(case=case, why=why), case.revision)


@router.put(CASE, summary="Decide a request, or set an accommodation")
def put_case(invitation_id: InvitationId, deciding: DecideAccommodation) -> Response[CaseForStaff]:
    """Grant, refuse or set; ``If-Match`` names what was read, and is not needed where there was nothing."""
    who, desk, invitation = _authorized(invitation_id)
    case = decide(invitation, deciding.granted, deciding.words, if_match(router), who, desk, desk.trail)
    return tagged(CaseForStaff(case=case, why=""), case.revision)


@router.get(SETTINGS, summary="Read what is granted automatically")
def get_settings() -> Response[AccommodationSettings]:
    """Return what is granted without anybody looking."""
    who = staff(router)
    authorize(who, "read_settings")
    settings = desk_of(who.tenant_id).accommodations.settings()
    return tagged(settings, settings.revision)


@router.put(SETTINGS, summary="Change what is granted automatically")
def put_settings(change: ChangeAccommodationSettings) -> Response[AccommodationSettings]:
    """Change what is granted without anybody looking; requests that wait stay waiting."""
    who = staff(router)
    authorize(who, "manage_settings")
    desk = desk_of(who.tenant_id)
    wanted = AccommodationSettings(**change.model_dump())
    settings = cases.change_settings(who, wanted, if_match(router), desk.accommodations, desk.trail)
    return tagged(settings, settings.revision)


def _authorized(invitation_id: str) -> tuple[Caller, InterviewDesk, Invitation]:
    who = staff(router)
    desk = desk_of(who.tenant_id)
    invitation = cases.found(invitation_id, desk.interviews)
    authorize(who, "manage_accommodation", Resource(department=invitation.position.department))
    return who, desk, invitation
