"""What can be wrong with a question about income tax."""

from typing import ClassVar

from shared.kernel.errors import Conflict, Invalid


class OutOfOrder(Invalid):
    """The month does not follow on what was withheld before, or lies before the employment."""

    code: ClassVar[str] = "month_out_of_order"


class NotResident(Invalid):
    """Cumulative withholding is for residents."""

    code: ClassVar[str] = "not_resident"

    def __init__(self) -> None:
        super().__init__(
            "The wages of a non-resident are taxed month by month, not cumulatively.",
            "Compute them with the rules for non-residents, or correct the residence.",
        )


class NegativeAmount(Invalid):
    """An amount that is taxed by itself must not be negative."""

    code: ClassVar[str] = "negative_amount"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is negative.", "Give an amount of zero or more; a correction reverses the payment.")


class BonusAlreadyTaxed(Conflict):
    """A second bonus in the year that is to be taxed by itself."""

    code: ClassVar[str] = "bonus_already_taxed"

    def __init__(self, year: int, law: str) -> None:
        super().__init__(
            f"One bonus of {year} was already taxed separately, which is allowed once a year ({law}).",
            "Pay this one merged with the month's wages.",
        )


class NoAverageWage(Invalid):
    """Severance pay can only be reckoned where the local average wage is known."""

    code: ClassVar[str] = "no_average_wage"

    def __init__(self) -> None:
        super().__init__(
            "The exempt part of severance pay is a multiple of the local average wage of last year, which is unknown.",
            "Give it with the payment, or add it, with its source, to the city's rules.",
        )


class ClaimsConflict(Conflict):
    """Special additional deductions that exclude each other, or that go beyond what the law allows."""

    code: ClassVar[str] = "claims_conflict"
