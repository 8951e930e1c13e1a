"""Use case: book again what was blocked, once somebody has mended what stood in the way."""

from shared.finance.contracts import CostRecorded
from shared.finance.vouchers.booking import book_approved, book_paid
from shared.finance.vouchers.costs import book_cost
from shared.finance.vouchers.desk import VoucherDesk
from shared.finance.vouchers.errors import NoSuchBooking
from shared.finance.vouchers.model import Booking
from shared.kernel.errors import Conflict
from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid


class NotAnEvent(Conflict):
    """A person ordered it, so a person orders it again."""

    code = "order_again"

    def __init__(self) -> None:
        super().__init__("It was ordered by a person. 该入账由人工发起。", "Order it again. 请重新发起。")


def book_again(source: str, desk: VoucherDesk) -> Booking:
    """Book what was blocked; what is booked stays. Raises ``NoSuchBooking``, ``NotAnEvent``, and as booking does."""
    booking = desk.vouchers.booking(source)
    if booking is None:
        raise NoSuchBooking(source)
    if booking.state == "booked":
        return booking
    if booking.kind == PayrollRunApproved.detail_type():
        return book_approved(PayrollRunApproved.model_validate_json(booking.event), desk)
    if booking.kind == PayrollRunPaid.detail_type():
        return book_paid(PayrollRunPaid.model_validate_json(booking.event), desk)
    if booking.kind == CostRecorded.detail_type() and booking.event:
        return _cost_again(booking, desk)
    raise NotAnEvent


def _cost_again(booking: Booking, desk: VoucherDesk) -> Booking:
    event = CostRecorded.model_validate_json(booking.event)
    made = book_cost(event, desk)
    there = desk.vouchers.booking(booking.source) or booking
    if not made:
        return there
    booked = there.model_copy(update={"state": "booked", "problem": None, "at": desk.clock.now()})
    desk.vouchers.keep_booking(booked, (), None)
    return booked
