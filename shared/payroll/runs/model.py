"""A payroll run: its states, and what may be done in each. Pure rules."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import RunId
from shared.kernel.money import Currency
from shared.payroll.contracts import Period, RunKind
from shared.payroll.runs.errors import ApproverIsPreparer, ReversalIsWhole, RunLocked, WrongState

RunState = Literal[
    "draft", "calculating", "failed", "calculated", "reviewed", "approved", "paid", "posted", "cancelled"
]
"""``failed``: a calculation was cut short; it goes on where it stopped. ``cancelled``: it was never approved."""
Act = Literal["calculate", "finish", "fail", "exclude", "review", "approve", "pay", "post", "cancel", "reverse"]

MAY: dict[Act, tuple[RunState, ...]] = {
    "calculate": ("draft", "failed", "calculated", "reviewed"),
    "finish": ("calculating",),
    "fail": ("calculating",),
    "exclude": ("draft", "failed", "calculated", "reviewed"),
    "review": ("calculated",),
    "approve": ("reviewed",),
    "pay": ("approved",),
    "post": ("paid",),
    "cancel": ("draft", "failed", "calculated", "reviewed"),
    "reverse": ("approved", "paid", "posted"),
}
"""In which states an act is possible."""
LOCKED: frozenset[RunState] = frozenset({"approved", "paid", "posted"})
OPEN: frozenset[RunState] = frozenset({"draft", "calculating", "failed", "calculated", "reviewed"})
"""States in which the month has no place for another run."""
OF_APPROVED: frozenset[Act] = frozenset({"pay", "post", "reverse"})


class Totals(Frozen):
    """What the slips of a run sum up to, in fen."""

    employees: int = 0
    gross_fen: int = 0
    insurance_fen: int = 0
    fund_fen: int = 0
    tax_fen: int = 0
    other_fen: int = 0
    net_fen: int = 0
    employer_fen: int = 0
    currency: Currency = "CNY"


class Ground(Frozen):
    """What a calculation rests on. Where any of it has changed, the run is calculated again before it is approved.

    ``sequence``: how many runs had been approved. ``inputs``: how often the month's inputs had changed.
    """

    manifest: DocumentRef
    sequence: int
    inputs: int
    settings_version: int
    employees: int
    batches: int
    listed_at: datetime


class Step(Frozen):
    """Something that was done to a run."""

    act: Act
    by: str
    at: datetime
    note: str = ""


class Run(Frozen):
    """One run. ``revision`` grows with each change; ``created_at`` is the moment that its slips bear.

    ``prepared_by``: whoever made, calculated or changed it, the first one first; none of them approves it.
    """

    run_id: RunId
    kind: RunKind
    period: Period
    state: RunState = "draft"
    revision: int = Field(default=1, ge=1)
    created_at: datetime
    created_by: str
    prepared_by: tuple[str, ...]
    reason: str = ""
    items: DocumentRef | None = None
    """What an off-cycle run pays whom."""
    reverses: RunId | None = None
    reversed_by: RunId | None = None
    calculation: int = 0
    calculating_since: datetime | None = None
    ground: Ground | None = None
    totals: Totals | None = None
    index: DocumentRef | None = None
    faults: int = 0
    """Employees who could not be reckoned, the excluded ones among them."""
    left_out: int = 0
    flagged: int = 0
    """Slips that are unusual, to be looked at one by one."""
    failure: str | None = None
    reviewed_by: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    sequence: int | None = None
    """Its place among the approved runs of the company."""
    paid_by: str | None = None
    paid_on: date | None = None
    posted_at: datetime | None = None
    steps: tuple[Step, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it holds its month."""
        return self.state in OPEN

    def must_allow(self, act: Act) -> None:
        """Raise ``RunLocked`` or ``WrongState`` unless ``act`` is possible now."""
        if self.state in MAY[act]:
            return
        if self.state in LOCKED and act not in OF_APPROVED:
            raise RunLocked(act, self.state)
        raise WrongState(act, self.state, MAY[act])

    def must_not_be_prepared_by(self, user: str) -> None:
        """Raise ``ApproverIsPreparer`` for one of those who prepared it."""
        if user in self.prepared_by:
            raise ApproverIsPreparer

    def done(self, act: Act, by: str, at: datetime, note: str = "", **changed: object) -> Self:
        """Return the run after ``act``, one revision on."""
        step = Step(act=act, by=by, at=at, note=note)
        return self.model_copy(update={**changed, "revision": self.revision + 1, "steps": (*self.steps, step)})

    def prepared_also_by(self, user: str) -> tuple[str, ...]:
        """Return ``prepared_by`` with one more."""
        return self.prepared_by if user in self.prepared_by else (*self.prepared_by, user)


def calculating(run: Run, by: str, at: datetime) -> Run:
    """Return the run when its calculation is asked for. One that was cut short keeps its number and its ground.

    Raises ``RunLocked``, ``WrongState``.
    """
    run.must_allow("calculate")
    goes_on = run.state == "failed" and run.calculation > 0
    return run.done(
        "calculate",
        by,
        at,
        state="calculating",
        calculation=run.calculation if goes_on else run.calculation + 1,
        ground=run.ground if goes_on else None,
        calculating_since=at,
        failure=None,
        totals=None,
        index=None,
        faults=0,
        left_out=0,
        flagged=0,
        reviewed_by=None,
        prepared_by=run.prepared_also_by(by),
    )


def failed(run: Run, by: str, at: datetime, why: str) -> Run:
    """Return the run whose calculation was cut short. Raises ``WrongState``."""
    run.must_allow("fail")
    return run.done("fail", by, at, note=why, state="failed", failure=why, calculating_since=None)


def excluded(run: Run, by: str, *, reckoned: bool) -> Run:
    """Return the run without an employee. Where there is a slip (``reckoned``), it must be calculated again.

    Who was excluded, by whom and why stands in a row of its own. Raises ``RunLocked``, ``WrongState``, and
    ``ReversalIsWhole`` for a reversal.
    """
    run.must_allow("exclude")
    if run.kind == "reversal":
        raise ReversalIsWhole
    again = reckoned or run.state in ("draft", "failed")
    return run.model_copy(
        update={
            "state": "draft" if again else "calculated",
            "revision": run.revision + 1,
            "reviewed_by": None,
            "prepared_by": run.prepared_also_by(by),
        }
    )


def reviewed(run: Run, by: str, at: datetime, note: str) -> Run:
    """Return the run that somebody has looked through. Raises ``RunLocked``, ``WrongState``."""
    run.must_allow("review")
    return run.done("review", by, at, note=note, state="reviewed", reviewed_by=by)


def approved(run: Run, by: str, at: datetime, sequence: int, note: str) -> Run:
    """Return the run that a second person approved.

    Raises ``RunLocked``, ``WrongState``, ``ApproverIsPreparer``.
    """
    run.must_allow("approve")
    run.must_not_be_prepared_by(by)
    return run.done("approve", by, at, note=note, state="approved", approved_by=by, approved_at=at, sequence=sequence)


def paid(run: Run, by: str, at: datetime, paid_on: date) -> Run:
    """Return the run that the bank was told to pay. Raises ``WrongState``."""
    run.must_allow("pay")
    return run.done("pay", by, at, state="paid", paid_by=by, paid_on=paid_on)


def posted(run: Run, by: str, at: datetime) -> Run:
    """Return the run whose vouchers are all in the books. Raises ``WrongState``."""
    run.must_allow("post")
    return run.done("post", by, at, state="posted", posted_at=at)


def cancelled(run: Run, by: str, at: datetime, note: str) -> Run:
    """Return the run that is given up before it was approved. Raises ``RunLocked``, ``WrongState``."""
    run.must_allow("cancel")
    return run.done("cancel", by, at, note=note, state="cancelled")
