"""Consumes ``people/training_completed`` and ``people/hired``: what a course cost, and a hire for the cost per hire."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.costs.service import somebody_hired, training_completed
from shared.people.contracts import Hired, TrainingCompleted
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it was new. The same event again changes nothing."""
    platform = bootstrap.current(FinanceSettings)
    if event["detail-type"] == Hired.detail_type():
        hired = Hired.model_validate(event["detail"])
        return {"new": somebody_hired(hired, Finance(platform, hired.tenant_id).costs)}
    done = TrainingCompleted.model_validate(event["detail"])
    return {"new": training_completed(done, Finance(platform, done.tenant_id).costs)}
