"""Consumes ``offer/budget_committed`` and ``finance/cost_recorded``: tells when a budget passes a threshold, once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.budgets.service import cost_recorded, offers_hold
from shared.finance.contracts import CostRecorded
from shared.offer.contracts import BudgetCommitted
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return how many thresholds were told. The same event again tells none."""
    platform = bootstrap.current(FinanceSettings)
    if event["detail-type"] == BudgetCommitted.detail_type():
        committed = BudgetCommitted.model_validate(event["detail"])
        return {"told": offers_hold(committed, Finance(platform, committed.tenant_id).budgets)}
    cost = CostRecorded.model_validate(event["detail"])
    return {"told": cost_recorded(cost, Finance(platform, cost.tenant_id).budgets)}
