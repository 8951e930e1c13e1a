"""Collect: the last state of ``calculate_run``. Sums up, writes the index, and lets the run be looked at."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.payroll.runs.collecting import collect
from shared.payroll.runs.contracts import RunCalculationDue
from shared.payroll.runs.desk import PayrollFunctionSettings, desk_of
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``RunCalculationDue`` and return a ``Collected``."""
    due = RunCalculationDue.model_validate(event)
    desk = desk_of(bootstrap.current(PayrollFunctionSettings), due.tenant_id, "system:payroll.collect")
    return collect(due.run_id, due.calculation, desk).model_dump(mode="json")
