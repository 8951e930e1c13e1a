"""Which components apply to an employee in a month, and in which order they are reckoned and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from shared.kernel.localized import LocalizedText
from shared.offer.contracts import SalaryLine
from shared.payroll.components.checking import holding
from shared.payroll.components.model import SalaryComponent
from shared.payroll.components.order import Ready, ordered
from shared.payroll.contracts import Period
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.rules import PayRules
from shared.payroll.month.segments import Segment
from shared.payroll.structures.model import SalaryStructure


@dataclass(frozen=True, slots=True)
class Plan:
    """The components that apply: in the order to reckon, and in that of the slip."""

    order: tuple[Ready | str, ...]
    shown: tuple[str, ...]
    components: Mapping[str, SalaryComponent]
    needed: frozenset[str]
    """The names that some formula or condition has."""
    unknown: tuple[str, ...]
    """Codes of the terms that no component defines; they are paid as their kind says."""


def plan_of(
    rules: PayRules,
    period: Period,
    structure: SalaryStructure | None,
    employed: Sequence[Segment],
    inputs: MonthInputs,
) -> Plan:
    """Return the plan for what applies; employees with the same components share it."""
    lines = {line.component: line.kind for segment in employed if segment.terms for line in segment.terms.salary}
    own = {line.component for segment in employed if segment.assignment for line in segment.assignment.amounts}
    asked = {item.component for item in inputs.items} | inputs.carried_fen.keys()
    base = () if structure is None else tuple(line.component for line in structure.lines)
    others = tuple(sorted({*own, *asked, *lines} - set(base)))
    kinds = tuple((code, lines.get(code)) for code in others)
    return rules.kept(("plan", period, base, kinds), lambda: _planned(rules, period, base, others, lines))


def _planned(
    rules: PayRules, period: Period, base: Sequence[str], others: Sequence[str], kinds: Mapping[str, str]
) -> Plan:
    defined = {one.code: one for one in holding(rules.components, date(int(period[:4]), int(period[5:]), 1))}
    unknown = tuple(code for code in others if code not in defined and code in kinds)
    known = {**defined, **{code: _as_kind(code, kinds[code]) for code in unknown}}
    places = {code: place for place, code in enumerate(known)}
    codes = [*(code for code in base if code in known), *sorted(filter(known.get, others), key=places.__getitem__)]
    applied = {code: known[code] for code in codes}
    figures = [one.name for one in rules.figures]
    absent = [code for code in known if code not in applied]
    order = ordered(list(applied.values()), [*figures, *absent])
    needed = frozenset[str]().union(*(one.names for one in order if isinstance(one, Ready)))
    return Plan(order, tuple(codes), applied, needed, unknown)


@cache
def _as_kind(code: str, kind: str) -> SalaryComponent:
    """Return what a line of the terms is where no component defines it: taxable pay, prorated, in the social base."""
    fixed = kind == "fixed"
    return SalaryComponent(
        code=code, title=LocalizedText(en=code), social_base=True, wage_base=fixed, probation=fixed, prorated=True
    )


def title_in(lines: Sequence[SalaryLine], code: str) -> LocalizedText | None:
    """Return the title that the terms give a line."""
    return next((line.title for line in lines if line.component == code), None)
