"""The clock of posting: every minute, orders in which something is due again are put on the voucher queue.

It is what nothing depends on a message for: an ERP that was down for a day, a worker that died, a connection that was
entered after the first vouchers.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.notices.telling import orders_due
from shared.finance.vouchers.waking import OrderDue, due_orders, wake
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import VoucherQueueSettings
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants

TIME_TO_END_MS = 10_000


class WakeSettings(FinanceSettings, VoucherQueueSettings):
    """What the clock needs."""


class Unwoken(BoleError):
    """Of some tenants nothing was woken in this minute."""

    code = "unwoken"


@observed("finance")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Wake; return how many orders. Raises ``Unwoken`` where a tenant failed; the others are done by then."""
    platform = bootstrap.current(WakeSettings)
    queue, in_time = platform.queue(platform.settings.voucher_queue_url), time_left(context, TIME_TO_END_MS)

    def visit(tenant_id: TenantId) -> dict[str, int]:
        here = Finance(platform, tenant_id)
        notices = (
            OrderDue(tenant_id=tenant_id, order=order, what="notices") for order in orders_due(here.notices, in_time)
        )
        return {"woken": wake(due_orders(here.vouchers, in_time), queue) + wake(notices, queue)}

    done = visit_tenants(platform.platform_table, visit, in_time, "finance")
    if failed := done[BROKEN] + done[LEFT]:
        raise Unwoken(f"Vouchers of {failed} tenants were not looked at.", "The log names each with its error.")
    return {"woken": done["woken"]}
