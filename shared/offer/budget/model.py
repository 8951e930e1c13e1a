"""The ledger of one requisition. Pure: each change returns the next ledger, or says why there is none."""

from datetime import datetime

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import OfferId, PositionId, RequisitionId
from shared.kernel.money import Amount, Currency
from shared.offer.budget.errors import BudgetExceeded, HeadcountTaken, VacanciesTaken


class Commitment(Frozen):
    """What one offer holds: a head, and its annual cost."""

    requisition_id: RequisitionId
    position_id: PositionId
    annual_fen: Amount


class Ledger(Frozen):
    """Budget (a year) and headcount of an approved requisition, and what offers hold of them.

    ``committed_fen`` and ``committed_heads``: of offers that are being approved or are out; ``accepted_…``: of those
    accepted. ``taken``: heads by position, both together. ``revision`` grows with each change.
    """

    requisition_id: RequisitionId
    department: str
    currency: Currency
    budget_fen: Amount
    headcount: int = Field(ge=0)
    committed_fen: int = Field(default=0, ge=0)
    accepted_fen: int = Field(default=0, ge=0)
    committed_heads: int = Field(default=0, ge=0)
    accepted_heads: int = Field(default=0, ge=0)
    taken: dict[PositionId, int] = Field(default_factory=dict)
    revision: int = Field(default=1, ge=1)
    approved_at: datetime

    @property
    def free_fen(self) -> int:
        """What is left of the budget; negative where it was lowered below what is held."""
        return self.budget_fen - self.committed_fen - self.accepted_fen

    @property
    def free_heads(self) -> int:
        """What is left of the headcount."""
        return self.headcount - self.committed_heads - self.accepted_heads

    def must_hold(self) -> None:
        """Raise ``BudgetExceeded``, ``HeadcountTaken`` where more is held than there is."""
        if self.free_fen < 0:
            raise BudgetExceeded(self.budget_fen, self.budget_fen - self.free_fen, 0)
        if self.free_heads < 0:
            raise HeadcountTaken(self.headcount)

    def committing(self, own: Commitment, vacancies: int | None, instead_of: Commitment | None = None) -> "Ledger":
        """Return the ledger with one more offer; ``vacancies`` of its position, None: as many as the requisition has.

        ``instead_of``: what the same offer holds already, before it was revised.

        Raises ``BudgetExceeded``, ``HeadcountTaken``, ``VacanciesTaken``.
        """
        base = self._without(instead_of) if instead_of else self
        if base.free_fen < own.annual_fen:
            raise BudgetExceeded(base.budget_fen, base.budget_fen - base.free_fen, own.annual_fen)
        if base.free_heads < 1:
            raise HeadcountTaken(base.headcount)
        here = base.taken.get(own.position_id, 0)
        if vacancies is not None and here >= vacancies:
            raise VacanciesTaken(vacancies)
        return base._next(
            committed_fen=base.committed_fen + own.annual_fen,
            committed_heads=base.committed_heads + 1,
            taken={**base.taken, own.position_id: here + 1},
        )

    def freeing(self, own: Commitment) -> "Ledger":
        """Return the ledger without an offer that is over."""
        return self._without(own)._next()

    def accepting(self, own: Commitment) -> "Ledger":
        """Return the ledger with an offer accepted that was committed."""
        return self._next(
            committed_fen=self.committed_fen - own.annual_fen,
            committed_heads=self.committed_heads - 1,
            accepted_fen=self.accepted_fen + own.annual_fen,
            accepted_heads=self.accepted_heads + 1,
        )

    def held(self) -> "Ledger":
        """Return the ledger after it was looked at that it still holds. Raises as ``must_hold``."""
        self.must_hold()
        return self._next()

    def approved_anew(self, budget_fen: int, headcount: int, at: datetime) -> "Ledger":
        """Return the ledger with another budget and headcount; what is held stays."""
        return self._next(budget_fen=budget_fen, headcount=headcount, approved_at=at)

    def _without(self, own: Commitment) -> "Ledger":
        left = self.taken.get(own.position_id, 0) - 1
        others = {position: heads for position, heads in self.taken.items() if position != own.position_id}
        return self.model_copy(
            update={
                "committed_fen": self.committed_fen - own.annual_fen,
                "committed_heads": self.committed_heads - 1,
                "taken": {**others, own.position_id: left} if left > 0 else others,
            }
        )

    def _next(self, **changed: object) -> "Ledger":
        return Ledger.model_validate({**self.model_dump(), **changed, "revision": self.revision + 1})


class Move(Frozen):
    """One change of a ledger that an offer makes: what was read, and what it becomes."""

    before: Ledger
    after: Ledger
    offer_id: OfferId
    position_id: PositionId
