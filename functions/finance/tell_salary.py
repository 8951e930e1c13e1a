"""Consumes ``payroll/salary_changed``: notes it for each connection that asked for it, and wakes the worker."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.notices.telling import salary_changed
from shared.finance.vouchers.waking import OrderDue, wake
from shared.payroll.contracts import SalaryChanged
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import VoucherQueueSettings


class TellSettings(FinanceSettings, VoucherQueueSettings):
    """What the consumer needs."""


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return how many connections are to be told. The same event again tells nobody."""
    platform = bootstrap.current(TellSettings)
    changed = SalaryChanged.model_validate(event["detail"])
    made = salary_changed(changed, Finance(platform, changed.tenant_id).notices)
    orders = {notice.order for notice in made}
    due = [OrderDue(tenant_id=changed.tenant_id, order=order, what="notices") for order in orders]
    wake(due, platform.queue(platform.settings.voucher_queue_url))
    return {"notices": len(made)}
