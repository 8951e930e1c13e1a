"""The standard components and structure, from ``standard.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.payroll.components.model import SalaryComponent
from shared.payroll.structures.model import SalaryStructure, StructureLine

ADVANCE = "contribution_advance"
"""What the company lays out for an employee whose pay does not cover contributions and tax."""
STANDARD = "standard"
"""The structure of an employee who has no other."""


@cache
def standard_components() -> tuple[SalaryComponent, ...]:
    """Return the components that every company starts from."""
    return tuple(SalaryComponent.model_validate(entry) for entry in _data()["component"])


@cache
def standard_structure() -> SalaryStructure:
    """Return the structure that holds where nothing else is assigned."""
    entry = _data()["structure"]
    return SalaryStructure(
        code=entry["code"],
        title=entry["title"],
        effective_from=entry["effective_from"],
        lines=tuple(StructureLine(component=code) for code in entry["components"]),
    )


def with_standard(own: tuple[SalaryComponent, ...]) -> tuple[SalaryComponent, ...]:
    """Return a company's components with the standard ones that it has not replaced."""
    codes = {component.code for component in own}
    return (*own, *(component for component in standard_components() if component.code not in codes))


@cache
def _data() -> dict:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath("standard.toml").read_text(encoding="utf-8"))
