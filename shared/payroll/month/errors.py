"""Why a month cannot be reckoned, in words that a payroll clerk can act on."""

from typing import Any, ClassVar

from shared.kernel.errors import Invalid


class MonthInvalid(Invalid):
    """The order of a month cannot be reckoned."""

    code: ClassVar[str] = "payroll_month_invalid"


class NotEmployed(MonthInvalid):
    """The employee has no day of employment in the month."""

    code: ClassVar[str] = "not_employed_in_month"

    def __init__(self, period: str, start: str, end: str | None) -> None:
        until = f" to {end}" if end else ""
        super().__init__(
            f"The employment goes from {start}{until}: no day of it lies in {period}.",
            "Leave the employee out of this month; what is still due is paid by an off-cycle run.",
        )


class ItemRefused(MonthInvalid):
    """A one-off item names a component that takes none."""

    code: ClassVar[str] = "item_refused"

    def __init__(self, component: str, problem: str, remedy: str) -> None:
        super().__init__(f"The one-off item {component}: {problem}", remedy)
        self.component = component

    @property
    def members(self) -> dict[str, Any]:
        return {"component": self.component}


class InputRefused(MonthInvalid):
    """The month's inputs do not fit the month."""

    code: ClassVar[str] = "input_refused"


class ComponentFailed(MonthInvalid):
    """A component's formula gives no result for this employee and month."""

    code: ClassVar[str] = "component_failed"

    def __init__(self, component: str, title: str, problem: str, remedy: str) -> None:
        super().__init__(f"{title} ({component}) cannot be reckoned: {problem}", remedy)
        self.component = component

    @property
    def members(self) -> dict[str, Any]:
        return {"component": self.component}


class CurrencyRefused(MonthInvalid):
    """The salary is agreed in a currency that the country's rules do not reckon in."""

    code: ClassVar[str] = "currency_refused"

    def __init__(self, currency: str) -> None:
        super().__init__(
            f"The salary is agreed in {currency}; the rules of China reckon in CNY.",
            "Agree the amounts in CNY, or pay this employee outside of this run.",
        )


class StructureMissing(MonthInvalid):
    """The structure that is assigned does not hold in the month."""

    code: ClassVar[str] = "structure_missing"

    def __init__(self, structure: str, period: str) -> None:
        super().__init__(
            f"The salary structure {structure} does not hold in {period}.",
            "Give the structure an earlier day to hold from, or assign another one.",
        )
