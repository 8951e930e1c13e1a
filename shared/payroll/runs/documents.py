"""The documents that a run works with besides slips and index: who is in it, what came of each batch."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import SignedAmount
from shared.offer.contracts import ComponentCode
from shared.payroll.contracts import Period, RunKind, SlipEntry
from shared.payroll.inputs.model import OneOff
from shared.payroll.runs.model import Totals
from shared.payroll.runs.variance import Variance
from shared.payroll.tax.withholding import TaxYear


class ItemLine(Frozen):
    """What an off-cycle run pays one employee."""

    employee_id: EmployeeId
    items: tuple[OneOff, ...] = Field(min_length=1, max_length=20)


class RunItems(Frozen):
    """What an off-cycle run pays. A document of the run, written when it is made."""

    lines: tuple[ItemLine, ...]


class ApprovedRun(Frozen):
    """An approved run. ``sequence``: its place among the approved ones. One counts that is neither reversed nor a
    reversal."""

    run_id: RunId
    kind: RunKind
    period: Period
    calculation: int
    sequence: int
    reverses: RunId | None = None


class LeftOut(Frozen):
    """Somebody who is not in the run, and why."""

    employee_id: EmployeeId
    code: str
    words: LocalizedText


class Fault(Frozen):
    """Somebody who could not be reckoned."""

    employee_id: EmployeeId
    code: str
    problem: str
    remedy: str


class Batch(Frozen):
    """Employees who are reckoned by one call, and all that their slips rest on besides their own files."""

    tenant_id: TenantId
    run_id: RunId
    calculation: int
    number: int
    kind: RunKind
    period: Period
    reverses: RunId | None = None
    created_at: datetime
    settings_version: int
    employees: tuple[EmployeeId, ...]
    items: tuple[ItemLine, ...] = ()
    approved: tuple[ApprovedRun, ...] = ()
    """Oldest first; those of this and the last tax year."""


class BatchRef(Frozen):
    """A batch in the payload of the state machine: what one call of ``compute_slip`` gets."""

    tenant_id: TenantId
    run_id: RunId
    calculation: int
    number: int
    batch: DocumentRef


class Manifest(Frozen):
    """All batches of a calculation, and who was left out when it was listed."""

    batches: tuple[BatchRef, ...]
    left_out: tuple[LeftOut, ...] = ()


class BatchResult(Frozen):
    """What came of a batch, in the order of the employees' ids."""

    number: int
    slips: tuple[SlipEntry, ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    totals: Totals = Field(default_factory=Totals)
    flagged: int = 0


class SlipLine(Frozen):
    """A slip in the lists of its run and of its employee."""

    employee_id: EmployeeId
    run_id: RunId
    run_kind: RunKind
    calculation: int
    period: Period
    slip: DocumentRef
    department: str
    cost_centre: str
    gross_fen: SignedAmount
    tax_fen: SignedAmount
    net_fen: SignedAmount
    employer_fen: SignedAmount
    cautions: tuple[LocalizedText, ...] = ()
    flagged: bool = False


class Aftermath(Frozen):
    """What a later run needs of a slip, and nobody is shown: kept beside its line."""

    tax_year: TaxYear
    """The cumulative figures after it."""
    terms: tuple[int, ...] = ()
    """Numbers of the terms that it was reckoned by."""
    carried: dict[ComponentCode, int] = Field(default_factory=dict)


class SlipRow(Frozen):
    """A slip with all that is kept of it in the table."""

    line: SlipLine
    after: Aftermath
    variance: Variance


def folder(tenant_id: TenantId, run_id: RunId, calculation: int) -> str:
    """Return where a calculation keeps its working documents."""
    return f"payroll/{tenant_id}/runs/{run_id}/c{calculation:04d}"


def items_key(tenant_id: TenantId, run_id: RunId) -> str:
    """Return where an off-cycle run keeps what it pays."""
    return f"payroll/{tenant_id}/runs/{run_id}/items.json"


def result_key(ref: BatchRef) -> str:
    """Return where the result of a batch lies."""
    return f"{folder(ref.tenant_id, ref.run_id, ref.calculation)}/results/{ref.number:05d}.json"


def parted(ids: Sequence[EmployeeId], size: int) -> list[tuple[EmployeeId, ...]]:
    """Return the employees in batches."""
    return [tuple(ids[start : start + size]) for start in range(0, len(ids), size)]
