"""Use cases: book costs of recruiting and training, each by itself or a month together; every cost once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from shared.finance.accounts.model import Books
from shared.finance.accounts.settings import BookSettings
from shared.finance.contracts import CostKind, CostRecorded, Voucher, VoucherKind, VoucherNeedsAttention, voucher_key
from shared.finance.vouchers.booking import NOT_BOOKED
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.entering import enter, enter_all
from shared.finance.vouchers.entry import JournalEntry, Movement, side_of
from shared.finance.vouchers.making import LEAST_LINES, Draft, period_of, position_of
from shared.finance.vouchers.model import RANKS, Booked, Booking
from shared.finance.vouchers.numbering import month_begins, month_ends, voucher_id_of
from shared.finance.vouchers.posting import problem_of
from shared.finance.vouchers.words import worded
from shared.kernel.frozen import Frozen
from shared.kernel.ids import new_id

NOBODY = ""
"""The department of what belongs to none."""


class BookableCost(Frozen):
    """A cost as the books see it."""

    cost_id: str
    kind: CostKind
    amount_fen: int
    on: date
    department: str
    employee: str
    about: str

    @classmethod
    def of(cls, event: CostRecorded) -> "BookableCost":
        """Return the cost that an event tells of."""
        return cls(
            cost_id=event.cost_id,
            kind=event.kind,
            amount_fen=event.amount_fen,
            on=event.on,
            department=event.department or NOBODY,
            employee=event.employee_id or NOBODY,
            about=event.about,
        )


def book_cost(event: CostRecorded, desk: VoucherDesk) -> bool:
    """Book a cost whose kind makes a voucher of its own, or whose month was booked without it.

    Return whether a voucher was made. One without a mapping is kept as blocked. Raises ``Unavailable``.
    """
    cost = BookableCost.of(event)
    settings = desk.accounts.settings.on(cost.on).content
    if cost.kind in settings.costs:
        return _alone(cost, settings, event.model_dump_json(), desk)
    if cost.kind not in settings.costs_by_month:
        return False
    month = desk.vouchers.booking(_of_month(period_of(cost.on)))
    if month is None or month.state != "booked" or cost.cost_id in _inside(month, desk):
        return False
    return _alone(cost, settings, event.model_dump_json(), desk)


def book_month(period: str, costs: Iterable[BookableCost], desk: VoucherDesk) -> Booking:
    """Book the costs of a month that are booked together: a voucher a department.

    The same month again adds what came late, each by itself. Raises ``Unavailable``.
    """
    source, on = _of_month(period), month_ends(period)
    settings, books = desk.accounts.settings.on(on).content, desk.accounts.books(on)
    together = [cost for cost in costs if cost.kind in settings.costs_by_month]
    before = desk.vouchers.booking(source)
    if before is not None and before.state == "booked":
        inside = _inside(before, desk)
        for cost in together:
            if cost.cost_id not in inside:
                _alone(cost, settings, "", desk)
        return before
    by_department: dict[str, list[BookableCost]] = defaultdict(list)
    for cost in together:
        by_department[cost.department].append(cost)
    try:
        made = [
            _draft(f"{source}/{department}", source, several, period, on, settings, books, desk)
            for department, several in sorted(by_department.items())
        ]
    except NOT_BOOKED as error:
        booking = Booking(source=source, state="blocked", problem=problem_of(error), at=desk.clock.now())
        desk.vouchers.keep_booking(booking, (), None)
        return booking
    drafts = [draft for draft in made if draft is not None]
    enter_all(drafts, settings.release == "by_hand", desk)
    vouchers = tuple(
        Booked(voucher_id=one.voucher.voucher_id, kind=one.voucher.kind, order=one.voucher.order, part=one.part)
        for one in drafts
    )
    booking = Booking(source=source, state="booked", vouchers=vouchers, at=desk.clock.now())
    desk.vouchers.keep_booking(booking, (), None)
    return booking


def _alone(cost: BookableCost, settings: BookSettings, event: str, desk: VoucherDesk) -> bool:
    source = f"cost/{cost.cost_id}"
    try:
        books = desk.accounts.books(cost.on)
        draft = _draft(source, source, [cost], cost.about, cost.on, settings, books, desk)
    except NOT_BOOKED as error:
        _blocked(source, cost, event, error, desk)
        return False
    return draft is not None and enter(draft, settings.release == "by_hand", desk)


def _draft(
    source: str,
    books_what: str,
    costs: Sequence[BookableCost],
    about: str,
    on: date,
    settings: BookSettings,
    books: Books,
    desk: VoucherDesk,
) -> Draft | None:
    kind: VoucherKind = "training_cost" if {cost.kind for cost in costs} == {"training"} else "recruiting_cost"
    title = worded(kind, "title", settings.language, about=about)
    lines = JournalEntry(_moved(cost, title, books) for cost in costs).lines()
    if len(lines) < LEAST_LINES:
        return None
    at, voucher_id = desk.clock.now(), voucher_id_of(desk.tenant_id, source, month_begins(period_of(on)))
    voucher = Voucher(
        tenant_id=desk.tenant_id,
        voucher_id=voucher_id,
        kind=kind,
        book=settings.book,
        voucher_date=on,
        period=period_of(on),
        summary=title,
        lines=lines,
        books=books_what,
        made_at=at,
        order=source,
    )
    return Draft(voucher=voucher, source=source, position=position_of(at, RANKS[kind], voucher_id), part=kind)


def _moved(cost: BookableCost, summary: str, books: Books) -> Movement:
    kind = f"cost:{cost.kind}"
    centre = cost.department or "-"
    debit, credit = (books.account(use, kind, kind, centre) for use in ("expense", "payable"))
    named = {"department": cost.department, "employee": cost.employee, "cost_centre": cost.department}
    return Movement(
        cost.amount_fen,
        side_of(debit, **named, summary=summary),
        side_of(credit, **named, summary=summary),
        kind,
        cost.cost_id,
    )


def _blocked(source: str, cost: BookableCost, event: str, error: Exception, desk: VoucherDesk) -> None:
    problem, before = problem_of(error), desk.vouchers.booking(source)
    if before is not None and before.problem == problem:
        return
    told = VoucherNeedsAttention(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=desk.clock.now(),
        voucher_id=voucher_id_of(desk.tenant_id, source, month_begins(period_of(cost.on))),
        kind="training_cost" if cost.kind == "training" else "recruiting_cost",
        books=source,
        connector="",
        problem=problem.code,
    )
    booking = Booking(
        source=source,
        state="blocked",
        problem=problem,
        event=event,
        kind=CostRecorded.detail_type(),
        at=desk.clock.now(),
    )
    desk.vouchers.keep_booking(booking, [told], None)


def _inside(month: Booking, desk: VoucherDesk) -> set[str]:
    """Return the costs that the vouchers of a month hold."""
    keys = [voucher_key(desk.tenant_id, booked.voucher_id) for booked in month.vouchers]
    vouchers = [desk.documents.get_document(key, Voucher) for key in keys]
    return {cost_id for voucher in vouchers for line in voucher.lines for cost_id in line.origin}


def _of_month(period: str) -> str:
    return f"costs/{period}"
