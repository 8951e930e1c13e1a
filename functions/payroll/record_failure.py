"""RecordFailure: where any state of ``calculate_run`` failed. The run says so, and may be calculated further."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.payroll.runs.collecting import cut_short
from shared.payroll.runs.contracts import RunCalculationDue
from shared.payroll.runs.desk import PayrollFunctionSettings, desk_of
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take ``{"due": RunCalculationDue, "failure": {"Error": …}}`` and return a ``Collected``."""
    due = RunCalculationDue.model_validate(event["due"])
    desk = desk_of(bootstrap.current(PayrollFunctionSettings), due.tenant_id, "system:payroll.record_failure")
    why = str(event.get("failure", {}).get("Error", "unknown"))
    return cut_short(due.run_id, due.calculation, why, desk).model_dump(mode="json")
