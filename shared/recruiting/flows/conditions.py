"""Conditions as data: comparisons of facts, joined by ``all``, ``any`` and ``not``. Nothing here runs code of a tenant.

A fact that is not known yet makes a comparison undecided (None) rather than false: Kleene's three-valued logic, so that
nobody is held back by what was simply not measured yet.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, StringConstraints, model_validator

from shared.kernel.frozen import Frozen

MOST = 1e15
"""Greater numbers are no measures of anything here, and not exact as floats."""
Whole = Annotated[StrictInt, Field(ge=-int(MOST), le=int(MOST))]
Measure = Annotated[StrictFloat, Field(ge=-MOST, le=MOST, allow_inf_nan=False)]
Value = StrictBool | Whole | Measure | Annotated[StrictStr, StringConstraints(max_length=200)]
Operator = Literal["==", "!=", ">=", ">", "<=", "<", "in"]
FACT = r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){1,2}$"
FactName = Annotated[str, StringConstraints(pattern=FACT)]
"""``<node>.<fact>``, or ``<node>.<fact>.<name>`` where it has several: ``ai_interview.competency.sales``."""

DEEPEST = 4
LARGEST = 40
"""Comparisons of one condition."""


class Condition(Frozen):
    """Exactly one of: ``fact`` with ``op`` and ``value``; ``all``; ``any``; ``not`` (of which it is the opposite).

    ``op`` ``in`` takes a list; the others one value. ``>=``, ``>``, ``<=``, ``<`` compare numbers.
    """

    fact: FactName | None = None
    op: Operator | None = None
    value: Value | tuple[Value, ...] | None = None
    all: tuple["Condition", ...] | None = Field(default=None, min_length=1, max_length=20)
    any: tuple["Condition", ...] | None = Field(default=None, min_length=1, max_length=20)
    not_: "Condition | None" = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [part for part in (self.fact, self.all, self.any, self.not_) if part is not None]
        if len(given) != 1:
            raise ValueError("a condition is one of: a fact with op and value; all; any; not")
        if self.fact is None:
            if self.op is not None or self.value is not None:
                raise ValueError("op and value go with a fact")
        elif self.op is None or self.value is None:
            raise ValueError(f"say what {self.fact} is compared with: op and value")
        elif (self.op == "in") != isinstance(self.value, tuple):
            raise ValueError(f"{self.fact}: in takes a list, {self.op} one value")
        if self.depth > DEEPEST or sum(1 for _ in self.comparisons()) > LARGEST:
            raise ValueError(f"a condition nests at most {DEEPEST} deep and has at most {LARGEST} comparisons")
        return self

    @property
    def _parts(self) -> tuple["Condition", ...]:
        return self.all or self.any or ((self.not_,) if self.not_ is not None else ())

    @property
    def depth(self) -> int:
        """How deep it nests; 1 for a comparison."""
        return 1 + max((part.depth for part in self._parts), default=0)

    def comparisons(self) -> Iterator["Condition"]:
        """Yield every comparison in it."""
        if self.fact is not None:
            yield self
        for part in self._parts:
            yield from part.comparisons()

    @property
    def facts(self) -> frozenset[str]:
        """The facts that it asks for."""
        return frozenset(str(each.fact) for each in self.comparisons())

    def holds(self, facts: Mapping[str, Value]) -> bool | None:
        """Return whether it holds, or None where facts that decide it are not known yet."""
        if self.fact is not None:
            return self._compared(facts.get(self.fact))
        if self.not_ is not None:
            inner = self.not_.holds(facts)
            return None if inner is None else not inner
        answers = [part.holds(facts) for part in self._parts]
        decisive = self.any is not None
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive

    def _compared(self, known: Value | None) -> bool | None:
        if known is None:
            return None
        if isinstance(self.value, tuple):
            return any_same(known, self.value)
        if self.op in ("==", "!="):
            return any_same(known, (self.value,)) == (self.op == "==")
        if not _is_number(known) or not _is_number(self.value):
            return False
        left, right = float(known), float(self.value or 0)
        return {">=": left >= right, ">": left > right, "<=": left <= right, "<": left < right}[str(self.op)]


def any_same(known: Value, values: tuple[Value | None, ...]) -> bool:
    """Return whether ``known`` is one of ``values``; true is not 1, and 60 is 60.0."""
    return any(known == each and isinstance(known, bool) == isinstance(each, bool) for each in values)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
