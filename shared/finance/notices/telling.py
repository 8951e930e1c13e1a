"""Use cases: note what is to be told, tell it in its order, send on what needs attention.

State first, as with vouchers; a message that may have arrived is sent again under the same id.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from shared.finance.connectors.errors import TryAgain
from shared.finance.notices.model import Notice
from shared.finance.notices.store import NoticeStore
from shared.finance.vouchers.posting import FIRST_WAIT, LEASE, LONGEST_WAIT, PATIENT_ATTEMPTS, problem_of
from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError, Conflict, NotFound, Unavailable
from shared.payroll.contracts import SalaryChanged
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller

PAGE = 100


class Messengers(Protocol):
    """The connections that take notices."""

    def listeners(self) -> list[str]:
        """Return the names of the connections that asked for salary changes."""
        ...

    def tell(self, name: str, notice: Notice) -> None:
        """Send a notice. Raises ``ConnectorError``, ``NotFound`` where the connection is gone."""
        ...


@dataclass(frozen=True)
class NoticeDesk:
    """What use cases of notices work with."""

    notices: NoticeStore
    messengers: Messengers
    trail: AuditTrail
    clock: Clock


def salary_changed(event: SalaryChanged, desk: NoticeDesk) -> list[Notice]:
    """Note that a salary changed, for each connection that asked for it; return what is new."""
    made = [
        Notice(
            notice_id=event.event_id,
            kind="payroll.salary_changed",
            connector=name,
            order=f"employee/{event.employee_id}",
            position=f"{event.occurred_at.astimezone(UTC).isoformat()}#{event.event_id}",
            body=event.model_dump_json(),
            made_at=desk.clock.now(),
        )
        for name in desk.messengers.listeners()
    ]
    return [notice for notice in made if desk.notices.add(notice)]


def tell(order: str, desk: NoticeDesk) -> int:
    """Tell what is due in an order, at each connection until one cannot be told now; return how many were told."""
    told, held = 0, set[str]()
    for notice in desk.notices.of_order(order):
        if notice.posting.state == "posted" or notice.connector in held:
            continue
        if _told(notice, desk):
            told += 1
        else:
            held.add(notice.connector)
    return told


def _told(notice: Notice, desk: NoticeDesk) -> bool:
    now = desk.clock.now()
    if not is_due(notice, now):
        return False
    begun = notice.with_posting(state="posting", attempt=notice.posting.attempt + 1, begun_at=now, try_at=None)
    if not desk.notices.change(begun):
        return False
    try:
        desk.messengers.tell(notice.connector, begun)
    except (TryAgain, Unavailable) as error:
        desk.notices.change(_put_off(begun, error, now))
        return False
    except BoleError as error:
        desk.notices.change(begun.with_posting(state="needs_attention", problem=problem_of(error)))
        return False
    return desk.notices.change(begun.with_posting(state="posted", posted_at=desk.clock.now(), problem=None))


def _put_off(notice: Notice, error: BoleError, now: datetime) -> Notice:
    tries = notice.posting.attempt - notice.posting.redriven_at
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 10))
    state = "failed" if tries >= PATIENT_ATTEMPTS else "waiting"
    return notice.with_posting(state=state, try_at=now + wait, problem=problem_of(error))


def is_due(notice: Notice, now: datetime) -> bool:
    """Return whether a notice may be told now."""
    posting = notice.posting
    if posting.state == "posting":
        return posting.begun_at is None or posting.begun_at + LEASE <= now
    return posting.state in ("waiting", "failed") and (posting.try_at is None or posting.try_at <= now)


def orders_due(desk: NoticeDesk, in_time: Callable[[], bool]) -> Iterator[str]:
    """Yield the orders in which something is to be told now, each once, until the time is over."""
    now, seen, cursor = desk.clock.now(), set[str](), None
    while in_time():
        notices, cursor = desk.notices.untold(PAGE, cursor)
        for notice in notices:
            if notice.order not in seen and is_due(notice, now):
                seen.add(notice.order)
                yield notice.order
        if cursor is None:
            return


def send_on(order: str, connector: str, who: Caller, desk: NoticeDesk) -> Notice:
    """Send on the notice that holds up the others of its order. Raises ``NotFound``, ``Conflict``."""
    stuck = next(
        (
            each
            for each in desk.notices.of_order(order)
            if each.connector == connector and each.posting.state in ("needs_attention", "failed")
        ),
        None,
    )
    if stuck is None:
        raise NotFound(
            f"Nothing of {order} stands still at {connector}. 没有待处理的通知。", "List the notices. 请查看通知列表。"
        )
    after = stuck.with_posting(state="waiting", try_at=None, problem=None, redriven_at=stuck.posting.attempt)
    entry = desk.trail.entry(who, "post_voucher", stuck.notice_id, detail={"done": "redriven", "connector": connector})
    if not desk.notices.change(after, entry):
        raise Conflict("It was changed in the meantime. 状态已变更。", "Read it again. 请刷新后重试。")
    return after
