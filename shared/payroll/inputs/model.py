"""A month's inputs of one employee, each checked in words. Pure."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount, SignedAmount
from shared.offer.contracts import ComponentCode
from shared.payroll.contracts import Period

Days = Annotated[Decimal, Field(ge=0, le=31, decimal_places=3)]
Hours = Annotated[Decimal, Field(ge=0, le=400, decimal_places=2)]
FigureName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class OneOff(Frozen):
    """An amount of this month only: a bonus, a reimbursement, a deduction, a correction.

    ``for_period``: the earlier month that it is about. Negative only in corrections of what an earlier month had.
    """

    component: ComponentCode
    amount_fen: SignedAmount
    for_period: Period | None = None
    note: str | None = Field(default=None, max_length=200)
    reference: str | None = Field(default=None, max_length=80)
    """Where it comes from: a claim's number, a decision."""

    @model_validator(mode="after")
    def _negative_is_about_an_earlier_month(self) -> Self:
        if self.amount_fen < 0 and self.for_period is None and self.component != "correction":
            raise ValueError(
                f"{self.component}: a negative amount corrects an earlier month: say which (for_period), or use the "
                "component correction or a deduction"
            )
        return self


class MonthInputs(Frozen):
    """What happened in the month. All zero: everything as agreed.

    ``attendance_days``: days present, null where nobody counts them. ``figures``: numbers that the tenant's formulas
    name (sales, pieces). ``contributions``: whether social insurance and fund are due this month, where it is not as
    the settings have it.
    """

    attendance_days: Days | None = None
    overtime_hours_weekday: Hours = Decimal(0)
    overtime_hours_rest_day: Hours = Decimal(0)
    overtime_hours_holiday: Hours = Decimal(0)
    leave_without_pay_days: Days = Decimal(0)
    sick_leave_days: Days = Decimal(0)
    performance_factor: Annotated[Decimal, Field(ge=0, le=10, decimal_places=4)] = Decimal(1)
    figures: dict[FigureName, Decimal] = Field(default_factory=dict)
    items: tuple[OneOff, ...] = ()
    contributions: bool | None = None
    carried_fen: dict[ComponentCode, Amount] = Field(default_factory=dict)
    """Deductions of earlier months that could not be taken then, by component."""
