"""Consumes ``finance/voucher_due``: wakes the worker of its order, through a FIFO queue with one group an order."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.contracts import VoucherDue
from shared.finance.vouchers.waking import OrderDue, wake
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import VoucherQueueSettings


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; put its order on the queue. The same event again wakes the worker again."""
    platform = bootstrap.current(VoucherQueueSettings)
    due = VoucherDue.model_validate(event["detail"])
    wake([OrderDue(tenant_id=due.tenant_id, order=due.order)], platform.queue(platform.settings.voucher_queue_url))
    return {"order": due.order}
