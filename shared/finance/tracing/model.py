"""A trace: the documents that a voucher rests on, one behind the other, each with its SHA-256. Pure."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.payroll.contracts import LineKind

StepKind = Literal["voucher", "slip", "cost", "terms", "offer", "decision", "report"]


class RuleFact(Frozen):
    """A line of a slip and what it was reckoned with: rule, rate, base, caps and their source. Amounts in fen."""

    code: str
    kind: LineKind
    amount_fen: int
    rule: str
    effective_from: date | None = None
    source: str | None = None
    base_fen: int | None = None
    floor_fen: int | None = None
    cap_fen: int | None = None
    rate: Decimal | None = None
    fixed_fen: int | None = None
    formula: str | None = None
    rounding: str | None = None


class EvidenceSpan(Frozen):
    """What a grade rests on: a competency's score against its cut, and the words, with their place."""

    competency: str
    score: float | None
    cut: float | None = None
    answer_id: str = ""
    quote: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    start_char: int | None = None
    end_char: int | None = None


class Step(Frozen):
    """One document of the chain.

    ``sha256`` is that of the bytes that lie there now, ``expected`` the one that it was referred to by; ``holds`` is
    false where they differ. ``absent``: it is not there (somebody was erased). ``withheld``: the reader may not see
    what stands in it; its hash is shown all the same.
    """

    kind: StepKind
    key: str
    sha256: str | None = None
    expected: str | None = None
    absent: bool = False
    withheld: bool = False
    facts: dict[str, str] = Field(default_factory=dict)
    rules: tuple[RuleFact, ...] = ()
    evidence: tuple[EvidenceSpan, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the document is the one that was referred to."""
        return self.expected is None or self.absent or self.expected == self.sha256

    @property
    def ref(self) -> DocumentRef:
        """Where it lies."""
        return DocumentRef(key=self.key, sha256=self.sha256 or self.expected or "")


class Chain(Frozen):
    """What one origin of the voucher (a slip, a cost) rests on, step by step."""

    origin: str
    steps: tuple[Step, ...]


class TracedLine(Frozen):
    """A line of the voucher, and how many origins it sums."""

    number: int
    summary: str
    account: str
    debit_fen: int
    credit_fen: int
    auxiliary: dict[str, str]
    components: tuple[str, ...]
    origins: int


class Trace(Frozen):
    """A voucher, its lines, and the chains behind them. ``more``: origins that were not followed."""

    voucher: Step
    lines: tuple[TracedLine, ...]
    chains: tuple[Chain, ...]
    more: int = 0

    @property
    def holds(self) -> bool:
        """Whether every document that is there is the one that was referred to."""
        return self.voucher.holds and all(step.holds for chain in self.chains for step in chain.steps)
