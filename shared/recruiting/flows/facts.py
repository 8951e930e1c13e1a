"""The catalogue of facts: what conditions of a flow may look at, and what each may be compared with."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.recruiting.flows.conditions import Condition, Value
from shared.recruiting.flows.kinds import NodeKind

FactType = Literal["number", "flag", "choice", "text"]


class FactKind(Frozen):
    """A fact that nodes of ``kinds`` have. ``named``: it has several of them, each with a name behind it.

    ``people``: staff may record it by hand. ``done``: it says that the candidate did what the node asks for.
    """

    name: str
    kinds: tuple[NodeKind, ...]
    type: FactType
    title: LocalizedText
    says: LocalizedText
    named: bool = False
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    people: bool = False
    done: bool = False

    def takes(self, value: Value) -> bool:
        """Return whether the fact can have this value."""
        if self.type == "flag":
            return isinstance(value, bool)
        if self.type == "choice":
            return value in self.values
        if self.type == "text":
            return True
        if isinstance(value, bool | str):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def fits(self, comparison: Condition) -> bool:
        """Return whether a comparison makes sense: numbers are ordered, the others are equal or not."""
        values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
        if self.type != "text" and not all(value is not None and self.takes(value) for value in values):
            return False
        if comparison.op in (">=", ">", "<=", "<"):
            return self.type in ("number", "text") and all(isinstance(value, int | float) for value in values)
        return True


@cache
def catalogue() -> tuple[FactKind, ...]:
    """Return all facts."""
    text = resources.files(__package__).joinpath("facts.toml").read_text(encoding="utf-8")
    return tuple(FactKind.model_validate(fact) for fact in tomllib.loads(text)["fact"])


def fact_of(kind: NodeKind, name: str) -> FactKind | None:
    """Return the fact that ``<node>.<name>`` names at a node of this kind, or None."""
    first, _, which = name.partition(".")
    return next(
        (fact for fact in catalogue() if fact.name == first and kind in fact.kinds and fact.named == bool(which)), None
    )


def done_fact(kind: NodeKind) -> str | None:
    """Return the fact that says that the candidate did what a node of this kind asks for."""
    return next((fact.name for fact in catalogue() if fact.done and kind in fact.kinds), None)
