"""What can be wrong between a question and the rules that should answer it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from shared.kernel.errors import Invalid, NotFound

if TYPE_CHECKING:
    from shared.payroll.packs.reading import Finding


class UnknownCity(NotFound):
    """No pack has rules for a city of this name."""

    code: ClassVar[str] = "unknown_city"
    status: ClassVar[int] = 422

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There are no payroll rules for a city named {name!r}.",
            f"Known are {', '.join(sorted(known))}. Correct the name, or add the city's file to the pack.",
        )


class NoRulesForPeriod(Invalid):
    """There are rules, and none holds in the month that was asked for."""

    code: ClassVar[str] = "no_rules_for_period"

    def __init__(self, subject: str, period: str, held: Sequence[str]) -> None:
        there = f"The rules that are there hold {', '.join(held)}" if held else "There are none at all"
        super().__init__(
            f"No rules of {subject} hold in {period}. {there}.",
            "Choose a month that they cover, or add the missing version, with its source, to the pack.",
        )
        self.subject = subject
        self.period = period


class FaultyRules(Invalid):
    """Rule files that must not be computed with: dates that overlap, a floor above its cap, a rate that is none."""

    code: ClassVar[str] = "faulty_rules"

    def __init__(self, findings: "Sequence[Finding]") -> None:
        told = "; ".join(f"{finding.where}: {finding.problem}" for finding in findings[:5])
        more = f" and {len(findings) - 5} more" if len(findings) > 5 else ""
        super().__init__(
            f"The payroll rules have {len(findings)} faults: {told}{more}.",
            "See them all with: bole payroll rules check. Correct the files; nothing was computed.",
        )
        self.findings = tuple(findings)

    @property
    def members(self) -> dict[str, Any]:
        return {"findings": [finding.model_dump(mode="json") for finding in self.findings]}
