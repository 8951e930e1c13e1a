"""Consumes ``payroll/run_approved`` and ``payroll/run_paid``: accrual, employer's share, payment, remittance.

What cannot be booked because of a mapping is kept as blocked and told. A payment that is told first is kept as waiting,
and booked with its accrual; a reversal that is told before its original is raised, so that it is tried again.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.vouchers.booking import book_approved, book_paid
from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return what became of it. The same event again changes nothing."""
    platform = bootstrap.current(FinanceSettings)
    if event["detail-type"] == PayrollRunPaid.detail_type():
        paid = PayrollRunPaid.model_validate(event["detail"])
        booking = book_paid(paid, Finance(platform, paid.tenant_id).vouchers)
    else:
        approved = PayrollRunApproved.model_validate(event["detail"])
        booking = book_approved(approved, Finance(platform, approved.tenant_id).vouchers)
    problem = booking.problem.code if booking.problem else None
    return {"state": booking.state, "vouchers": len(booking.vouchers), "problem": problem}
