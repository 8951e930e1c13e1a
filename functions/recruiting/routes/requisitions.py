"""Job requisitions: write, submit, approve, open positions, close."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.desk import platform, position_desk
from shared.assessment.service.own_rubrics import ChoosableRubrics
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId, RequisitionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.model import PositionDraft
from shared.recruiting.requisitions import service
from shared.recruiting.requisitions.approval import ApprovalRules
from shared.recruiting.requisitions.model import (
    Approval,
    LogEntry,
    OpenedPosition,
    Requisition,
    RequisitionDraft,
    Status,
    Words,
)
from shared.recruiting.requisitions.opening import open_position
from shared.recruiting.requisitions.store import RequisitionStore

router = routes()
REQUISITIONS = "/v1/recruiting/requisitions"
ONE = f"{REQUISITIONS}/<requisition_id>"
RULES = "/v1/recruiting/requisition-approval-rules"

Action = Literal["manage_requisition", "approve_requisition", "read_requisition"]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]


class RequisitionView(BaseModel):
    """A requisition with its state. Its ETag is ``revision``. ``opened``: heads that positions took.

    ``awaits`` is the step that is to be decided next.
    """

    requisition_id: RequisitionId
    draft: RequisitionDraft
    status: Status
    revision: int
    chain: tuple[Approval, ...]
    awaits: str | None
    opened: int
    created_by: str
    created_at: datetime
    submitted_by: str | None
    submitted_at: datetime | None
    closed_because: str | None


class RequisitionPositions(BaseModel):
    """The positions that were opened from a requisition, with the heads that each takes."""

    headcount: int
    opened: int
    positions: tuple[OpenedPosition, ...]


class ApprovalNote(Frozen):
    """What an approver says, or nothing."""

    note: Words | None = None


class RejectionNote(Frozen):
    """Why it is rejected."""

    note: Words


class ClosingNote(Frozen):
    """Why no more positions are opened."""

    because: Words


class PositionOpening(Frozen):
    """A position to open from a requisition. ``heads``: how many people it is to find."""

    heads: int = Field(default=1, ge=1, le=1000)
    position: PositionDraft


class RulesView(BaseModel):
    """The rules of approval. Revision 0: nobody wrote any, and the default holds."""

    rules: ApprovalRules
    revision: int


@router.post(REQUISITIONS, summary="Write a job requisition", status_code=201)
def post_requisition(draft: RequisitionDraft) -> Response[RequisitionView]:
    """Write a requisition as a draft."""
    desk = _desk()
    authorize(desk.who, "manage_requisition", Resource(department=draft.department))
    request = Request.of("create_requisition", idempotency_key(router), draft)
    made = service.create_requisition(draft, request=request, desk=desk)
    return tagged(_view(made, 0), made.revision, 201)


@router.get(REQUISITIONS, summary="List job requisitions")
def get_requisitions(
    status: Annotated[Status | None, Query()] = None, limit: Limit = 50, cursor: After = None
) -> Page[RequisitionView]:
    """List requisitions, the newest first. A manager sees those of the own departments."""
    desk = _desk()
    found, following = desk.store.page(status, limit, Cursor.read(cursor))
    seen = [
        _view(one, opened)
        for one, opened in found
        if permits(desk.who, "read_requisition", Resource(department=one.draft.department))
    ]
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(ONE, summary="Read a job requisition")
def get_requisition(requisition_id: str) -> Response[RequisitionView]:
    """Return a requisition with its ETag."""
    _, requisition, opened = _found(requisition_id, "read_requisition")
    return _tagged(requisition, opened)


@router.put(ONE, summary="Change a job requisition")
def put_requisition(requisition_id: str, draft: RequisitionDraft) -> Response[RequisitionView]:
    """Write a draft anew, or one that was rejected."""
    desk, before, opened = _found(requisition_id, "manage_requisition")
    authorize(desk.who, "manage_requisition", Resource(department=draft.department))
    return _tagged(service.edit_requisition(before.requisition_id, draft, if_match(router), desk), opened)


@router.delete(ONE, summary="Delete a draft of a job requisition", status_code=204)
def delete_requisition(requisition_id: str) -> Response[None]:
    """Take a draft away."""
    desk, before, _opened = _found(requisition_id, "manage_requisition")
    service.delete_requisition(before.requisition_id, if_match(router), desk)
    return Response(status_code=204, content_type="application/json")


@router.post(f"{ONE}/submit", summary="Submit a job requisition for approval")
def post_submit(requisition_id: str) -> Response[RequisitionView]:
    """Hand a draft in; headcount and budget decide who must approve it."""
    desk, before, opened = _found(requisition_id, "manage_requisition")
    return _tagged(service.submit_requisition(before.requisition_id, if_match(router), desk), opened)


@router.post(f"{ONE}/withdraw", summary="Withdraw a submitted job requisition")
def post_withdraw(requisition_id: str) -> Response[RequisitionView]:
    """Make it a draft again."""
    desk, before, opened = _found(requisition_id, "manage_requisition")
    return _tagged(service.withdraw_requisition(before.requisition_id, if_match(router), desk), opened)


@router.post(f"{ONE}/approve", summary="Approve a step of a job requisition")
def post_approve(requisition_id: str, note: ApprovalNote) -> Response[RequisitionView]:
    """Approve the step that is due. Nobody approves what they asked for."""
    desk, before, opened = _found(requisition_id, "approve_requisition")
    named = if_match(router)
    return _tagged(service.decide_requisition(before.requisition_id, "approved", note.note, named, desk), opened)


@router.post(f"{ONE}/reject", summary="Reject a job requisition")
def post_reject(requisition_id: str, note: RejectionNote) -> Response[RequisitionView]:
    """Reject it at the step that is due, with a reason."""
    desk, before, opened = _found(requisition_id, "approve_requisition")
    named = if_match(router)
    return _tagged(service.decide_requisition(before.requisition_id, "rejected", note.note, named, desk), opened)


@router.post(f"{ONE}/close", summary="Close a job requisition")
def post_close(requisition_id: str, note: ClosingNote) -> Response[RequisitionView]:
    """Open no more positions from it."""
    desk, before, opened = _found(requisition_id, "manage_requisition")
    return _tagged(service.close_requisition(before.requisition_id, note.because, if_match(router), desk), opened)


@router.get(f"{ONE}/log", summary="Read the change log of a job requisition")
def get_log(requisition_id: str, limit: Limit = 50, cursor: After = None) -> Page[LogEntry]:
    """Return who did what to it and when, the newest first."""
    desk, requisition, _opened = _found(requisition_id, "read_requisition")
    found, following = desk.store.log(requisition.requisition_id, limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.post(f"{ONE}/positions", summary="Open a position from a job requisition", status_code=201)
def post_position(requisition_id: str, opening: PositionOpening) -> tuple[PositionSnapshot, int]:
    """Open a position that takes heads of an approved requisition."""
    desk, requisition, _opened = _found(requisition_id, "manage_requisition")
    authorize(desk.who, "manage_position", Resource(department=requisition.draft.department))
    here = platform()
    table = here.table(desk.who.tenant_id)
    position = open_position(
        requisition.requisition_id,
        opening.position,
        opening.heads,
        request=Request.of("open_position", idempotency_key(router), requisition_id, opening),
        table=table,
        bucket=here.bucket(desk.who.tenant_id),
        rubrics=ChoosableRubrics(OwnRubrics(table)),
        desk=desk,
    )
    return position.snapshot, 201


@router.get(f"{ONE}/positions", summary="List the positions of a job requisition")
def get_positions(requisition_id: str) -> RequisitionPositions:
    """Return what was opened from it, and how many heads are taken."""
    desk, requisition, opened = _found(requisition_id, "read_requisition")
    return RequisitionPositions(
        headcount=requisition.draft.headcount,
        opened=opened,
        positions=tuple(desk.store.positions(requisition.requisition_id)),
    )


@router.delete(f"{ONE}/positions/<position_id>", summary="Release the heads of a closed position")
def delete_position(requisition_id: str, position_id: str) -> Response[RequisitionView]:
    """Give the heads of a position back that is closed or was deleted."""
    desk, requisition, _opened = _found(requisition_id, "manage_requisition")
    return _tagged(*service.release_heads(requisition.requisition_id, PositionId(position_id), desk))


@router.get(RULES, summary="Read who approves job requisitions")
def get_rules() -> Response[RulesView]:
    """Return the steps of approval and from which headcount or budget on each holds."""
    desk = _desk()
    authorize(desk.who, "read_settings")
    rules, revision = desk.store.rules()
    return tagged(RulesView(rules=rules, revision=revision), revision)


@router.put(RULES, summary="Say who approves job requisitions")
def put_rules(rules: ApprovalRules) -> Response[RulesView]:
    """Write the steps of approval; what is submitted already keeps its chain."""
    desk = _desk()
    authorize(desk.who, "manage_settings")
    revision = service.change_rules(rules, if_match(router), desk)
    return tagged(RulesView(rules=rules, revision=revision), revision)


def _desk() -> service.RequisitionDesk:
    who = staff(router)
    here = platform()
    trail = here.audit(who.tenant_id)
    store = RequisitionStore(here.table(who.tenant_id), trail, here.clock)
    return service.RequisitionDesk(who, store, position_desk(who).positions, trail, here.clock)


def _found(requisition_id: str, action: Action) -> tuple[service.RequisitionDesk, Requisition, int]:
    desk = _desk()
    requisition, opened = desk.with_opened(RequisitionId(requisition_id))
    authorize(desk.who, action, Resource(department=requisition.draft.department))
    return desk, requisition, opened


def _tagged(requisition: Requisition, opened: int) -> Response[RequisitionView]:
    return tagged(_view(requisition, opened), requisition.revision)


def _view(requisition: Requisition, opened: int) -> RequisitionView:
    awaited = requisition.awaits
    return RequisitionView(
        requisition_id=requisition.requisition_id,
        draft=requisition.draft,
        status=requisition.status,
        revision=requisition.revision,
        chain=requisition.chain,
        awaits=awaited.step.name if awaited else None,
        opened=opened,
        created_by=requisition.created_by,
        created_at=requisition.created_at,
        submitted_by=requisition.submitted_by,
        submitted_at=requisition.submitted_at,
        closed_because=requisition.closed_because,
    )
