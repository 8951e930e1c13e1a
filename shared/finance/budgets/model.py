"""Recruiting budgets. Pure rules.

Spent is what costs add up to, committed what offers hold; both are kept by scope and month, so that a budget which is
entered late, or changed, is right from its first moment.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount
from shared.payroll.contracts import Period

BudgetScope = Literal["department", "position", "campaign"]
Percent = Annotated[int, Field(ge=1, le=1000)]
HUNDRED = 100


class BudgetDraft(Frozen):
    """What somebody plans: for whom, for which months, how much, and what happens on the way.

    ``alerts``: percentages of the plan at which people are told, once each. ``when_over``: a cost that would go over
    the plan is refused (``block``), or recorded with a warning. ``offers``: what offers hold counts, too.
    """

    scope: BudgetScope
    of: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    first: Period
    last: Period
    planned_fen: Annotated[Amount, Field(gt=0)]
    alerts: Annotated[tuple[Percent, ...], Field(max_length=10)] = (80, 100)
    when_over: Literal["block", "warn"] = "warn"
    offers: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last month is before the first one")
        if len(set(self.alerts)) < len(self.alerts):
            raise ValueError("a threshold stands twice in alerts")
        return self


class Budget(Frozen):
    """A budget. ``alerted``: thresholds that people were told of. ``revision`` is its ETag."""

    budget_id: str
    draft: BudgetDraft
    alerted: tuple[int, ...] = ()
    revision: int = 1
    changed_by: str
    changed_at: datetime

    def covers(self, day: date) -> bool:
        """Return whether a day is within its months."""
        return self.draft.first <= f"{day:%Y-%m}" <= self.draft.last


class Standing(Frozen):
    """How a budget stands, in fen. ``committed``: offers that are out, ``accepted``: those that were accepted."""

    planned_fen: int
    committed_fen: int
    accepted_fen: int
    spent_fen: int

    @property
    def used_fen(self) -> int:
        """What is spoken for."""
        return self.committed_fen + self.accepted_fen + self.spent_fen

    @property
    def free_fen(self) -> int:
        """What is left; negative where it is over."""
        return self.planned_fen - self.used_fen

    @property
    def percent(self) -> Decimal:
        """What is spoken for, in percent of the plan, exactly."""
        return Decimal(self.used_fen) * HUNDRED / Decimal(self.planned_fen)

    def passed(self, thresholds: tuple[int, ...], told: tuple[int, ...]) -> tuple[int, ...]:
        """Return the thresholds that are reached and were not told yet, the lowest first."""
        return tuple(sorted(each for each in thresholds if each not in told and self.percent >= each))


class Held(Frozen):
    """What the offers of a requisition hold. ``revision`` tells a newer one from an older one."""

    requisition_id: str
    committed_fen: int
    accepted_fen: int
    revision: int
    on: date
