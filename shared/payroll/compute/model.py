"""A year's payroll as values: what is given for each employee, and what comes out. Amounts in fen."""

from dataclasses import dataclass
from decimal import Decimal

from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period
from shared.payroll.packs.pack import City
from shared.payroll.tax.withholding import TaxStatus


@dataclass(frozen=True)
class MonthInput:
    """``social_fen``: own social insurance and fund together; null: the city's rules, or nothing without a city.

    ``special_fen``, ``other_fen`` lower the taxable income only: they are not taken from the pay.
    """

    gross_fen: int
    social_fen: int | None = None
    special_fen: int = 0
    other_fen: int = 0


@dataclass(frozen=True)
class EmployeeInput:
    """An employee: ``months`` follow each other from ``status.start_month`` on."""

    id: str | int
    status: TaxStatus
    months: tuple[MonthInput, ...]
    city: City | None = None
    bonus_fen: int | None = None


@dataclass(frozen=True)
class YearInput:
    """The employees of a year, checked: each can be computed."""

    year: int
    employees: tuple[EmployeeInput, ...]


@dataclass(frozen=True)
class MonthResult:
    """One month. ``social_fen`` and ``fund_fen`` are the employee's own; ``employer_fen`` is the whole cost.

    ``notes``: what was adjusted, a base that was lifted to its floor for one.
    """

    period: Period
    gross_fen: int
    social_fen: int
    fund_fen: int
    taxable_fen: int
    rate: Decimal
    withheld_fen: int
    net_fen: int
    employer_fen: int
    notes: tuple[LocalizedText, ...] = ()


@dataclass(frozen=True)
class BonusResult:
    """The bonus, taxed by itself. ``better_fen``: a smaller one that leaves at least as much, where there is one."""

    tax_fen: int
    net_fen: int
    better_fen: int | None = None


@dataclass(frozen=True)
class EmployeeResult:
    """The months of an employee, their sums, and the bonus, which is in no sum."""

    id: str | int
    months: tuple[MonthResult, ...]
    bonus: BonusResult | None

    @property
    def withheld_fen(self) -> int:
        return sum(month.withheld_fen for month in self.months)

    @property
    def net_fen(self) -> int:
        return sum(month.net_fen for month in self.months)


def period_of(year: int, month: int) -> Period:
    """Return the month of a year as payroll writes it."""
    return f"{year}-{month:02d}"
