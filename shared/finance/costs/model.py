"""Costs and how they add up. Pure rules: exact decimals until the last step, which rounds up to a whole fen."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from shared.finance.contracts import CostKind, CostRecorded
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, PositionId, TenantId, new_id
from shared.kernel.money import Amount, Fen, rounded

Scope = Literal["company", "department", "position", "campaign"]
COMPANY = "all"
"""What the company is called where a scope has a name."""
METERED: tuple[CostKind, ...] = ("interview", "message", "model", "storage")
"""What an interview costs."""
NOT_RECRUITING: frozenset[CostKind] = frozenset({"training"})
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Cost(Frozen):
    """Something that was spent. ``quantity`` of ``unit`` at ``price`` yuan a unit is the exact way to the amount."""

    cost_id: str
    kind: CostKind
    amount_fen: Amount
    on: date
    department: str | None = None
    position_id: PositionId | None = None
    campaign: str | None = None
    employee_id: EmployeeId | None = None
    about: str
    quantity: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None
    recorded_by: str
    recorded_at: datetime

    @property
    def scopes(self) -> list[tuple[Scope, str]]:
        """Where it counts: the company, and its department, position and campaign."""
        named: list[tuple[Scope, str | None]] = [
            ("department", self.department),
            ("position", self.position_id),
            ("campaign", self.campaign),
        ]
        return [("company", COMPANY), *((scope, of) for scope, of in named if of)]

    @property
    def month(self) -> str:
        """The month that it counts in."""
        return f"{self.on:%Y-%m}"

    def event(self, tenant_id: TenantId) -> CostRecorded:
        """Return the event that tells of it."""
        content = self.model_dump(exclude={"recorded_by", "recorded_at"})
        return CostRecorded(event_id=new_id("evt"), tenant_id=tenant_id, occurred_at=self.recorded_at, **content)


class CostOrder(Frozen):
    """A cost as a person or another system enters it: an agency's invoice, an advertisement, a course."""

    kind: Literal["training", "agency", "advertising", "other"]
    amount_fen: Annotated[Amount, Field(gt=0)]
    on: date
    department: Name | None = None
    position_id: Name | None = None
    campaign: Name | None = None
    employee_id: Name | None = None
    about: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _belongs_somewhere(self) -> "CostOrder":
        if not (self.department or self.position_id or self.campaign):
            raise ValueError("name the department, the position or the campaign that it was spent for")
        return self


class Used(Frozen):
    """A metered quantity: what of, how much, and what it is called in the price list."""

    kind: CostKind
    unit: str
    quantity: Decimal


class Totals(Frozen):
    """What was spent by kind, in fen, and on how many interviews and hires."""

    by_kind: dict[CostKind, int] = Field(default_factory=dict)
    interviews: int = 0
    hires: int = 0

    @property
    def spent_fen(self) -> int:
        """Everything together, training as well."""
        return sum(self.by_kind.values())

    @property
    def recruiting_fen(self) -> int:
        """What recruiting cost."""
        return sum(amount for kind, amount in self.by_kind.items() if kind not in NOT_RECRUITING)

    @property
    def per_hire_fen(self) -> Fen | None:
        """Recruiting cost ÷ hires, rounded half up; null without a hire."""
        return rounded(Decimal(self.recruiting_fen) / self.hires) if self.hires else None

    @property
    def per_interview_fen(self) -> Fen | None:
        """Metered cost ÷ interviews, rounded half up; null without an interview."""
        metered = sum(self.by_kind.get(kind, 0) for kind in METERED)
        return rounded(Decimal(metered) / self.interviews) if self.interviews else None


def summed(totals: Iterable[Totals]) -> Totals:
    """Return several totals together."""
    by_kind: dict[CostKind, int] = {}
    interviews = hires = 0
    for each in totals:
        for kind, amount in each.by_kind.items():
            by_kind[kind] = by_kind.get(kind, 0) + amount
        interviews, hires = interviews + each.interviews, hires + each.hires
    return Totals(by_kind=by_kind, interviews=interviews, hires=hires)


def cost_id_of(tenant_id: TenantId, source: str) -> str:
    """Return the id of the cost that comes from ``source``: the same source makes the same cost."""
    return f"cst_{hashlib.sha256(f'{tenant_id}/{source}'.encode()).hexdigest()[:26]}"


def priced(quantity: Decimal, price: Decimal) -> Fen:
    """Return ``quantity`` at ``price`` yuan a unit in fen, rounded up: nothing that was used is free."""
    return rounded(quantity * price * 100, "up")
