"""What can be wrong with a company's components, in words."""

from typing import Any, ClassVar

from shared.kernel.errors import Invalid
from shared.payroll.expressions.errors import ExpressionError


class ComponentInvalid(Invalid):
    """A component cannot be used. ``component`` is its code."""

    code: ClassVar[str] = "component_invalid"

    def __init__(self, component: str, problem: str, remedy: str, position: int | None = None) -> None:
        super().__init__(f"Component {component}: {problem}", remedy)
        self.component = component
        self.position = position

    @property
    def members(self) -> dict[str, Any]:
        place = {} if self.position is None else {"position": self.position}
        return {"component": self.component, **place}


class ComponentCycle(Invalid):
    """Components wait for each other, so none can be reckoned first."""

    code: ClassVar[str] = "component_cycle"

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__(
            f"These components wait for each other: {' → '.join(cycle)}.",
            "Let one of them go without the other: name what is agreed, or a figure of the month.",
        )
        self.cycle = cycle

    @property
    def members(self) -> dict[str, Any]:
        return {"cycle": list(self.cycle)}


def unreadable(component: str, what: str, error: ExpressionError) -> ComponentInvalid:
    """Return the error of a component whose formula or condition cannot be read."""
    return ComponentInvalid(component, f"{what}: {error.problem}", error.remedy, error.position)
