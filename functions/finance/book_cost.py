"""Consumes ``finance/cost_recorded``: the voucher of a cost, where its kind makes one of its own."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.contracts import CostRecorded
from shared.finance.vouchers.costs import book_cost
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether a voucher was made. The same event again makes none."""
    platform = bootstrap.current(FinanceSettings)
    cost = CostRecorded.model_validate(event["detail"])
    return {"booked": book_cost(cost, Finance(platform, cost.tenant_id).vouchers)}
