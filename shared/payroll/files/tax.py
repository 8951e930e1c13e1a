"""What an employee declared for the income tax, and what the law asks about the employment in a year. Pure."""

from typing import Literal, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount
from shared.payroll.contracts import Period
from shared.payroll.tax.withholding import TaxYear

SpecialKind = Literal["child", "infant", "elders", "mortgage", "rent", "study", "qualification"]
"""专项附加扣除 that count in withholding: 子女教育, 婴幼儿照护, 赡养老人, 住房贷款利息, 住房租金,
继续教育 (学历, 职业资格). Serious illness counts in the annual settlement alone."""
OtherKind = Literal["personal_pension", "annuity", "health_insurance", "other"]
"""依法确定的其他扣除: 个人养老金, 年金, 商业健康险."""


class _FromTo(Frozen):
    from_period: Period
    until_period: Period | None = None
    """The last month; null while it goes on."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until_period is not None and self.until_period < self.from_period:
            raise ValueError("the deduction ends before it begins: correct from_period or until_period")
        return self

    def holds_in(self, period: Period) -> bool:
        """Return whether the month is one of them."""
        return self.from_period <= period and (self.until_period is None or period <= self.until_period)


class SpecialDeduction(_FromTo):
    """One special additional deduction as declared: ``amount_fen`` a month, the employee's own share."""

    kind: SpecialKind
    amount_fen: Amount
    share_percent: int = Field(default=100, ge=1, le=100)
    """Of the allowance, where two share it; what is declared as ``amount_fen`` is the share already."""


class OtherDeduction(_FromTo):
    """One other deduction that law provides for: ``amount_fen`` a month."""

    kind: OtherKind
    amount_fen: Amount


class YearStatus(Frozen):
    """What holds of an employment in one year. ``opening``: cumulative figures that another system had reckoned."""

    year: int = Field(ge=2019, le=2100)
    first_job_in_year: bool = False
    low_income_prior_year: bool = False
    bonus_separate: bool = True
    opening: TaxYear | None = None

    @model_validator(mode="after")
    def _is_of_the_year(self) -> Self:
        if self.opening is not None and self.opening.year != self.year:
            raise ValueError(f"the opening figures are of {self.opening.year}, not of {self.year}")
        return self


class TaxFile(Frozen):
    """Everything of one employee that the tax asks for."""

    resident: bool = True
    years: tuple[YearStatus, ...] = Field(default=(), max_length=40)
    special: tuple[SpecialDeduction, ...] = Field(default=(), max_length=60)
    other: tuple[OtherDeduction, ...] = Field(default=(), max_length=60)

    @model_validator(mode="after")
    def _is_lawful(self) -> Self:
        years = [each.year for each in self.years]
        if len(set(years)) < len(years):
            raise ValueError("a year stands twice: keep one status a year")
        homes = [each for each in self.special if each.kind == "mortgage"]
        rents = [each for each in self.special if each.kind == "rent"]
        if any(_overlap(home, rent) for home in homes for rent in rents):
            raise ValueError("mortgage interest and rent exclude each other in a month (国发〔2018〕41号 art. 20)")
        return self

    def of_year(self, year: int) -> YearStatus:
        """Return what holds in a year; the usual where nothing was said."""
        return next((each for each in self.years if each.year == year), YearStatus(year=year))

    def special_fen(self, period: Period) -> int:
        """Return the special additional deductions of a month."""
        return sum(each.amount_fen for each in self.special if each.holds_in(period))

    def other_fen(self, period: Period) -> int:
        """Return the other deductions of a month."""
        return sum(each.amount_fen for each in self.other if each.holds_in(period))


def _overlap(one: _FromTo, other: _FromTo) -> bool:
    begins = max(one.from_period, other.from_period)
    ends = [each.until_period for each in (one, other) if each.until_period is not None]
    return not ends or begins <= min(ends)
