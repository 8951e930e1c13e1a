"""Use cases of people: release a voucher, send it on, settle it by hand, take it back, say what was remitted."""

from datetime import date

from shared.finance.contracts import Voucher
from shared.finance.vouchers.booking import book_remittance
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.entering import due_event, enter
from shared.finance.vouchers.errors import NoSuchVoucher, NotInThisState, OriginalAwaited, ReversedAlready
from shared.finance.vouchers.making import Draft, period_of, position_of, reversal_lines, reversal_title
from shared.finance.vouchers.model import RANKS, Booking, Posting, VoucherRecord, state_of
from shared.finance.vouchers.numbering import voucher_id_of
from shared.finance.vouchers.ordering import RedriveOrder, RemitOrder, ReverseOrder, SettleOrder
from shared.kernel.errors import Conflict, NotFound, PreconditionFailed
from shared.kernel.ids import RunId, VoucherId
from shared.payroll.contracts import PayrollRunApproved, index_key
from shared.platform.audit import Plain
from shared.platform.etag import expect
from shared.platform.identity import Caller

STILL = ("needs_attention", "failed", "waiting")
"""States in which nobody works at it, so that a person may."""
ETag = frozenset[str] | None


def found(voucher_id: VoucherId, desk: VoucherDesk) -> VoucherRecord:
    """Return a voucher's record. Raises ``NoSuchVoucher``."""
    record = desk.vouchers.record(voucher_id)
    if record is None:
        raise NoSuchVoucher(voucher_id)
    return record


def opened(voucher_id: VoucherId, who: Caller, desk: VoucherDesk) -> tuple[VoucherRecord, Voucher]:
    """Return a voucher with its lines; the audit log says who read it. Raises ``NoSuchVoucher``, ``Unavailable``."""
    record = found(voucher_id, desk)
    voucher = desk.documents.get_document(record.document, Voucher)
    desk.trail.record(desk.trail.entry(who, "read_finance", voucher_id, detail={"books": record.books}))
    return record, voucher


def release(voucher_id: VoucherId, named: ETag, who: Caller, desk: VoucherDesk) -> VoucherRecord:
    """Let a draft be posted. Raises ``NoSuchVoucher``, ``NotInThisState``, ``PreconditionFailed``, …Required."""
    record = found(voucher_id, desk)
    expect(named, record.revision)
    if record.state != "draft":
        raise NotInThisState(record.state, "a draft", "草稿")
    after = record.next(state=state_of(record.postings))
    return _written(after, who, "released", desk, due=True)


def redrive(voucher_id: VoucherId, order: RedriveOrder, named: ETag, who: Caller, desk: VoucherDesk) -> VoucherRecord:
    """Send a voucher on: it is looked up there, and posted where it is not. Raises as ``release``."""

    def again(posting: Posting) -> Posting:
        return posting.model_copy(
            update={"state": "waiting", "try_at": None, "problem": None, "redriven_at": posting.attempt}
        )

    record = found(voucher_id, desk)
    expect(named, record.revision)
    still = [
        name
        for name, posting in record.postings.items()
        if posting.state in ("needs_attention", "failed") and order.connector in (None, name)
    ]
    if not still:
        raise NotInThisState(record.state, "failed or in need of attention", "过账失败或待处理")
    after = record.next(postings={**record.postings, **{name: again(record.postings[name]) for name in still}})
    return _written(after.model_copy(update={"state": state_of(after.postings)}), who, "redriven", desk, due=True)


def settle(voucher_id: VoucherId, order: SettleOrder, named: ETag, who: Caller, desk: VoucherDesk) -> VoucherRecord:
    """Note the number under which somebody entered it there by hand; what is behind it goes on. Raises as above."""
    record = found(voucher_id, desk)
    expect(named, record.revision)
    posting = record.postings.get(order.connector)
    if posting is None or posting.state not in STILL:
        raise NotInThisState(posting.state if posting else record.state, "not posted there yet", "尚未在该系统过账")
    done = posting.model_copy(
        update={"state": "posted", "number": order.number, "posted_at": desk.clock.now(), "problem": None}
    )
    detail: dict[str, Plain] = {"done": "settled", "connector": order.connector, "number": order.number}
    after = record.with_posting(order.connector, done)
    entry = desk.trail.entry(who, "post_voucher", voucher_id, detail=detail)
    events = [due_event(after, desk)]
    if not desk.vouchers.change(after, posted_at=order.connector, events=events, entry=entry):
        raise PreconditionFailed
    return after


def reverse(voucher_id: VoucherId, order: ReverseOrder, named: ETag, who: Caller, desk: VoucherDesk) -> VoucherRecord:
    """Take a voucher back by another one with debit and credit exchanged, which stays behind it in its order.

    Ordered twice it is made once, and ``ReversedAlready`` names it. Raises ``NoSuchVoucher``, ``NotInThisState`` for a
    reversal itself, ``PreconditionFailed``, …Required.
    """
    record = found(voucher_id, desk)
    if record.reversed_by is not None:
        raise ReversedAlready(record.reversed_by)
    expect(named, record.revision)
    if record.kind == "reversal":
        raise NotInThisState("reversal", "no reversal itself", "非冲销凭证")
    original = desk.documents.get_document(record.document, Voucher)
    draft = _reversal(original, order.on or desk.clock.now().date(), record, desk)
    after = record.next(reversed_by=draft.voucher.voucher_id)
    detail: dict[str, Plain] = {"done": "reversed", "by": draft.voucher.voucher_id}
    entry = desk.trail.entry(who, "post_voucher", voucher_id, detail=detail)
    if not enter(draft, False, desk, after, entry):
        raise PreconditionFailed
    return found(draft.voucher.voucher_id, desk)


def _reversal(original: Voucher, on: date, record: VoucherRecord, desk: VoucherDesk) -> Draft:
    source = f"voucher/{original.voucher_id}/reversal"
    voucher_id = voucher_id_of(desk.tenant_id, source, original.voucher_date)
    language = desk.accounts.settings.on(on).content.language
    now = desk.clock.now()
    voucher = original.model_copy(
        update={
            "voucher_id": voucher_id,
            "kind": "reversal",
            "voucher_date": on,
            "period": period_of(on),
            "summary": reversal_title(original.summary, language),
            "lines": reversal_lines(original.lines),
            "books": f"voucher/{original.voucher_id}",
            "reverses": original.voucher_id,
            "made_at": now,
        }
    )
    # It may bear the moment of its original: a clock that stands still must not put it in front.
    position = max(position_of(now, RANKS["reversal"], voucher_id), f"{record.position}#reversal")
    return Draft(voucher=voucher, source=source, position=position, part="reversal")


def remit(run_id: RunId, order: RemitOrder, who: Caller, desk: VoucherDesk) -> list[Booking]:
    """Book what of a run was remitted; each part once, whoever says so. Raises ``OriginalAwaited``, ``NotFound``."""
    approved = desk.vouchers.booking(f"payroll/{run_id}/approved")
    if approved is None or approved.state != "booked":
        raise OriginalAwaited(f"payroll/{run_id}/approved")
    if approved.kind != PayrollRunApproved.detail_type():
        raise NotFound(f"The run {run_id} was not told by payroll.", "Look at the run in payroll.")
    index = PayrollRunApproved.model_validate_json(approved.event).index
    if index.key != index_key(desk.tenant_id, run_id):
        raise Conflict("The run's index lies elsewhere than payroll puts it.", "Report this to the operator.")
    detail: dict[str, Plain] = {"done": "remitted", "parts": ",".join(order.parts), "on": str(order.on)}
    desk.trail.record(desk.trail.entry(who, "post_voucher", run_id, detail=detail))
    now = desk.clock.now()
    return [book_remittance(run_id, index, part, order.on, now, desk) for part in dict.fromkeys(order.parts)]


def _written(after: VoucherRecord, who: Caller, done: str, desk: VoucherDesk, *, due: bool) -> VoucherRecord:
    entry = desk.trail.entry(who, "post_voucher", after.voucher_id, detail={"done": done})
    events = [due_event(after, desk)] if due else []
    if not desk.vouchers.change(after, events=events, entry=entry):
        raise PreconditionFailed
    return after
