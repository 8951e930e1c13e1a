"""How an interview went, for staff: consents, pauses, device checks, when questions were shown."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.interview.routes.desk import desk_of
from shared.interview.accommodation.staff import found
from shared.interview.service.record import SessionRecord, session_record
from shared.platform.authorization import Resource, authorize
from shared.platform.http import routes, staff

router = routes()


@router.get("/v1/interview/invitations/<invitation_id>/session", summary="Read how an interview went")
def get_record(invitation_id: Annotated[str, Path(max_length=64)]) -> SessionRecord:
    """Return what happened when, apart from what was said."""
    who = staff(router)
    desk = desk_of(who.tenant_id)
    invitation = found(invitation_id, desk.interviews)
    authorize(who, "read_interview", Resource(department=invitation.position.department))
    return session_record(who, invitation, desk, desk.trail)
