"""Compute: the state of ``calculate_run`` that is mapped over batches. Reckons each employee's slip and writes it."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.payroll.runs.computing import compute_batch
from shared.payroll.runs.desk import PayrollFunctionSettings, desk_of
from shared.payroll.runs.documents import BatchRef
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``BatchRef`` and return a ``Computed``. The same batch again gives the same bytes."""
    ref = BatchRef.model_validate(event)
    desk = desk_of(bootstrap.current(PayrollFunctionSettings), ref.tenant_id, "system:payroll.compute_slip")
    return compute_batch(ref, desk).model_dump(mode="json")
