"""Waking the worker: which orders have something due, and the message that says so."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal, Protocol

from pydantic import BaseModel

from shared.finance.contracts import VoucherState
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.model import Posting, VoucherRecord
from shared.finance.vouchers.posting import LEASE
from shared.finance.vouchers.store import NOWHERE
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId

ON_THE_WAY: tuple[VoucherState, ...] = ("waiting", "posting", "failed")
PAGE = 100


class OrderDue(Frozen):
    """The message: look at this order. What is to be done follows from the table."""

    tenant_id: TenantId
    order: str
    what: Literal["vouchers", "notices"] = "vouchers"

    @property
    def group(self) -> str:
        """The queue's group: one order is worked at by one worker."""
        return hashlib.sha256(f"{self.tenant_id}/{self.what}/{self.order}".encode()).hexdigest()


class Wakeable(Protocol):
    """The queue."""

    def send(self, body: BaseModel, *, group: str | None = None, once: str | None = None) -> None: ...


def wake(orders: Iterable[OrderDue], queue: Wakeable) -> int:
    """Put orders on the queue; return how many. Raises ``Unavailable``."""
    sent = 0
    for due in orders:
        queue.send(due, group=due.group)
        sent += 1
    return sent


def due_orders(desk: VoucherDesk, in_time: Callable[[], bool]) -> Iterator[OrderDue]:
    """Yield the orders in which something is due now, each once, until the time is over.

    Vouchers that have no connector yet are given those that there are now, an order at a time, the first one first.
    """
    now, seen = desk.clock.now(), set[str]()
    for state in ON_THE_WAY:
        cursor = None
        while in_time():
            records, cursor = desk.vouchers.page(state, PAGE, cursor)
            for record in records:
                if record.order in seen:
                    continue
                if _is_due(record, now) or (not record.postings and assign(record.order, desk)):
                    seen.add(record.order)
                    yield OrderDue(tenant_id=desk.tenant_id, order=record.order)
            if cursor is None:
                break


def assign(order: str, desk: VoucherDesk) -> int:
    """Give the vouchers of an order that have no connector those that there are now; return how many got one."""
    given = 0
    for pending in desk.vouchers.pending(order):
        if pending.connector != NOWHERE:
            continue
        record = desk.vouchers.record(pending.voucher_id)
        takers = desk.connectors.takers(record.book) if record else ()
        if record is None or not takers:
            break
        after = record.next(postings={name: Posting() for name in takers})
        if not desk.vouchers.change(after, assigned=takers):
            break  # somebody else is at it, and goes on
        given += 1
    return given


def _is_due(record: VoucherRecord, now: datetime) -> bool:
    return any(_posting_is_due(posting, now) for posting in record.postings.values())


def _posting_is_due(posting: Posting, now: datetime) -> bool:
    if posting.state == "posting":
        return posting.begun_at is None or posting.begun_at + LEASE <= now
    return posting.state in ("waiting", "failed") and (posting.try_at is None or posting.try_at <= now)
