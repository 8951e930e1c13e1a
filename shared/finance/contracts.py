"""What the finance stage publishes: costs, vouchers and what became of them, and budgets that run short."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import EmployeeId, PositionId, TenantId, VoucherId
from shared.kernel.money import Amount, Currency
from shared.payroll.contracts import Period

VoucherKind = Literal[
    "accrual", "employer_share", "payment", "remittance", "recruiting_cost", "training_cost", "reversal"
]
"""What a voucher books: 计提工资, 计提单位社保公积金, 发放, 缴纳, 招聘费用, 培训费用, 红字冲销."""
VoucherState = Literal["draft", "waiting", "posting", "posted", "failed", "needs_attention"]
CostKind = Literal["interview", "message", "model", "storage", "training", "agency", "advertising", "other"]


class VoucherLine(Published):
    """One line (分录): an account with either a debit or a credit, in fen; both are never negative.

    ``auxiliary`` are the auxiliary items (辅助核算) by their kind: ``department``, ``employee``, ``project``.
    ``origin`` names what it comes from: ids of slips (a summed line has many), or of a cost.
    """

    number: int = Field(ge=1)
    summary: str
    account: str
    debit_fen: Amount = 0
    credit_fen: Amount = 0
    auxiliary: dict[str, str] = Field(default_factory=dict)
    components: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()


class Voucher(Published):
    """``finance/voucher`` v1: a journal entry (记账凭证), balanced: debits and credits are equal. A document.

    ``voucher_id`` is our number; it stands in the finance system's voucher, and is looked up there before posting.
    """

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "voucher"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="finance/voucher v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    voucher_id: VoucherId
    kind: VoucherKind
    book: str
    """The account book (账簿) in the finance system."""
    voucher_date: date
    period: Period
    currency: Currency = "CNY"
    summary: str
    lines: tuple[VoucherLine, ...] = Field(min_length=2)
    books: str
    """What it books: ``payroll/<run>``, ``cost/<id>``, ``voucher/<id>`` that it reverses."""
    reverses: VoucherId | None = None
    made_at: datetime
    order: str
    """What it must stay behind: vouchers of the same ``order`` are posted one after the other (an employee, a run)."""


class VoucherDue(Event):
    """``finance/voucher_due`` v1: a voucher is ready to be posted by the connectors that the tenant has."""

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "voucher_due"

    voucher_id: VoucherId
    kind: VoucherKind
    period: Period
    order: str
    voucher: DocumentRef


class VoucherPosted(Event):
    """``finance/voucher_posted`` v1: a finance system has it, once. ``number`` is the system's own."""

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "voucher_posted"

    voucher_id: VoucherId
    kind: VoucherKind
    books: str
    connector: str
    number: str
    posted_at: datetime


class VoucherNeedsAttention(Event):
    """``finance/voucher_needs_attention`` v1: a person must do something before it can be posted."""

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "voucher_needs_attention"

    voucher_id: VoucherId
    kind: VoucherKind
    books: str
    connector: str
    problem: str
    """A code: ``period_closed``, ``account_missing``, ``not_balanced``, ``login_failed``, …"""


class CostRecorded(Event):
    """``finance/cost_recorded`` v1: something was spent on recruiting or training.

    ``amount_fen`` is rounded up to a whole fen; ``quantity`` of ``unit`` at ``price`` (yuan a unit) is the exact way
    there.
    """

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "cost_recorded"

    cost_id: str
    kind: CostKind
    amount_fen: Amount
    currency: Currency = "CNY"
    on: date
    department: str | None = None
    position_id: PositionId | None = None
    campaign: str | None = None
    employee_id: EmployeeId | None = None
    about: str
    """What it was spent on: ``interview/<id>``, ``course/<id>``, ``invoice/<number>``."""
    quantity: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None


class BudgetAlert(Event):
    """``finance/budget_alert`` v1: a recruiting budget passed a threshold (``percent`` of the plan)."""

    stage: ClassVar[str] = "finance"
    name: ClassVar[str] = "budget_alert"

    budget_id: str
    scope: Literal["department", "position", "campaign"]
    of: str
    percent: int
    planned_fen: Amount
    committed_fen: Amount
    spent_fen: Amount


def voucher_key(tenant_id: TenantId, voucher_id: VoucherId) -> str:
    """Return where a voucher lies in the media bucket."""
    return f"finance/{tenant_id}/vouchers/{voucher_id}.json"
