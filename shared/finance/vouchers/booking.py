"""Use cases: book what payroll tells. All is made before anything is entered; the same event again changes nothing.

What cannot be booked (a mapping that is missing) is kept as blocked with its event, told once, and booked again when
somebody has mended it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from shared.finance.accounts.errors import AccountUnknown, MappingMissing
from shared.finance.accounts.settings import BookSettings
from shared.finance.contracts import VoucherNeedsAttention
from shared.finance.vouchers.desk import VoucherDesk, read_all
from shared.finance.vouchers.entering import enter_all
from shared.finance.vouchers.errors import OriginalAwaited, OriginalBlocked, SlipDoesNotAddUp
from shared.finance.vouchers.making import Booker, Draft, RunMaker, RunPart
from shared.finance.vouchers.model import Booked, Booking
from shared.finance.vouchers.numbering import month_begins, month_ends, voucher_id_of
from shared.finance.vouchers.origins import Seen
from shared.finance.vouchers.payroll import PARTS, Part, SlipBook
from shared.finance.vouchers.posting import problem_of
from shared.finance.vouchers.words import part_words, worded
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import BoleError
from shared.kernel.events import Event
from shared.kernel.ids import RunId, VoucherId, new_id
from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid, RunIndex, SalarySlip

NOT_BOOKED = (MappingMissing, AccountUnknown, SlipDoesNotAddUp, OriginalBlocked)
"""What a person must mend before it can be booked."""
SYSTEM = "system:book_payroll"
Parts = Callable[[SlipBook, BookSettings, RunIndex], Mapping[RunPart, Booker]]


def book_approved(event: PayrollRunApproved, desk: VoucherDesk) -> Booking:
    """Book the accrual and the employer's share of a run. Raises ``OriginalAwaited``, ``NotFound``, ``Unavailable``."""

    def parts(book: SlipBook, settings: BookSettings, index: RunIndex) -> Mapping[RunPart, Booker]:
        on = month_ends(index.period) if settings.accrual_on == "period_end" else event.occurred_at.date()
        return {
            RunPart(part="accrual", kind="accrual", on=on, title=_title("accrual", settings, index)): book.accrual,
            RunPart(
                part="employer_share",
                kind="employer_share",
                on=on,
                title=_title("employer_share", settings, index),
            ): book.employer_share,
        }

    day = month_ends(event.period)
    booking = _booked(f"payroll/{event.run_id}/approved", event, event.index, day, parts, desk)
    if booking.state == "booked":
        _let_the_payment_follow(event.run_id, desk)
    return booking


def book_paid(event: PayrollRunPaid, desk: VoucherDesk) -> Booking:
    """Book the payment of a run, and the remittance where the settings have it at once. Raises as ``book_approved``.

    A payment that is told before its approval is kept as waiting, and booked behind the accrual. Where the accrual is
    blocked, so is the payment.
    """
    source = f"payroll/{event.run_id}/approved"
    approved = desk.vouchers.booking(source) or _waited_for(source, event, desk)
    if approved is None:
        return _waiting(event, desk)

    def parts(book: SlipBook, settings: BookSettings, index: RunIndex) -> Mapping[RunPart, Booker]:
        if approved.state == "blocked":
            raise OriginalBlocked(source)
        title = _title("payment", settings, index)
        return {RunPart(part="payment", kind="payment", on=event.paid_on, title=title): book.payment}

    booking = _booked(f"payroll/{event.run_id}/paid", event, event.index, event.paid_on, parts, desk)
    if booking.state == "booked" and desk.accounts.settings.on(event.paid_on).content.remit_with_payment:
        for part in PARTS:
            book_remittance(event.run_id, event.index, part, event.paid_on, event.occurred_at, desk)
    return booking


def _waiting(event: PayrollRunPaid, desk: VoucherDesk) -> Booking:
    return Booking(
        source=f"payroll/{event.run_id}/paid",
        state="waiting",
        event=event.model_dump_json(),
        kind=event.detail_type(),
        at=desk.clock.now(),
    )


def _waited_for(source: str, event: PayrollRunPaid, desk: VoucherDesk) -> Booking | None:
    """Keep the payment as waiting, and look once more: the approval may have been booked between the two."""
    desk.vouchers.keep_booking(_waiting(event, desk), (), None)
    return desk.vouchers.booking(source)


def _let_the_payment_follow(run_id: RunId, desk: VoucherDesk) -> None:
    """Book a payment that waited for its accrual, or was blocked with it."""
    told = desk.vouchers.booking(f"payroll/{run_id}/paid")
    if told is not None and told.state != "booked":
        book_paid(PayrollRunPaid.model_validate_json(told.event), desk)


def book_remittance(
    run_id: RunId, index: DocumentRef, part: Part, on: date, at: datetime, desk: VoucherDesk
) -> Booking:
    """Book that one part (insurance, fund, tax, other) of a run was remitted; each part once. Raises as above."""

    def parts(book: SlipBook, settings: BookSettings, index: RunIndex) -> Mapping[RunPart, Booker]:
        name = part_words(part, settings.language)
        title = worded("remittance", "title", settings.language, period=index.period, part=name)
        which = RunPart(part=f"remittance_{part}", kind="remittance", on=on, title=title)
        return {which: lambda slip: book.remittance(slip, part)}

    return _booked(f"payroll/{run_id}/remitted/{part}", None, index, on, parts, desk, at=at)


def _booked(
    source: str,
    event: PayrollRunApproved | PayrollRunPaid | None,
    where: DocumentRef,
    day: date,
    parts: Parts,
    desk: VoucherDesk,
    at: datetime | None = None,
) -> Booking:
    before = desk.vouchers.booking(source)
    if before is not None and before.state == "booked":
        return before
    at = event.occurred_at if event else at or desk.clock.now()
    index = desk.documents.get_document(where, RunIndex)
    settings = desk.accounts.settings.on(day).content
    seen = Seen(index)
    told = {"event": event.model_dump_json() if event else "", "kind": event.detail_type() if event else ""}
    try:
        drafts = _drafts(index, seen, settings, day, at, parts, desk)
    except NOT_BOOKED as error:
        return _blocked(source, index, before, error, told, desk)
    seen.keep(desk.documents)
    enter_all(drafts, settings.release == "by_hand", desk)
    vouchers = tuple(
        Booked(voucher_id=one.voucher.voucher_id, kind=one.voucher.kind, order=one.voucher.order, part=one.part)
        for one in drafts
    )
    booking = Booking(source=source, state="booked", vouchers=vouchers, at=desk.clock.now(), **told)
    detail = {"slips": len(index.slips), "vouchers": len(drafts)}
    desk.vouchers.keep_booking(booking, (), desk.trail.entry(SYSTEM, "read_payroll", index.run_id, detail=detail))
    return booking


def _drafts(
    index: RunIndex, seen: Seen, settings: BookSettings, day: date, at: datetime, parts: Parts, desk: VoucherDesk
) -> list[Draft]:
    book = SlipBook(desk.accounts.books(day), settings.language)
    maker = RunMaker(desk.tenant_id, index, settings, at, _reversed_ids(index, desk))
    slips = read_all((entry.slip for entry in index.slips), SalarySlip, desk.documents)
    return maker.drafts(parts(book, settings, index), seen.passing(slips))


def _reversed_ids(index: RunIndex, desk: VoucherDesk) -> dict[tuple[str, str], VoucherId]:
    """Of a reversal: the vouchers of the run that it takes back. Raises ``OriginalAwaited``."""
    if index.kind != "reversal" or index.reverses is None:
        return {}
    source = f"payroll/{index.reverses}/approved"
    original = desk.vouchers.booking(source)
    if original is None:
        raise OriginalAwaited(source)
    if original.state == "blocked":
        raise OriginalBlocked(source)
    paid = desk.vouchers.booking(f"payroll/{index.reverses}/paid")
    vouchers = (*original.vouchers, *(paid.vouchers if paid else ()))
    return {(one.part, one.order): one.voucher_id for one in vouchers}


def _blocked(
    source: str,
    index: RunIndex,
    before: Booking | None,
    error: BoleError,
    told: dict[str, str],
    desk: VoucherDesk,
) -> Booking:
    problem = problem_of(error)
    booking = Booking(source=source, state="blocked", problem=problem, at=desk.clock.now(), **told)
    if before is not None and before.problem == problem:
        return before  # it was told
    event = VoucherNeedsAttention(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=desk.clock.now(),
        voucher_id=voucher_id_of(desk.tenant_id, source, month_begins(index.period)),
        kind="accrual" if source.endswith("/approved") else "payment" if source.endswith("/paid") else "remittance",
        books=f"payroll/{index.run_id}",
        connector="",
        problem=problem.code,
    )
    events: list[Event] = [event]
    desk.vouchers.keep_booking(booking, events, None)
    return booking


def _title(kind: str, settings: BookSettings, index: RunIndex) -> str:
    return worded(kind, "title", settings.language, period=index.period)
