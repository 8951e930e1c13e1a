"""Notices to finance systems that are not told yet, such as salary changes; what stands still is sent on."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from functions.finance.routes.desk import After, Limit, finance_of
from shared.finance.notices.model import Notice, NoticeKind
from shared.finance.notices.telling import send_on
from shared.finance.vouchers.model import Posting
from shared.kernel.frozen import Frozen
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page

router = routes()
NOTICES = "/v1/finance/notices"


class NoticeView(BaseModel):
    """A notice without what it says."""

    notice_id: str
    kind: NoticeKind
    connector: str
    order: str
    posting: Posting
    made_at: datetime


class SendOn(Frozen):
    """Which notice: the one that holds up the others of an order at a connection."""

    order: Annotated[str, Field(min_length=1, max_length=100)]
    connector: Annotated[str, Field(min_length=1, max_length=40)]


@router.get(NOTICES, summary="List notices that are not told yet")
def get_notices(limit: Limit = 50, cursor: After = None) -> Page[NoticeView]:
    """List what connections are still to be told, the oldest first."""
    who = staff(router)
    authorize(who, "read_finance")
    found, following = finance_of(who).notices.notices.untold(limit, Cursor.read(cursor))
    return Page(items=[_view(each) for each in found], next=following.spelled() if following else None)


@router.post(f"{NOTICES}/redrive", summary="Send a notice on")
def post_redrive(order: SendOn) -> NoticeView:
    """Send on what failed or needed attention; it is told within a minute."""
    who = staff(router)
    authorize(who, "post_voucher")
    return _view(send_on(order.order, order.connector, who, finance_of(who).notices))


def _view(notice: Notice) -> NoticeView:
    return NoticeView(**notice.model_dump(include=set(NoticeView.model_fields)))
