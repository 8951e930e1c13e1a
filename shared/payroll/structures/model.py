"""Salary structures (薪资结构), their assignment to employees with effective dates, and cost centres. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount
from shared.offer.contracts import ComponentCode

StructureCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class StructureLine(Frozen):
    """A component of a structure, with the amount a month that it has where nothing else is agreed."""

    component: ComponentCode
    amount_fen: Amount | None = None


class SalaryStructure(Frozen):
    """Which components an employee's slip has, from a day on. A newer one of the same ``code`` replaces it."""

    code: StructureCode
    title: LocalizedText
    effective_from: date
    lines: tuple[StructureLine, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        codes = [line.component for line in self.lines]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"the structure has {', '.join(twice)} twice: keep one line of each component")
        return self


class CentreShare(Frozen):
    """What percentage of the cost of an employee a cost centre carries, to a hundredth of a percent."""

    cost_centre: str = Field(min_length=1, max_length=64)
    percent: Decimal = Field(gt=0, le=100, decimal_places=2)


class Assignment(Frozen):
    """Which structure holds for an employee from a day on, with amounts of their own and a split of the cost.

    ``shares`` empty: the cost centre of the employment terms carries all.
    """

    structure: StructureCode
    effective_from: date
    amounts: tuple[StructureLine, ...] = ()
    shares: tuple[CentreShare, ...] = ()

    @model_validator(mode="after")
    def _all_is_carried(self) -> Self:
        total = sum((share.percent for share in self.shares), Decimal(0))
        if self.shares and total != 100:
            raise ValueError(f"the cost centres carry {total} percent together: make it 100")
        names = [share.cost_centre for share in self.shares]
        if len(set(names)) < len(names):
            raise ValueError("a cost centre stands twice in the split: keep one share of each")
        return self


def assignment_on(assignments: Sequence[Assignment], day: date) -> Assignment | None:
    """Return the assignment that holds on a day: the newest that has begun."""
    begun = [one for one in assignments if one.effective_from <= day]
    return max(begun, key=lambda one: one.effective_from, default=None)
