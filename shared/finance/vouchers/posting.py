"""The posting of vouchers: state first, one at a time, in their order; nothing twice, nothing lost.

A message only says "look at this order": what is due follows from the table, so a message that is lost, comes twice or
too late does no harm. Before a connector is called, ``posting`` and the number of the attempt are written; an attempt
that ended without an answer is ``unclear``, and the connector looks our number up before it posts again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from shared.finance.connectors.errors import ConnectorError, TimedOutAfterSend, TryAgain
from shared.finance.connectors.port import Posted
from shared.finance.contracts import Voucher, VoucherNeedsAttention, VoucherPosted
from shared.finance.vouchers.desk import Connectors, Documents
from shared.finance.vouchers.model import Posting, Problem, VoucherRecord
from shared.finance.vouchers.store import NOWHERE, Pending
from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import TenantId, VoucherId, new_id
from shared.kernel.localized import LocalizedText
from shared.platform.observability import logger

LEASE = timedelta(minutes=15)
"""Longer than a worker lives: an attempt that is older has no worker any more."""
PATIENT_ATTEMPTS = 6
"""From then on it is called failed; it is tried on, an hour apart."""
LONGEST_WAIT = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=15)
BROKEN_ATTEMPTS = 4
"""Errors of our own are no reason to try for ever."""
Outcome = Literal["posted", "later", "held", "lost"]


class Ledger(Protocol):
    """Where vouchers stand: ``VoucherStore``."""

    tenant_id: TenantId

    def record(self, voucher_id: VoucherId) -> VoucherRecord | None: ...

    def pending(self, order: str) -> list[Pending]: ...

    def change(self, record: VoucherRecord, *, posted_at: str | None = None, events: Sequence[Event] = ()) -> bool: ...


@dataclass(frozen=True)
class PostingDesk:
    """What posting works with."""

    vouchers: Ledger
    documents: Documents
    connectors: Connectors
    clock: Clock


@dataclass(frozen=True)
class Advanced:
    """What became of an order: how many were posted, and whether something is to be tried again, and when."""

    posted: int
    later: bool = False
    try_at: datetime | None = None


def advance(order: str, desk: PostingDesk) -> Advanced:
    """Post what waits in an order, the first one first; at each connector until one cannot be posted now.

    Raises ``Unavailable`` where the table does not answer.
    """
    posted, held, later = 0, {NOWHERE}, list[datetime]()
    waiting = desk.vouchers.pending(order)
    first_without = min((each.position for each in waiting if each.connector == NOWHERE), default=None)
    for pending in waiting:
        behind = first_without is not None and pending.position > first_without
        if pending.connector in held or behind:
            continue
        outcome, try_at = _step(pending, desk)
        posted += outcome == "posted"
        if outcome != "posted":
            held.add(pending.connector)
        if try_at is not None:
            later.append(try_at)
    return Advanced(posted, bool(later), min(later, default=None))


def _step(pending: Pending, desk: PostingDesk) -> tuple[Outcome, datetime | None]:
    record = desk.vouchers.record(pending.voucher_id)
    if record is None:
        return "lost", None
    now = desk.clock.now()
    posting = record.postings.get(pending.connector, Posting())
    if posting.state == "posted":
        return "posted", None
    if posting.state in ("needs_attention", "draft") or record.state == "draft":
        return "held", None
    if posting.state == "posting" and posting.begun_at is not None and posting.begun_at + LEASE > now:
        return "later", posting.begun_at + LEASE
    if posting.try_at is not None and posting.try_at > now:
        return "later", posting.try_at
    begun = posting.model_copy(
        update={
            "state": "posting",
            "attempt": posting.attempt + 1,
            "begun_at": now,
            "try_at": None,
            "unclear": posting.unclear or posting.state == "posting",
        }
    )
    held = record.with_posting(pending.connector, begun)
    if not desk.vouchers.change(held):
        return "later", now  # somebody else has it in hand
    return _called(pending, held, begun, desk)


def _called(
    pending: Pending, record: VoucherRecord, posting: Posting, desk: PostingDesk
) -> tuple[Outcome, datetime | None]:
    try:
        voucher = desk.documents.get_document(record.document, Voucher)
        posted = desk.connectors.open(pending.connector).post(voucher)
    except TryAgain as error:
        return _put_off(pending, record, posting, error, desk)
    except Unavailable as error:
        return _put_off(pending, record, posting, error, desk)
    except BoleError as error:  # a closed period, a document that was changed, a connection that is gone
        return _hold(pending, record, posting, problem_of(error), desk)
    except Exception as error:
        logger("finance").exception("A voucher was not posted.", extra={"voucher_id": record.voucher_id})
        if posting.attempt - posting.redriven_at >= BROKEN_ATTEMPTS:
            return _hold(pending, record, posting, _broken(error), desk)
        return _put_off(pending, record, posting, error, desk)
    if not posted.final:
        return _put_off(pending, record, posting, None, desk)
    return _settle(pending, record, posting, posted, desk)


def _settle(
    pending: Pending, record: VoucherRecord, posting: Posting, posted: Posted, desk: PostingDesk
) -> tuple[Outcome, datetime | None]:
    done = posting.model_copy(
        update={
            "state": "posted",
            "unclear": False,
            "problem": None,
            "number": posted.number,
            "link": posted.link,
            "posted_at": posted.posted_at,
        }
    )
    event = VoucherPosted(
        event_id=new_id("evt"),
        tenant_id=desk.vouchers.tenant_id,
        occurred_at=desk.clock.now(),
        voucher_id=record.voucher_id,
        kind=record.kind,
        books=record.books,
        connector=pending.connector,
        number=posted.number,
        posted_at=posted.posted_at,
    )
    after = record.with_posting(pending.connector, done)
    if not _changed(after, pending.connector, done, [event], desk):
        return "later", desk.clock.now()
    return "posted", None


def _put_off(
    pending: Pending, record: VoucherRecord, posting: Posting, error: Exception | None, desk: PostingDesk
) -> tuple[Outcome, datetime | None]:
    """It is tried again by itself; after some attempts it is called failed, so that somebody sees it."""
    least = error.after if isinstance(error, TryAgain) else FIRST_WAIT
    tries = posting.attempt - posting.redriven_at
    wait = min(LONGEST_WAIT, max(least, FIRST_WAIT * 2 ** min(tries - 1, 10)))
    try_at = desk.clock.now() + wait
    put_off = posting.model_copy(
        update={
            "state": "failed" if tries >= PATIENT_ATTEMPTS else "waiting",
            "try_at": try_at,
            "unclear": posting.unclear or not isinstance(error, TryAgain) or isinstance(error, TimedOutAfterSend),
            "problem": None if error is None else problem_of(error),
        }
    )
    _changed(record.with_posting(pending.connector, put_off), pending.connector, put_off, (), desk)
    return "later", try_at


def _hold(
    pending: Pending, record: VoucherRecord, posting: Posting, problem: Problem, desk: PostingDesk
) -> tuple[Outcome, datetime | None]:
    held = posting.model_copy(update={"state": "needs_attention", "problem": problem})
    event = VoucherNeedsAttention(
        event_id=new_id("evt"),
        tenant_id=desk.vouchers.tenant_id,
        occurred_at=desk.clock.now(),
        voucher_id=record.voucher_id,
        kind=record.kind,
        books=record.books,
        connector=pending.connector,
        problem=problem.code,
    )
    _changed(record.with_posting(pending.connector, held), pending.connector, held, [event], desk)
    return "held", None


def _changed(
    after: VoucherRecord, connector: str, posting: Posting, events: Sequence[Event], desk: PostingDesk
) -> bool:
    """Write what an attempt came to. Another connector's worker may have changed the row in the meantime."""
    posted_at = connector if posting.state == "posted" else None
    for _attempt in range(5):
        if desk.vouchers.change(after, posted_at=posted_at, events=events):
            return True
        there = desk.vouchers.record(after.voucher_id)
        mine = there.postings.get(connector) if there else None
        if there is None or mine is None or (mine.state, mine.attempt) != ("posting", posting.attempt):
            return False  # the lease was over, and another attempt has it
        after = there.with_posting(connector, posting)
    return False


def problem_of(error: Exception) -> Problem:
    """Return what stands in the way, in words."""
    if isinstance(error, ConnectorError):
        return Problem(code=error.code, problem=error.problem_text, remedy=error.remedy_text)
    if isinstance(error, BoleError):
        words = LocalizedText(zh=error.problem, en=error.problem)
        return Problem(code=error.code, problem=words, remedy=LocalizedText(zh=error.remedy, en=error.remedy))
    return _broken(error)


def _broken(error: Exception) -> Problem:
    kind = type(error).__name__
    return Problem(
        code="internal",
        problem=LocalizedText(zh=f"系统内部错误({kind})。", en=f"Something broke on our side ({kind})."),
        remedy=LocalizedText(
            zh="请联系部署的运维人员后重试。", en="Tell the operator of this deployment, then redrive."
        ),
    )
