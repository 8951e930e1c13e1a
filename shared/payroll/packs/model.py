"""The rules of a country as values: every one dated, with the law or notice it stands in. Amounts in fen."""

from typing import Literal, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.money import Rounding, RoundTo
from shared.payroll.packs.version import Rate, Table, Version, Yuan


class Bracket(Frozen):
    """One step of a tax table (级数): up to and with ``up_to``; null in the last one. ``quick``: 速算扣除数."""

    up_to: Yuan | None = None
    rate: Rate
    quick: Yuan


class TaxTable(Version):
    """A table of rates. Each quick deduction follows from the steps below it: that is checked."""

    table: Table
    brackets: tuple[Bracket, ...] = Field(min_length=1)
    rounding: Rounding = "half_up"
    round_to: RoundTo = "fen"

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        below: Bracket | None = None
        for bracket in self.brackets:
            low = 0 if below is None else below.up_to
            if low is None or (bracket.up_to is not None and bracket.up_to <= low):
                raise ValueError("the upper bounds of the brackets must rise, and only the last one may be open")
            continued = 0 if below is None else below.quick + (bracket.rate - below.rate) * low
            if bracket.quick != continued:
                raise ValueError(f"the quick deduction at rate {bracket.rate} must be {continued / 100} yuan")
            below = bracket
        if below is None or below.up_to is not None:
            raise ValueError("the last bracket must be open")
        return self


class Withholding(Version):
    """Cumulative withholding on wages: the basic deduction (减除费用) of a month, and the table."""

    basic_month: Yuan
    months: int = Field(default=12, ge=1)
    table: Table


class FirstJob(Version):
    """First wages in the year: from which calendar month the months of the basic deduction are counted."""

    counted_from_month: int = Field(ge=1, le=12)


class LowIncome(Version):
    """The whole last year with the same employer and little income: the deduction of the whole year from January."""

    basic_year: Yuan
    income_limit: Yuan


class BonusRules(Version):
    """Annual bonus taxed by itself: its share of a month finds the rate."""

    divided_by: int = Field(ge=1)
    table: Table


class SeveranceRules(Version):
    """Compensation for the end of employment: exempt up to a multiple of the local average wage of the last year."""

    average_multiple: int = Field(ge=1)
    table: Table


class LabourRules(Version):
    """Labour remuneration (劳务报酬) of residents: the cost that is deducted, and the withholding table."""

    small_up_to: Yuan
    small_cost: Yuan
    cost_rate: Rate
    table: Table


class InternRules(Version):
    """Full-time students' labour remuneration, withheld cumulatively: cost, basic deduction, table."""

    cost_rate: Rate
    basic_month: Yuan
    table: Table


class NonResidentRules(Version):
    """Wages, labour and bonus of non-residents."""

    basic_month: Yuan
    labour_cost_rate: Rate
    bonus_divided_by: int = Field(ge=1)
    table: Table


class SpecialRules(Version):
    """Special additional deductions (专项附加扣除), in yuan a month where no other unit is named."""

    child: Yuan
    child_from_age_months: int
    infant: Yuan
    elder: Yuan
    elder_age: int
    elder_share_at_most: Yuan
    mortgage: Yuan
    mortgage_months_at_most: int
    rent: dict[Literal["large", "medium", "small"], Yuan]
    study: Yuan
    study_months_at_most: int
    certificate_year: Yuan
    illness_over: Yuan
    illness_at_most: Yuan
    shares: tuple[Rate, ...]


class PersonalPensionRules(Version):
    """Personal pension (个人养老金): deductible payments of a year."""

    year_at_most: Yuan


class FundLimit(Version):
    """Up to what a fund contribution is free of tax: a rate of the base, and a multiple of the average wage as base."""

    rate: Rate
    average_multiple: int = Field(ge=1)


class InjuryRates(Version):
    """Base rates of work injury insurance by class of industry, from class 1 on."""

    rates: tuple[Rate, ...] = Field(min_length=1)
