"""Consumes ``finance/voucher_due`` and ``finance/voucher_posted`` v1: a run all in the books is posted."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.contracts import Voucher, VoucherDue, VoucherPosted
from shared.payroll.runs.desk import PayrollFunctionSettings, desk_of
from shared.payroll.runs.posting import run_of, voucher_told
from shared.platform import bootstrap
from shared.platform.observability import observed

ACTOR = "system:payroll.on_vouchers"


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether a run became posted by it. The same event again changes nothing."""
    platform = bootstrap.current(PayrollFunctionSettings)
    if event["detail-type"] == VoucherDue.detail_type():
        due = VoucherDue.model_validate(event["detail"])
        books = platform.bucket(due.tenant_id).get_document(due.voucher, Voucher).books
        run_id, desk = run_of(books), desk_of(platform, due.tenant_id, ACTOR)
        return {"posted": run_id is not None and voucher_told(run_id, due.voucher_id, due.kind, desk, posted=False)}
    told = VoucherPosted.model_validate(event["detail"])
    run_id, desk = run_of(told.books), desk_of(platform, told.tenant_id, ACTOR)
    return {"posted": run_id is not None and voucher_told(run_id, told.voucher_id, told.kind, desk, posted=True)}
