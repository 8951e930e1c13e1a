"""Checks all components, structures and figures of a company at once: every mistake in one answer."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from shared.kernel.errors import BoleError
from shared.payroll.components.errors import ComponentCycle, ComponentInvalid
from shared.payroll.components.model import SalaryComponent
from shared.payroll.components.order import ordered, read
from shared.payroll.structures.model import SalaryStructure


def holding(components: Sequence[SalaryComponent], day: date) -> tuple[SalaryComponent, ...]:
    """Return the components that hold on a day, of each code the newest."""
    newest: dict[str, SalaryComponent] = {}
    for component in components:
        if component.effective_from > day or (component.effective_to is not None and component.effective_to < day):
            continue
        known = newest.get(component.code)
        if known is None or component.effective_from > known.effective_from:
            newest[component.code] = component
    return tuple(newest.values())


def problems(
    components: Sequence[SalaryComponent], structures: Sequence[SalaryStructure] = (), figures: Sequence[str] = ()
) -> list[BoleError]:
    """Return everything that is wrong: formulas, cycles, overlapping dates, structures that name what is not there."""
    found: list[BoleError] = [*_overlaps(components), *_unknown(components, structures)]
    codes = {component.code for component in components}
    unread = set[str]()
    for component in components:
        try:
            read(component, figures, codes)
        except ComponentInvalid as error:
            found.append(error)
            unread.add(component.code)
    cycles = dict[tuple[str, ...], ComponentCycle]()
    for day in sorted({component.effective_from for component in components}):
        sound = [component for component in holding(components, day) if component.code not in unread]
        try:
            ordered(sound, (*figures, *unread))
        except ComponentCycle as error:
            cycles[tuple(sorted(error.cycle))] = error
    return [*found, *cycles.values()]


def _overlaps(components: Sequence[SalaryComponent]) -> list[BoleError]:
    by_code = defaultdict[str, list[SalaryComponent]](list)
    for component in components:
        by_code[component.code].append(component)
    found: list[BoleError] = []
    for code, versions in by_code.items():
        days = [version.effective_from for version in versions]
        twice = sorted({day for day in days if days.count(day) > 1})
        found += [
            ComponentInvalid(code, f"two versions hold from {day}.", "Keep one, or give the newer one a later day.")
            for day in twice
        ]
        found += [
            ComponentInvalid(code, "it ends before it begins.", "Set effective_to to a later day, or leave it out.")
            for version in versions
            if version.effective_to is not None and version.effective_to < version.effective_from
        ]
    return found


def _unknown(components: Sequence[SalaryComponent], structures: Sequence[SalaryStructure]) -> list[BoleError]:
    codes = {component.code for component in components}
    return [
        ComponentInvalid(
            line.component,
            f"the structure {structure.code} has it, and there is no such component.",
            "Add the component, or take the line out of the structure.",
        )
        for structure in structures
        for line in structure.lines
        if line.component not in codes
    ]
