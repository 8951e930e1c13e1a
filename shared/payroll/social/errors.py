"""What can be wrong with what is declared for an employee."""

from decimal import Decimal
from typing import ClassVar

from shared.kernel.errors import Invalid
from shared.kernel.money import written


class BaseOutOfBounds(Invalid):
    """A declared base lies under the city's floor or over its cap, and was not to be adjusted."""

    code: ClassVar[str] = "base_out_of_bounds"

    def __init__(self, rule: str, declared: int, floor: int, cap: int) -> None:
        side = "under the floor" if declared < floor else "over the cap"
        super().__init__(
            f"The base {written(declared)} lies {side} of {rule}: {written(floor)} to {written(cap)}.",
            "Declare a base within the bounds, or let it be adjusted to them.",
        )


class RateNotAllowed(Invalid):
    """A rate that the city's rules do not allow."""

    code: ClassVar[str] = "rate_not_allowed"

    def __init__(self, rule: str, rate: Decimal, low: Decimal, high: Decimal) -> None:
        super().__init__(
            f"The rate {rate} is not allowed by {rule}: {low} to {high}.",
            "Declare a rate within these bounds, or correct the city's rules.",
        )


class NoSuchClass(Invalid):
    """A class of industry that the table of work injury insurance does not have."""

    code: ClassVar[str] = "no_such_injury_class"

    def __init__(self, rule: str, number: int, count: int) -> None:
        super().__init__(
            f"{rule} has no class of industry {number}: it has 1 to {count}.",
            "Declare one of these, or the rate of the employer's notice.",
        )
