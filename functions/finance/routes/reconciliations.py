"""Reconciliation: what differs between our books and the finance systems."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.finance.routes.desk import MONTH, After, Limit, Which, finance_of
from shared.finance.reconciliation.model import Reconciliation
from shared.finance.reconciliation.service import reconcile
from shared.kernel.errors import NotFound
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page

router = routes()
LIST = "/v1/finance/reconciliations"
ONE = f"{LIST}/<period>/<connector>"
Month = Annotated[str, Path(pattern=MONTH)]


@router.get(LIST, summary="List reconciliations")
def get_reconciliations(limit: Limit = 50, cursor: After = None) -> Page[Reconciliation]:
    """List the newest comparison of each month and connector, the newest month first."""
    who = staff(router)
    authorize(who, "read_finance")
    found, following = finance_of(who).reconciliations.reconciliations.page(limit, Cursor.read(cursor))
    shown = [each.model_copy(update={"differences": each.differences[:20]}) for each in found]
    return Page(items=shown, next=following.spelled() if following else None)


@router.get(ONE, summary="Read a reconciliation")
def get_reconciliation(period: Month, connector: Which) -> Reconciliation:
    """Return the newest comparison of a month with a connector, with every difference."""
    who = staff(router)
    authorize(who, "read_finance")
    found = finance_of(who).reconciliations.reconciliations.one(period, connector)
    if found is None:
        raise NotFound("It was not compared yet. 尚未对账。", "Compare it now: POST the same address. 请先发起对账。")
    return found


@router.post(ONE, summary="Reconcile now")
def post_reconciliation(period: Month, connector: Which) -> Reconciliation:
    """Compare a month with what the connector lists, now."""
    who = staff(router)
    authorize(who, "manage_finance")
    return reconcile(connector, period, finance_of(who).reconciliations, who)
