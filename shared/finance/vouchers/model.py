"""A voucher on its way into a finance system: what it is, where it goes, and how far it has come. Pure rules."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.finance.contracts import VoucherKind, VoucherState
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import VoucherId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period

RANKS: dict[VoucherKind, int] = {
    "reversal": 0,
    "accrual": 1,
    "employer_share": 2,
    "payment": 3,
    "remittance": 4,
    "recruiting_cost": 5,
    "training_cost": 6,
}
"""Which comes first of what one event makes."""


class Problem(Frozen):
    """What stands in the way, for programs and for people."""

    code: str
    problem: LocalizedText
    remedy: LocalizedText | None = None


class Posting(Frozen):
    """One voucher at one connector. ``attempt`` counts calls; the state is written before each of them.

    ``unclear``: a call ended without an answer, so the voucher may be there. ``number`` is the system's own.
    ``redriven_at``: the attempt after which a person sent it on; patience counts from there.
    """

    state: VoucherState = "waiting"
    attempt: int = 0
    redriven_at: int = 0
    begun_at: datetime | None = None
    try_at: datetime | None = None
    """Not before this moment; null: at once."""
    unclear: bool = False
    problem: Problem | None = None
    number: str | None = None
    link: str | None = None
    posted_at: datetime | None = None


class VoucherRecord(Frozen):
    """What the table knows of a voucher; its lines are in the ``document``. Each change makes the next ``revision``.

    ``order`` and ``position``: it stays behind those of the same order whose position is smaller.
    """

    voucher_id: VoucherId
    kind: VoucherKind
    book: str
    period: Period
    voucher_date: str
    summary: str
    books: str
    source: str
    total_fen: int
    lines: int
    order: str
    position: str
    document: DocumentRef
    state: VoucherState
    postings: dict[str, Posting] = Field(default_factory=dict)
    reverses: VoucherId | None = None
    reversed_by: VoucherId | None = None
    made_at: datetime
    revision: int = 1

    def with_posting(self, connector: str, posting: Posting) -> "VoucherRecord":
        """Return the next revision, with one posting changed and the state that follows from all."""
        postings = {**self.postings, connector: posting}
        return self.model_copy(
            update={"postings": postings, "state": state_of(postings), "revision": self.revision + 1}
        )

    def next(self, **changed: object) -> "VoucherRecord":
        """Return the next revision."""
        return self.model_copy(update={**changed, "revision": self.revision + 1})


WORST_FIRST: tuple[VoucherState, ...] = ("needs_attention", "failed", "posting", "waiting", "posted")


def state_of(postings: dict[str, Posting]) -> VoucherState:
    """Return how a voucher stands: as the posting that is furthest from done; waiting where there is none."""
    states = {posting.state for posting in postings.values()}
    return next((state for state in WORST_FIRST if state in states), "waiting")


class Booked(Frozen):
    """A voucher that a booking made."""

    voucher_id: VoucherId
    kind: VoucherKind
    order: str
    part: str


class Booking(Frozen):
    """What became of something that is to be booked: its vouchers, or what stands in the way and who can mend it.

    ``waiting``: it was told before what it must stay behind; it is booked with that one, and nobody has to do anything.
    """

    source: str
    state: Literal["booked", "blocked", "waiting"]
    vouchers: tuple[Booked, ...] = ()
    problem: Problem | None = None
    event: str = ""
    """The event as it came, as JSON: what is booked again once the way is free."""
    kind: str = ""
    at: datetime
