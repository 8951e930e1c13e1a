"""Entering vouchers: the document first, then the row with what waits for it and its event, in one transaction."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.finance.contracts import Voucher, VoucherDue, voucher_key
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.making import Draft
from shared.finance.vouchers.model import Posting, VoucherRecord
from shared.kernel.ids import new_id
from shared.platform.audit import AuditEntry

WRITERS = 8


def enter_all(drafts: Sequence[Draft], by_hand: bool, desk: VoucherDesk) -> int:
    """Enter vouchers; those that are there already stay as they are. Return how many were new.

    Raises ``Unavailable``: some are entered then, and the same call again enters the others.
    """
    takers = {book: desk.connectors.takers(book) for book in {draft.voucher.book for draft in drafts}}
    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(lambda draft: _entered(draft, by_hand, takers[draft.voucher.book], desk), drafts))


def enter(
    draft: Draft,
    by_hand: bool,
    desk: VoucherDesk,
    original: VoucherRecord | None = None,
    entry: AuditEntry | None = None,
) -> bool:
    """Enter one voucher; False where it is there. ``original``: the next revision of what it takes back."""
    return _entered(draft, by_hand, desk.connectors.takers(draft.voucher.book), desk, original, entry)


def _entered(
    draft: Draft,
    by_hand: bool,
    takers: Sequence[str],
    desk: VoucherDesk,
    original: VoucherRecord | None = None,
    entry: AuditEntry | None = None,
) -> bool:
    voucher = draft.voucher
    if desk.vouchers.record(voucher.voucher_id) is not None:
        return False
    ref = desk.documents.put_document(voucher_key(desk.tenant_id, voucher.voucher_id), voucher)
    record = VoucherRecord(
        voucher_id=voucher.voucher_id,
        kind=voucher.kind,
        book=voucher.book,
        period=voucher.period,
        voucher_date=voucher.voucher_date.isoformat(),
        summary=voucher.summary,
        books=voucher.books,
        source=draft.source,
        total_fen=total_of(voucher),
        lines=len(voucher.lines),
        order=voucher.order,
        position=draft.position,
        document=ref,
        state="draft" if by_hand else "waiting",
        postings={name: Posting() for name in takers},
        reverses=voucher.reverses,
        made_at=desk.clock.now(),
    )
    events = [] if by_hand else [due_event(record, desk)]
    return desk.vouchers.add(record, events, original, entry)


def due_event(record: VoucherRecord, desk: VoucherDesk) -> VoucherDue:
    """Return the event that says that a voucher may be posted."""
    return VoucherDue(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=desk.clock.now(),
        voucher_id=record.voucher_id,
        kind=record.kind,
        period=record.period,
        order=record.order,
        voucher=record.document,
    )


def total_of(voucher: Voucher) -> int:
    """Return the sum of the debits, which is that of the credits, in fen."""
    return sum(line.debit_fen for line in voucher.lines)
