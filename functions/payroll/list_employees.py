"""List: the first state of ``calculate_run``. Writes down who is in the run; returns batches."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.payroll.runs.contracts import RunCalculationDue
from shared.payroll.runs.desk import PayrollFunctionSettings, desk_of
from shared.payroll.runs.listing import list_run
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``RunCalculationDue`` and return a ``Listed``."""
    due = RunCalculationDue.model_validate(event)
    desk = desk_of(bootstrap.current(PayrollFunctionSettings), due.tenant_id, "system:payroll.list_employees")
    return list_run(due.run_id, due.calculation, desk).model_dump(mode="json")
