"""What the law of a place says of a probation, as dated data: ``probation.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText


class Step(Frozen):
    """From this term of a contract on, in months, a probation may be so long."""

    from_months: int = Field(ge=0)
    longest_months: int = Field(ge=0)


class ProbationLaw(Frozen):
    """The law of one place from a day on."""

    jurisdiction: str
    name: LocalizedText
    source: str
    in_force_from: date
    open_ended_months: int
    lowest_pay_percent: int
    terms: tuple[Step, ...]

    def longest(self, contract_months: int | None) -> int:
        """Return the longest probation, in months, of a contract of this term (null: without a fixed term)."""
        if contract_months is None:
            return self.open_ended_months
        return max(step.longest_months for step in self.terms if step.from_months <= contract_months)


def probation_law(jurisdiction: str, on: date) -> ProbationLaw | None:
    """Return the law that holds on a day; None: there is none here, and the contract alone says."""
    held = [law for law in _laws() if law.jurisdiction == jurisdiction and law.in_force_from <= on]
    return max(held, key=lambda law: law.in_force_from, default=None)


@cache
def _laws() -> tuple[ProbationLaw, ...]:
    text = files(__package__).joinpath("probation.toml").read_text(encoding="utf-8")
    return tuple(ProbationLaw.model_validate(law) for law in tomllib.loads(text)["laws"])
