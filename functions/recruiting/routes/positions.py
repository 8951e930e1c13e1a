"""Positions: open, read, change, close and delete them, and choose what they ask."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.recruiting.routes.candidate_desk import link_desk
from functions.recruiting.routes.desk import platform, position_desk, recruitment
from shared.assessment.service.own_rubrics import ChoosableRubrics
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import PositionId, RequisitionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.candidates.links.service import revoke_links_of
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.model import Position, PositionDraft, PositionStatus
from shared.recruiting.positions import service
from shared.recruiting.positions.errors import OfRequisition
from shared.recruiting.service import create_position

router = routes()
POSITIONS = "/v1/recruiting/positions"


class PositionView(BaseModel):
    """A position with its state. Its ETag is ``revision``."""

    position: PositionSnapshot
    status: PositionStatus
    revision: int
    jd: str | None
    requisition_id: RequisitionId | None
    justification: DocumentRef | None
    created_by: str
    created_at: datetime


@router.post(POSITIONS, summary="Open a position", status_code=201)
def post_position(draft: PositionDraft) -> tuple[PositionSnapshot, int]:
    """Open a position. Questions may follow later, from the bank; one of a requisition is opened under that."""
    who = staff(router)
    if draft.requisition_id is not None:
        raise OfRequisition(draft.requisition_id)
    authorize(who, "manage_position", Resource(department=draft.department))
    position = create_position(
        draft,
        author=who.user_id,
        request=Request.of("create_position", idempotency_key(router), draft),
        recruitment=recruitment(who),
        rubrics=ChoosableRubrics(OwnRubrics(platform().table(who.tenant_id))),
        clock=platform().clock,
    )
    return position.snapshot, 201


@router.get(POSITIONS, summary="List positions")
def get_positions(
    department: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[PositionView]:
    """List positions, the newest first. A manager sees those of the own departments."""
    who = staff(router)
    desk = position_desk(who)
    found, following = desk.positions.positions(department, limit, Cursor.read(cursor))
    seen = [one for one in found if permits(who, "read_position", Resource(department=one.snapshot.department))]
    return Page(items=[_view(position) for position in seen], next=following.spelled() if following else None)


@router.get(f"{POSITIONS}/<position_id>", summary="Read a position")
def get_position(position_id: str) -> Response[PositionView]:
    """Return a position with its ETag."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "read_position", Resource(department=position.snapshot.department))
    return tagged_position(position)


@router.put(f"{POSITIONS}/<position_id>", summary="Change a position")
def put_position(position_id: str, draft: PositionDraft) -> Response[PositionView]:
    """Write a position anew; ``If-Match`` says which revision was read."""
    who = staff(router)
    desk = position_desk(who)
    _authorize_change(desk, position_id)
    authorize(who, "manage_position", Resource(department=draft.department))
    return tagged_position(service.change_position(PositionId(position_id), draft, if_match(router), desk))


@router.post(f"{POSITIONS}/<position_id>/close", summary="Close a position")
def post_close(position_id: str) -> Response[PositionView]:
    """Take nobody on any more; its public application links close with it."""
    desk = position_desk(staff(router))
    _authorize_change(desk, position_id)
    closed = service.set_status(PositionId(position_id), "closed", if_match(router), desk)
    revoke_links_of(PositionId(position_id), link_desk(desk.who))
    return tagged_position(closed)


@router.post(f"{POSITIONS}/<position_id>/open", summary="Open a closed position again")
def post_open(position_id: str) -> Response[PositionView]:
    """Take people on again."""
    desk = position_desk(staff(router))
    _authorize_change(desk, position_id)
    return tagged_position(service.set_status(PositionId(position_id), "open", if_match(router), desk))


@router.delete(f"{POSITIONS}/<position_id>", summary="Delete a position without candidates", status_code=204)
def delete_position(position_id: str) -> Response[None]:
    """Take away a position to which nobody applied."""
    desk = position_desk(staff(router))
    _authorize_change(desk, position_id)
    service.delete_position(PositionId(position_id), if_match(router), desk)
    return Response(status_code=204, content_type="application/json")


def _authorize_change(desk: service.PositionDesk, position_id: str) -> None:
    position = desk.found(PositionId(position_id))
    authorize(desk.who, "manage_position", Resource(department=position.snapshot.department))


def tagged_position(position: Position) -> Response[PositionView]:
    """Return a position with its ETag."""
    return tagged(_view(position), position.revision)


def _view(position: Position) -> PositionView:
    return PositionView(
        position=position.snapshot,
        status=position.status,
        revision=position.revision,
        jd=position.jd,
        requisition_id=position.requisition_id,
        justification=position.justification,
        created_by=position.created_by,
        created_at=position.created_at,
    )
