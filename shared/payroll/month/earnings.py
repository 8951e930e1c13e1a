"""Reckons the components of a month: each finds the figures and the components that its formula names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from shared.kernel.money import Fen
from shared.payroll.components.model import SalaryComponent
from shared.payroll.components.names import AGREED, GROSS, WAGE_PAID
from shared.payroll.components.order import Ready
from shared.payroll.expressions.errors import ExpressionFailed
from shared.payroll.expressions.rounding import in_fen
from shared.payroll.expressions.tree import Value
from shared.payroll.inputs.model import OneOff
from shared.payroll.month.agreed import NOTHING, Agreed, agreed, monthly, rounded_as
from shared.payroll.month.errors import ComponentFailed, ItemRefused
from shared.payroll.month.figures import figures_of
from shared.payroll.month.frame import Frame

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One component's amount this month, without its one-off items. ``used``: the figures that its formula named."""

    component: SalaryComponent
    fen: Fen
    agreed: Agreed = NOTHING
    used: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All components of a month by code, the one-off items, and the figures that they were reckoned with."""

    components: Mapping[str, Reckoned]
    items: Mapping[str, tuple[OneOff, ...]]
    figures: Mapping[str, Value]

    def fen_of(self, code: str) -> int:
        """Return a component's amount with its one-off items; 0 where it has none."""
        reckoned = self.components.get(code)
        return (reckoned.fen if reckoned else 0) + _sum(self.items.get(code, ()))


def reckon(frame: Frame, *, items_only: bool = False) -> Reckoning:
    """Return the month's components. ``items_only``: none but the one-off items (an off-cycle run).

    Raises ``ItemRefused``, ``ComponentFailed``.
    """
    items = _items(frame)
    figures = figures_of(frame, wage_base(frame))
    found: dict[str, Reckoned] = {}
    fen: dict[str, int] = {}
    for entry in frame.plan.order:
        if isinstance(entry, str):
            if entry in frame.plan.needed:
                figures[entry] = Fraction(_sum_of(entry, frame, fen), 100)
            continue
        code = entry.component.code
        for name in entry.names:
            figures.setdefault(name, NONE)
        found[code] = Reckoned(entry.component, Fen(0)) if items_only else _reckoned(frame, entry, figures)
        fen[code] = found[code].fen + _sum(items.get(code, ()))
        if code in frame.plan.needed:
            figures[code] = Fraction(fen[code], 100)
    return Reckoning(found, items, figures)


def wage_base(frame: Frame) -> int:
    """Return the agreed wages a month of the components of the wage base, in fen, as they are at the month's end."""
    return sum(monthly(frame, frame.last, one) for one in frame.plan.components.values() if one.wage_base)


def social_base(frame: Frame) -> int:
    """Return the agreed pay a month that contributions are reckoned on where no base is declared, in fen."""
    return sum(monthly(frame, frame.last, one) for one in frame.plan.components.values() if one.social_base)


def _reckoned(frame: Frame, ready: Ready, figures: dict[str, Value]) -> Reckoned:
    component = ready.component
    part = agreed(frame, component)
    if ready.formula is None and ready.condition is None:
        return Reckoned(component, rounded_as(component, part.fen), part)
    if AGREED in ready.names:
        figures[AGREED] = Fraction(part.fen, 100)
    used = {name: figures[name] for name in sorted(ready.names)}
    try:
        if ready.condition is not None and not ready.condition.holds(figures):
            return Reckoned(component, Fen(0), NOTHING, used)
        if ready.formula is None:
            return Reckoned(component, rounded_as(component, part.fen), part, used)
        fen = in_fen(ready.formula.number(figures), component.rounding, component.round_to)
    except ExpressionFailed as error:
        raise ComponentFailed(component.code, component.title.read_in("en"), error.problem, error.remedy) from error
    if fen < 0:
        raise ComponentFailed(
            component.code,
            component.title.read_in("en"),
            "the result is negative.",
            "Guard it with max(0, …); what lowers the pay is a component of kind absence or deduction.",
        )
    return Reckoned(component, fen, part, used)


def _sum_of(name: str, frame: Frame, fen: Mapping[str, int]) -> int:
    """Return one of the sums that formulas may name, in fen; what it needs is reckoned by then."""
    total = 0
    for code, component in frame.plan.components.items():
        earned = component.kind in ("earning", "absence")
        if component.wage_base if name == WAGE_PAID else earned and (component.taxable or name == GROSS):
            total += -fen[code] if component.kind == "absence" else fen[code]
    return total


def _items(frame: Frame) -> dict[str, tuple[OneOff, ...]]:
    found: dict[str, tuple[OneOff, ...]] = {}
    for item in frame.inputs.items:
        component = frame.plan.components.get(item.component)
        if component is None:
            raise ItemRefused(
                item.component, "there is no such component this month.", "Add the component, or name another one."
            )
        if not component.items:
            remedy = "Use bonus or correction, or allow items in the component."
            raise ItemRefused(item.component, "the component is not paid by one-off items.", remedy)
        found[item.component] = (*found.get(item.component, ()), item)
    return found


def _sum(items: Iterable[OneOff]) -> int:
    return sum(item.amount_fen for item in items)
