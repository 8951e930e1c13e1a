"""The nightly reconciliation (对账): this month and the last one, with every connection that can be asked.

The costs of the last month that are booked together are booked in the same round, from the fifth day on.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.reconciliation.service import reconcile
from shared.finance.vouchers.costs import BookableCost, book_month
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants

TIME_TO_END_MS = 20_000
CLOSING_DAY = 5
PAGE = 100


class Unreconciled(BoleError):
    """Some tenants' books were not compared this night."""

    code = "unreconciled"


@observed("finance")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Compare; return how many comparisons were made, and how many differences were found.

    Raises ``Unreconciled`` where a tenant failed, or the time was over; the others are done by then.
    """
    platform = bootstrap.current(FinanceSettings)

    def visit(tenant_id: TenantId) -> dict[str, int]:
        return reconcile_tenant(platform, tenant_id)

    done = visit_tenants(platform.platform_table, visit, time_left(context, TIME_TO_END_MS), "finance")
    if done["differences"]:
        count("finance", "ReconciliationDifferences", done["differences"])
    if failed := done[BROKEN] + done[LEFT]:
        raise Unreconciled(f"The books of {failed} tenants were not compared.", "The log names each with its error.")
    return {"compared": done["compared"], "differences": done["differences"]}


def reconcile_tenant(platform: Platform[FinanceSettings], tenant_id: TenantId) -> dict[str, int]:
    """Book the last month's costs where it is time, and compare two months with every connection."""
    here, today = Finance(platform, tenant_id), platform.clock.now().date()
    last = _month_before(today)
    if today.day >= CLOSING_DAY:
        book_month(last, _costs(here, last), here.vouchers)
    compared = differences = 0
    for connection in here.connections.connections.all():
        if not connection.enabled or "vouchers" not in connection.wants:
            continue
        for period in (last, f"{today:%Y-%m}"):
            found = reconcile(connection.name, period, here.reconciliations)
            compared, differences = compared + 1, differences + len(found.differences)
    return {"compared": compared, "differences": differences}


def _costs(here: Finance, month: str) -> Iterator[BookableCost]:
    cursor = None
    while True:
        costs, cursor = here.costs.costs.of_month(month, PAGE, cursor)
        for cost in costs:
            yield BookableCost.of(cost.event(here.tenant_id))
        if cursor is None:
            return


def _month_before(today: date) -> str:
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
