"""Reads the formulas of components and puts them in an order in which each finds what it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from shared.payroll.components.errors import ComponentCycle, ComponentInvalid, unreadable
from shared.payroll.components.model import SalaryComponent
from shared.payroll.components.names import GROSS, NAMES, TAXABLE_PAY, WAGE_PAID
from shared.payroll.expressions.errors import ExpressionError
from shared.payroll.expressions.expression import Expression, condition, formula
from shared.payroll.expressions.functions import SHOWN
from shared.payroll.expressions.parsing import WORDS
from shared.payroll.expressions.tree import ValueType

SUMS = (WAGE_PAID, GROSS, TAXABLE_PAY)


@dataclass(frozen=True, slots=True)
class Ready:
    """A component with its formula and condition read. ``names``: what the two need."""

    component: SalaryComponent
    formula: Expression | None
    condition: Expression | None
    names: frozenset[str]


def ordered(components: Sequence[SalaryComponent], figures: Iterable[str] = ()) -> tuple[Ready | str, ...]:
    """Return the components in the order to reckon them in, with the names of ``SUMS`` where their sum is complete.

    A formula that names a component which is not among these finds 0. Raises ``ComponentInvalid`` and
    ``ComponentCycle``.
    """
    ready = {component.code: read(component, figures, {one.code for one in components}) for component in components}
    graph: dict[str, list[str]] = {
        WAGE_PAID: [code for code, one in ready.items() if one.component.wage_base],
        GROSS: [code for code, one in ready.items() if one.component.kind in ("earning", "absence")],
        TAXABLE_PAY: [GROSS],
    }
    for code, one in ready.items():
        graph[code] = sorted(name for name in one.names if name in ready or name in SUMS)
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ComponentCycle(_named(error.args[1], graph)) from error
    return tuple(ready.get(code, code) for code in order)


def read(component: SalaryComponent, figures: Iterable[str], codes: Iterable[str]) -> Ready:
    """Return a component with its formula and condition read; they may name ``figures`` and ``codes``.

    Raises ``ComponentInvalid``.
    """
    code = component.code
    if code in NAMES or code in SHOWN or code in WORDS:
        raise ComponentInvalid(code, "this word has a meaning in formulas.", "Choose another code.")
    if component.wage_base and component.kind != "earning":
        raise ComponentInvalid(code, "only an earning can be part of the wage base.", "Leave wage_base out.")
    types: dict[str, ValueType] = {**dict.fromkeys((*codes, *figures), "number"), **NAMES}
    formula_read = _read(component, "formula", types)
    condition_read = _read(component, "condition", types)
    names = frozenset().union(*(one.names for one in (formula_read, condition_read) if one is not None))
    if component.kind in ("earning", "absence") and names & {GROSS, TAXABLE_PAY}:
        raise ComponentInvalid(
            code, "gross and taxable_pay are known only when all earnings are.", "Name wage_paid, or single components."
        )
    return Ready(component, formula_read, condition_read, names)


def _read(component: SalaryComponent, what: str, types: Mapping[str, ValueType]) -> Expression | None:
    text: str | None = getattr(component, what)
    if text is None:
        return None
    try:
        return formula(text, types) if what == "formula" else condition(text, types)
    except ExpressionError as error:
        raise unreadable(component.code, what, error) from error


def _named(cycle: Sequence[str], graph: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the cycle so that each is followed by what it waits for."""
    forwards = all(after in graph.get(before, ()) for before, after in pairwise(cycle))
    return tuple(cycle if forwards else reversed(cycle))
