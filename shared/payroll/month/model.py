"""What one employee's month is reckoned from, and what comes of it. Pure."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId, TenantId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount
from shared.offer.contracts import ComponentCode
from shared.payroll.contracts import PayLine, Period, RunKind, SalarySlip
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.rules import PayRules
from shared.payroll.social.contributions import Declared
from shared.payroll.structures.model import Assignment
from shared.payroll.tax.withholding import TaxStatus, TaxYear
from shared.people.contracts import EmploymentTerms

CautionCode = Literal[
    "below_minimum_wage",
    "net_would_be_negative",
    "deduction_limited",
    "component_unknown",
    "overtime_over_limit",
    "nothing_earned",
    "no_contributions",
    "attendance_differs",
    "arrears",
    "bonus_otherwise_cheaper",
    "bonus_step",
    "bonus_merged",
    "fund_taxable",
]


class Caution(Frozen):
    """Something that the reviewer of the run should look at; the slip stands nevertheless."""

    code: CautionCode
    words: LocalizedText
    component: ComponentCode | None = None
    amount_fen: int | None = None


class EarlierMonth(Frozen):
    """An earlier month that was paid: what holds for it now, and what was paid for it. For arrears (补发).

    ``terms`` are those that hold in it by what is known now. ``paid``: every line of every slip about the period, also
    those of later slips whose ``for_period`` it is, reversals included.
    """

    period: Period
    terms: tuple[EmploymentTerms, ...] = Field(min_length=1)
    inputs: MonthInputs = Field(default_factory=MonthInputs)
    assignments: tuple[Assignment, ...] = ()
    paid: tuple[PayLine, ...]
    rebase: bool = False
    """Whether the contributions of the month are reckoned again, too (a base declared later, 补缴)."""


class MonthOrder(Frozen):
    """One employee's month.

    ``terms``: every version of the employment terms that holds on some day of the month, oldest first; several where
    they change in mid-month. ``tax_year``: the employment's cumulative tax before this slip. ``run_kind``: ``regular``
    pays what is agreed and all inputs; ``off_cycle`` pays the one-off items alone, with no contributions; a reversal is
    made from its slip, not from an order. ``engine``: the version of the rules' code, kept in the slip.
    """

    tenant_id: TenantId
    run_id: RunId
    run_kind: RunKind = "regular"
    slip_id: str
    employee_id: EmployeeId
    period: Period
    terms: tuple[EmploymentTerms, ...] = Field(min_length=1)
    terms_ref: DocumentRef | None = None
    """The document of the last of ``terms``."""
    inputs: MonthInputs = Field(default_factory=MonthInputs)
    rules: PayRules
    assignments: tuple[Assignment, ...] = ()
    declared: Declared = Field(default_factory=Declared)
    """What the terms leave open of social insurance and fund: classes, supplementary rates, what is not joined. Bases
    and the fund's rate come from the terms where they are null here."""
    tax_year: TaxYear
    tax_status: TaxStatus = Field(default_factory=TaxStatus)
    special_fen: Amount = 0
    """The special additional deductions (专项附加扣除) of the month."""
    other_deduction_fen: Amount = 0
    """依法确定的其他扣除 of the month: personal pension, annuity, …"""
    bonus_separate: bool = True
    """Whether the year's bonus is taxed by itself, where it was not yet in this year; else with the wages."""
    earlier: tuple[EarlierMonth, ...] = ()
    now: datetime
    engine: str

    @model_validator(mode="after")
    def _is_about_one_employee(self) -> Self:
        for terms in self.terms:
            if terms.employee_id != self.employee_id or terms.tenant_id != self.tenant_id:
                raise ValueError(f"terms {terms.number} are of employee {terms.employee_id}, not {self.employee_id}")
        if list(self.terms) != sorted(self.terms, key=lambda each: (each.effective_from, each.number)):
            raise ValueError("give the terms in the order of the day that they hold from")
        return self

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(int(self.period[:4]), int(self.period[5:]), 1)


class Carried(Frozen):
    """What could not be deducted this month, to be given back as ``MonthInputs.carried_fen`` of the next."""

    component: ComponentCode
    amount_fen: Amount


class MonthResult(Frozen):
    """The slip, the employment's cumulative tax after it, and what the reviewer should look at."""

    slip: SalarySlip
    tax_year_after: TaxYear
    cautions: tuple[Caution, ...] = ()
    carried: tuple[Carried, ...] = ()
