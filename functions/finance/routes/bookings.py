"""What was booked from which event, and what waits for somebody to mend the mapping."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from functions.finance.routes.desk import After, Limit, finance_of
from shared.finance.vouchers.model import Booking
from shared.finance.vouchers.rebooking import book_again
from shared.kernel.frozen import Frozen
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page

router = routes()


class Rebooking(Frozen):
    """What is to be booked again: the ``source`` of a blocked booking."""

    source: Annotated[str, Field(min_length=1, max_length=300)]


@router.get("/v1/finance/bookings", summary="List what was booked, or is blocked")
def get_bookings(blocked: Annotated[bool, Query()] = False, limit: Limit = 50, cursor: After = None) -> Page[Booking]:
    """List bookings, the newest first; ``blocked``: those alone that wait for a person."""
    who = staff(router)
    authorize(who, "read_finance")
    found, following = finance_of(who).vouchers.vouchers.bookings(blocked, limit, Cursor.read(cursor))
    shown = [each.model_copy(update={"event": "", "vouchers": each.vouchers[:100]}) for each in found]
    return Page(items=shown, next=following.spelled() if following else None)


@router.post("/v1/finance/bookings/rebook", summary="Book again what was blocked")
def post_rebook(order: Rebooking) -> Booking:
    """Book it with the mapping that holds now. What is booked already stays as it is."""
    who = staff(router)
    authorize(who, "post_voucher")
    desk = finance_of(who).vouchers
    desk.trail.record(desk.trail.entry(who, "post_voucher", order.source, detail={"done": "rebooked"}))
    booking = book_again(order.source, desk)
    return booking.model_copy(update={"event": "", "vouchers": booking.vouchers[:100]})
