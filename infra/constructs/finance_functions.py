"""The functions of finance that work between requests, as data. Vendors are called by the queue's worker alone."""

from dataclasses import replace

from aws_cdk import Duration

from infra.constructs.function_settings import LayerName
from infra.constructs.stage_functions import StageFunction
from shared.assessment.contracts import AnswerSettled
from shared.finance.contracts import CostRecorded, VoucherDue
from shared.offer.contracts import BudgetCommitted
from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid, SalaryChanged
from shared.people.contracts import Hired, TrainingCompleted
from shared.recruiting.contracts import CandidateInvited

QUEUEING = ("finance.queue_voucher", "finance.wake_orders", "finance.tell_salary")
"""Those that wake the worker of vouchers."""

LAYERS: tuple[LayerName, ...] = ("api", "finance")
"""What opens connections is put together everywhere, whether it is used or not."""

FINANCE_FUNCTIONS = tuple(
    replace(function, layers=LAYERS)
    for function in (
        StageFunction(
            "finance.book_payroll",
            "An approved or paid payroll run becomes vouchers",
            hears=(PayrollRunApproved, PayrollRunPaid),
            memory_mib=1769,
        ),
        StageFunction("finance.book_cost", "A cost becomes a voucher", hears=(CostRecorded,)),
        StageFunction("finance.queue_voucher", "A voucher is ready to be posted", hears=(VoucherDue,)),
        StageFunction(
            "finance.tell_salary", "A salary changed: connections that asked are told", hears=(SalaryChanged,)
        ),
        StageFunction("finance.wake_orders", "Orders in which something is due again", interval=Duration.minutes(1)),
        StageFunction(
            "finance.meter_costs", "What an interview used becomes a cost", hears=(AnswerSettled, CandidateInvited)
        ),
        StageFunction("finance.follow_people", "What training and hires cost", hears=(TrainingCompleted, Hired)),
        StageFunction(
            "finance.watch_budgets",
            "A budget may have passed a threshold",
            hears=(BudgetCommitted, CostRecorded),
        ),
        StageFunction(
            "finance.reconcile",
            "Every night our books are compared with those of the finance systems",
            at={"hour": "18", "minute": "30"},
            minutes=15,
        ),
    )
)
