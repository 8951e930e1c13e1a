"""Use cases: order a batch, pause it, go on, cancel it, try again what failed."""

from collections.abc import Collection

from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import new_id
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry
from shared.platform.etag import expect
from shared.recruiting.invitations.batches.desk import BatchDesk
from shared.recruiting.invitations.batches.model import Batch, BatchOrder, BatchState, Retryable, Terms
from shared.recruiting.invitations.desk import asks
from shared.recruiting.invitations.errors import BatchStands
from shared.recruiting.model import Position

Named = frozenset[str] | None
PAGE = 100


def order_batch(order: BatchOrder, position: Position, request: Request | None, here: BatchDesk) -> Batch:
    """Enter a batch; workers begin it. The same request again returns the same batch.

    Raises:
        PositionClosed, NoQuestions: nobody can be invited.
        KeyReused, Unavailable: nothing was changed.
    """
    if request is not None and (known := here.batches.remembered(request)):
        return here.found(known)
    asks(position)
    terms = Terms(
        position_id=order.position_id,
        department=position.snapshot.department,
        filter=order.filter,
        channel=order.channel,
        language=order.language,
        valid_days=order.valid_days,
        deadline=order.deadline,
    )
    desk = here.desk
    batch = Batch(batch_id=new_id("bat"), terms=terms, created_by=desk.who.user_id, created_at=desk.clock.now())
    entry = _entry(batch, "ordered", here, named=len(order.application_ids))
    if not here.batches.add(batch, order.application_ids, here.due(batch), entry, request) and request is not None:
        return here.found(here.batches.remembered(request) or "")
    return here.found(batch.batch_id)


def pause(batch_id: str, named: Named, here: BatchDesk) -> Batch:
    """Send nobody anything more until it goes on; what is being sent is sent. Raises ``BatchStands`` and of ETags."""
    return _to(batch_id, named, ("expanding", "running"), "paused", here)


def cancel(batch_id: str, named: Named, here: BatchDesk) -> Batch:
    """Send nobody anything more, for good; invitations that were made hold."""
    return _to(batch_id, named, ("expanding", "running", "paused"), "cancelled", here)


def go_on(batch_id: str, named: Named, here: BatchDesk) -> Batch:
    """Go on with a batch that was paused, where it stopped."""
    return _to(batch_id, named, ("paused",), "expanding", here)


def try_again(batch_id: str, statuses: Collection[Retryable], named: Named, here: BatchDesk) -> Batch:
    """Queue those again that failed (or bounced, or were skipped): nobody else gets anything.

    A person orders it, so a message that may have gone out before is sent again, too.

    Raises:
        NoSuchBatch, PreconditionRequired, PreconditionFailed: nothing was changed.
        BatchStands: it is still at work, or was cancelled.
    """
    batch = here.found(batch_id)
    expect(named, batch.revision)
    if batch.state not in ("done", "paused"):
        raise BatchStands(batch.state)
    for status in dict.fromkeys(statuses):
        while True:
            # Each one leaves the list, so the first page is always the next one.
            several, _ = here.batches.recipients(batch_id, PAGE, None, status)
            settled = 0
            for one in several:
                queued = one.model_copy(update={"status": "queued", "again": True, "at": here.desk.clock.now()})
                settled += here.batches.settle(batch_id, queued, status)
            if not settled:
                break
    return _changed(batch, "expanding", here)


def _to(batch_id: str, named: Named, given: tuple[BatchState, ...], state: BatchState, here: BatchDesk) -> Batch:
    batch = here.found(batch_id)
    expect(named, batch.revision)
    if batch.state not in given:
        raise BatchStands(batch.state)
    return _changed(batch, state, here)


def _changed(batch: Batch, state: BatchState, here: BatchDesk) -> Batch:
    goes_on = state == "expanding"
    after = batch.model_copy(
        update={
            "state": state,
            "turn": batch.turn + 1,
            "idle": 0,
            "halted": False,
            "revision": batch.revision + 1,
            "finished_at": here.desk.clock.now() if state == "cancelled" else None,
        }
    )
    events = [here.due(after)] if goes_on else []
    if not here.batches.change(after, events=events, entry=_entry(after, state, here)):
        raise PreconditionFailed
    return here.found(batch.batch_id)


def _entry(batch: Batch, change: str, here: BatchDesk, **more: int) -> AuditEntry:
    desk = here.desk
    detail: dict[str, str | int] = {"change": change, "position": batch.terms.position_id, **more}
    return desk.trail.entry(desk.who, "invite_candidate", batch.batch_id, detail=detail)
