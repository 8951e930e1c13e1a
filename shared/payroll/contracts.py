"""What the payroll stage publishes: runs that were approved and paid, salaries that changed, and the salary slips."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency, SignedAmount

Period = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
"""The month that is paid for: ``2026-03``."""
LineKind = Literal[
    "earning",
    "deduction",
    "employee_insurance",
    "employee_fund",
    "tax",
    "employer_insurance",
    "employer_fund",
    "employer_cost",
]
"""What a line does: earnings make the gross; the next four are taken from it; the employer's come on top."""
RunKind = Literal["regular", "off_cycle", "reversal"]


class LineBasis(Published):
    """Why a line is what it is: everything that a reader needs to reckon it again.

    ``rule`` names the rule (``cn.social.beijing.pension``, ``component.meal_allowance``), ``effective_from`` its date,
    ``source`` where it is published. ``base_fen`` is what ``rate`` was applied to, after ``floor_fen`` and ``cap_fen``;
    ``fixed_fen`` is added. ``formula`` is a component's expression, ``inputs`` the figures that went into it.
    """

    rule: str
    effective_from: date | None = None
    source: str | None = None
    base_fen: SignedAmount | None = None
    declared_fen: SignedAmount | None = None
    """The base before floor and cap."""
    floor_fen: Amount | None = None
    cap_fen: Amount | None = None
    rate: Decimal | None = None
    fixed_fen: SignedAmount | None = None
    rounding: str | None = None
    formula: str | None = None
    inputs: dict[str, str] = Field(default_factory=dict)
    note: LocalizedText | None = None


class PayLine(Published):
    """One line of a salary slip. ``amount_fen`` is negative only in corrections, reversals and absences (缺勤扣款: an
    earning that was not earned), and where the company lays something out that it takes back later.

    ``for_period``: the month that the line is about, where it is an earlier one (arrears 补发, difference of a base).
    """

    code: str
    title: LocalizedText
    kind: LineKind
    amount_fen: SignedAmount
    taxable: bool = True
    """Of earnings: whether they are income in the sense of the tax."""
    for_period: Period | None = None
    basis: LineBasis


class TaxBasis(Published):
    """How the month's tax came about: the cumulative figures (累计预扣法) of the employment in this year, in fen."""

    months: int = Field(ge=0, le=12)
    """Months of the basic deduction of 5,000."""
    income_fen: SignedAmount
    exempt_fen: SignedAmount = 0
    basic_fen: Amount
    social_fen: SignedAmount
    special_fen: Amount
    other_fen: Amount
    taxable_fen: Amount
    rate: Decimal
    quick_fen: Amount
    relief_fen: Amount = 0
    due_fen: Amount
    withheld_before_fen: SignedAmount


class CostShare(Published):
    """What part of a slip's cost a cost centre carries: ``weight`` of the sum of all weights."""

    cost_centre: str
    weight: int = Field(ge=1)


class SalarySlip(Published):
    """``payroll/salary_slip`` v1: what one employee gets in one run, with every line's basis. A document.

    ``gross = net + employee insurance + fund + tax + other deductions``, to the fen. A reversal has every amount of the
    slip that it reverses with the other sign. No name stands here: it is added where the slip is printed.
    """

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "salary_slip"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="payroll/salary_slip v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    slip_id: str
    run_id: RunId
    run_kind: RunKind = "regular"
    employee_id: EmployeeId
    period: Period
    currency: Currency = "CNY"
    city: str
    department: str
    cost_centre: str
    cost_shares: tuple[CostShare, ...] = ()
    """Where several cost centres carry it: amounts are spread by weight, largest remainders first, so the parts sum to
    the amount. Empty: ``cost_centre`` carries all."""
    grade: str | None = None
    lines: tuple[PayLine, ...]
    gross_fen: SignedAmount
    insurance_fen: SignedAmount
    fund_fen: SignedAmount
    tax_fen: SignedAmount
    other_fen: SignedAmount
    """Other deductions."""
    net_fen: SignedAmount
    employer_fen: SignedAmount
    """What the employer pays on top of the gross: insurance, fund and other employer cost."""
    tax: TaxBasis | None = None
    days_paid: Decimal | None = None
    days_in_month: Decimal | None = None
    terms: DocumentRef | None = None
    """The ``people/employment_terms`` that held at the end of the month."""
    reverses: str | None = None
    computed_at: datetime
    engine: str
    """The version of the rules' code that reckoned it."""


class SlipEntry(Published):
    """A slip in the index of a run."""

    employee_id: EmployeeId
    slip: DocumentRef
    department: str
    cost_centre: str
    gross_fen: SignedAmount
    net_fen: SignedAmount


class RunIndex(Published):
    """``payroll/run_index`` v1: the slips of an approved run. A document, in the order of the employees' ids."""

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "run_index"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="payroll/run_index v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    run_id: RunId
    period: Period
    kind: RunKind
    reverses: RunId | None = None
    slips: tuple[SlipEntry, ...]


class PayrollRunApproved(Event):
    """``payroll/run_approved`` v1: a second person approved a run; from now on it never changes.

    Finance books the accrual and the employer's share from the slips of ``index``. Totals in fen.
    """

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "run_approved"

    run_id: RunId
    period: Period
    kind: RunKind
    reverses: RunId | None = None
    employees: int
    gross_fen: int
    net_fen: int
    employer_fen: int
    currency: Currency = "CNY"
    prepared_by: str
    approved_by: str
    index: DocumentRef


class PayrollRunPaid(Event):
    """``payroll/run_paid`` v1: the bank was told to pay. Finance books the payment."""

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "run_paid"

    run_id: RunId
    period: Period
    kind: RunKind
    paid_on: date
    net_fen: int
    currency: Currency = "CNY"
    paid_by: str
    index: DocumentRef


class SalaryChanged(Event):
    """``payroll/salary_changed`` v1: another salary holds for an employee from a day on: a month, before tax, fen."""

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "salary_changed"

    employee_id: EmployeeId
    effective_from: date
    before_fen: Amount | None = None
    """Null for the first one."""
    after_fen: Amount
    currency: Currency = "CNY"
    department: str
    cost_centre: str
    reason: str
    terms: DocumentRef


def slip_key(tenant_id: TenantId, run_id: RunId, employee_id: EmployeeId) -> str:
    """Return where a slip lies in the media bucket."""
    return f"payroll/{tenant_id}/runs/{run_id}/slips/{employee_id}.json"


def index_key(tenant_id: TenantId, run_id: RunId) -> str:
    """Return where a run's index lies in the media bucket."""
    return f"payroll/{tenant_id}/runs/{run_id}/index.json"
