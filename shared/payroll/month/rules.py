"""What a tenant's payroll goes by: settings, components, structures. The same object serves all employees of a run."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import Field, PrivateAttr

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount
from shared.payroll.calendar.days import UnknownYear
from shared.payroll.calendar.proration import Proration
from shared.payroll.components.model import SalaryComponent
from shared.payroll.inputs.model import FigureName
from shared.payroll.structures.model import SalaryStructure

DayDivisor = Literal["21.75", "working_days", "paid_days", "calendar_days"]
"""What a month's wages are divided by for a day of leave."""
Kept = TypeVar("Kept")


class PayrollSettings(Frozen):
    """A tenant's choices. Percentages are whole numbers; amounts are fen a month."""

    proration: Proration = "working_days"
    day_divisor: DayDivisor = "21.75"
    unknown_year: UnknownYear = "refuse"
    """What to do in a year whose public holidays are not published yet: stop, or take Monday to Friday as worked."""
    sick_pay_percent: int = Field(default=80, ge=0, le=100)
    minimum_wage_fen: dict[str, Amount] = Field(default_factory=dict)
    """The local minimum wage a month by city (最低工资标准); a city that is not named is not checked."""
    average_wage_fen: dict[str, Amount] = Field(default_factory=dict)
    """The average wage a month of last year by city (上年度职工月平均工资): three times it is free of tax in severance
    pay. Where a city is not named, the pack's figure holds."""
    joiners_contribute_until_day: int = Field(default=31, ge=0, le=31)
    """Who starts later in the month has no contributions in it."""
    leavers_contribute_from_day: int = Field(default=1, ge=1, le=31)
    """Who leaves before that day of the month has no contributions in it."""
    damages_percent: int = Field(default=20, ge=0, le=20)
    """Of a month's wages, how much may be kept for damages at most (工资支付暂行规定 art. 16)."""
    overtime_hours_limit: int = Field(default=36, ge=0)
    """Hours of overtime a month above which the reviewer is told (劳动法 art. 41)."""


class Figure(Frozen):
    """A number that the tenant's formulas may name and the month's inputs bring."""

    name: FigureName
    title: LocalizedText
    default: Decimal = Decimal(0)


class PayRules(Frozen):
    """Everything of the tenant that a month is reckoned with. Give one object to all orders of a run: it remembers
    the formulas that it has read."""

    settings: PayrollSettings = Field(default_factory=PayrollSettings)
    components: tuple[SalaryComponent, ...]
    structures: tuple[SalaryStructure, ...] = ()
    figures: tuple[Figure, ...] = ()

    _kept: dict[Any, Any] = PrivateAttr(default_factory=dict)

    def kept(self, key: Any, make: Callable[[], Kept]) -> Kept:
        """Return what was made for ``key`` before, or make it."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    def structure_on(self, code: str, day: date) -> SalaryStructure | None:
        """Return the structure of this code that holds on a day."""
        begun = [one for one in self.structures if one.code == code and one.effective_from <= day]
        return max(begun, key=lambda one: one.effective_from, default=None)
