"""Invitations of many at once: order, progress, results, pause, go on, cancel, try again what failed."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.desk import position_desk
from functions.recruiting.routes.invitation_desk import batch_desk
from shared.kernel.frozen import Frozen
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.invitations.batches import service
from shared.recruiting.invitations.batches.desk import BatchDesk
from shared.recruiting.invitations.batches.model import (
    Batch,
    BatchOrder,
    BatchState,
    Recipient,
    Retryable,
    Status,
    Terms,
)

router = routes()
BATCHES = "/v1/recruiting/invitation-batches"
BATCH = f"{BATCHES}/<batch_id>"
Which = Annotated[str, Path(min_length=1, max_length=60)]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]


class BatchLine(BaseModel):
    """A batch without its counts. ``halted``: it was paused by itself, because the provider took nothing any more."""

    batch_id: str
    terms: Terms
    state: BatchState
    halted: bool
    total: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None


class BatchView(BatchLine):
    """A batch with its progress: ``counts`` by status. ``total`` grows while it is ``expanding``. Its ETag changes with
    its state and its turns."""

    counts: dict[Status, int]
    revision: int


class TryAgain(Frozen):
    """Whom to try again: those that failed, and where they are named also those that bounced or were skipped."""

    statuses: tuple[Retryable, ...] = Field(default=("failed",), min_length=1, max_length=3)


@router.post(BATCHES, summary="Invite many candidates", status_code=202)
def post_batch(order: BatchOrder) -> Response[BatchView]:
    """Order a batch of invitations; workers send them, and the batch shows how far they are."""
    who = staff(router)
    position = position_desk(who).found(order.position_id)
    authorize(who, "invite_candidate", Resource(department=position.snapshot.department))
    request = Request.of("invitation_batch", idempotency_key(router), order)
    batch = service.order_batch(order, position, request, batch_desk(who))
    return tagged(_view(batch), batch.revision, 202)


@router.get(BATCHES, summary="List batches of invitations")
def get_batches(limit: Limit = 50, cursor: After = None) -> Page[BatchLine]:
    """List batches, the newest first. A manager sees those of the own departments."""
    who = staff(router)
    found, following = batch_desk(who).batches.batches(limit, Cursor.read(cursor))
    seen = [one for one in found if permits(who, "read_invitation", Resource(department=one.terms.department))]
    return Page(items=[_line(one) for one in seen], next=following.spelled() if following else None)


@router.get(BATCH, summary="Read the progress of a batch")
def get_batch(batch_id: Which) -> Response[BatchView]:
    """Return a batch with its counts."""
    who = staff(router)
    batch = batch_desk(who).found(batch_id)
    authorize(who, "read_invitation", Resource(department=batch.terms.department))
    return tagged(_view(batch), batch.revision)


@router.get(f"{BATCH}/recipients", summary="List the recipients of a batch with their results")
def get_recipients(
    batch_id: Which,
    status: Annotated[Status | None, Query()] = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[Recipient]:
    """List recipients in the order in which they are invited; of one status where it is given."""
    who = staff(router)
    here = batch_desk(who)
    batch = here.found(batch_id)
    authorize(who, "read_invitation", Resource(department=batch.terms.department))
    found, following = here.batches.recipients(batch_id, limit, Cursor.read(cursor), status)
    trail = here.desk.trail
    trail.record(trail.entry(who, "read_invitation", batch_id, detail={"listed": len(found)}))
    return Page(items=found, next=following.spelled() if following else None)


@router.post(f"{BATCH}/pause", summary="Pause a batch")
def post_pause(batch_id: Which) -> Response[BatchView]:
    """Send nobody anything more until it goes on."""
    return _tagged(service.pause(batch_id, if_match(router), _allowed(batch_id)))


@router.post(f"{BATCH}/resume", summary="Go on with a batch that was paused")
def post_resume(batch_id: Which) -> Response[BatchView]:
    """Go on where it stopped."""
    return _tagged(service.go_on(batch_id, if_match(router), _allowed(batch_id)))


@router.post(f"{BATCH}/cancel", summary="Cancel a batch")
def post_cancel(batch_id: Which) -> Response[BatchView]:
    """Send nobody anything more, for good; invitations that were made hold."""
    return _tagged(service.cancel(batch_id, if_match(router), _allowed(batch_id)))


@router.post(f"{BATCH}/retry", summary="Try again those of a batch that failed")
def post_retry(batch_id: Which, order: TryAgain) -> Response[BatchView]:
    """Queue those again that failed; nobody else gets anything."""
    return _tagged(service.try_again(batch_id, order.statuses, if_match(router), _allowed(batch_id)))


def _allowed(batch_id: str) -> BatchDesk:
    who = staff(router)
    here = batch_desk(who)
    authorize(who, "invite_candidate", Resource(department=here.found(batch_id).terms.department))
    return here


def _tagged(batch: Batch) -> Response[BatchView]:
    return tagged(_view(batch), batch.revision)


def _line(batch: Batch) -> BatchLine:
    return BatchLine.model_validate(batch.model_dump(include=set(BatchLine.model_fields)))


def _view(batch: Batch) -> BatchView:
    return BatchView.model_validate(batch.model_dump(include=set(BatchView.model_fields)))
