"""An employee as payroll knows them: the terms that came, what they declared for the tax, how they are paid. Pure."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, EmployeeId, TenantId, new_id
from shared.payroll.contracts import Period, SalaryChanged
from shared.payroll.files.tax import TaxFile
from shared.payroll.social.contributions import Declared
from shared.payroll.structures.model import Assignment
from shared.people.contracts import EmploymentTerms

KEPT_CHANGES = 20
ALWAYS = date(1900, 1, 1)


class HeldTerms(Frozen):
    """Terms with the document that they came in."""

    terms: EmploymentTerms
    document: DocumentRef

    @property
    def order(self) -> tuple[date, int]:
        """By the day they hold from; of the same day the newer ones later."""
        return self.terms.effective_from, self.terms.number


class MaskedAccount(Frozen):
    """What may be shown of the bank account that is paid."""

    number: str
    """All but the last four digits are stars."""
    bank: str
    bank_code: str | None = None
    changed_at: datetime


class PayChange(Frozen):
    """That something changed which slips are reckoned by, and from which day on it matters."""

    at: datetime
    matters_from: date


class EmployeeFile(Frozen):
    """One employee. ``revision`` grows with each change; ``pay_changes`` tell runs whether they are out of date."""

    employee_id: EmployeeId
    candidate_id: CandidateId | None = None
    terms: tuple[HeldTerms, ...] = ()
    last_day: date | None = None
    tax: TaxFile = Field(default_factory=TaxFile)
    assignments: tuple[Assignment, ...] = ()
    declared: Declared = Field(default_factory=Declared)
    """What the terms leave open of social insurance and fund."""
    account: MaskedAccount | None = None
    identified: bool = False
    """Whether name and identity number are on file; they are sealed, and shown on papers alone."""
    revision: int = Field(default=1, ge=1)
    pay_changes: tuple[PayChange, ...] = Field(min_length=1)
    """The last ones, the newest last."""

    @property
    def pay_changed_at(self) -> datetime:
        """When something changed last that slips are reckoned by."""
        return self.pay_changes[-1].at

    def changed_since(self, moment: datetime, until: date) -> bool:
        """Return whether anything changed after ``moment`` that matters for a day up to ``until``."""
        news = [each for each in self.pay_changes if each.at > moment]
        forgotten = len(self.pay_changes) >= KEPT_CHANGES and len(news) == len(self.pay_changes)
        return forgotten or any(each.matters_from <= until for each in news)

    @property
    def holding(self) -> tuple[HeldTerms, ...]:
        """The terms that hold from some day on, oldest first: of the same day only the newest."""
        newest: dict[date, HeldTerms] = {}
        for each in sorted(self.terms, key=lambda one: one.order):
            newest[each.terms.effective_from] = each
        return tuple(newest.values())

    @property
    def newest(self) -> EmploymentTerms:
        """The terms that hold last."""
        return self.holding[-1].terms

    @property
    def start_date(self) -> date:
        """The first day of the employment."""
        return self.newest.start_date

    @property
    def ends(self) -> date | None:
        """The last day: as it was told, or as the terms have it."""
        return self.last_day or self.newest.end_date

    def knows(self, number: int) -> bool:
        """Return whether the terms of this number came before."""
        return any(each.terms.number == number for each in self.terms)

    def on(self, day: date) -> HeldTerms | None:
        """Return the terms that hold on a day; None before the first ones."""
        begun = [each for each in self.holding if each.terms.effective_from <= day]
        return begun[-1] if begun else None

    def during(self, period: Period) -> tuple[HeldTerms, ...]:
        """Return the terms that hold on some day of a month, oldest first."""
        first, last = days_of(period)
        before = [each for each in self.holding if each.terms.effective_from <= first][-1:]
        return (*before, *(each for each in self.holding if first < each.terms.effective_from <= last))

    def employed_in(self, period: Period) -> bool:
        """Return whether the employment has a day in a month."""
        first, last = days_of(period)
        return self.start_date <= last and (self.ends is None or self.ends >= first)

    def changed(self, **fields: object) -> Self:
        """Return the next revision, in which nothing is other that slips are reckoned by."""
        return self.model_copy(update={**fields, "revision": self.revision + 1})

    def repaid(self, at: datetime, matters_from: date, **fields: object) -> Self:
        """Return the next revision, in which pay is other from a day on."""
        changes = (*self.pay_changes, PayChange(at=at, matters_from=matters_from))[-KEPT_CHANGES:]
        return self.changed(pay_changes=changes, **fields)


def days_of(period: Period) -> tuple[date, date]:
    """Return the first and last day of a month."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def with_terms(file: EmployeeFile | None, held: HeldTerms, at: datetime) -> EmployeeFile:
    """Return the file with terms that came, in whatever order they come; the last day follows the newest ones."""
    terms = held.terms
    if file is None:
        first = PayChange(at=at, matters_from=terms.effective_from)
        return EmployeeFile(employee_id=terms.employee_id, terms=(held,), last_day=terms.end_date, pay_changes=(first,))
    last_day = file.last_day
    if all(each.terms.number < terms.number for each in file.terms):
        goes_on = last_day is not None and terms.end_date is None and terms.effective_from > last_day
        last_day = None if goes_on else terms.end_date or last_day
    return file.repaid(at, terms.effective_from, terms=(*file.terms, held), last_day=last_day)


def salary_change(
    before: Sequence[HeldTerms], held: HeldTerms, tenant_id: TenantId, at: datetime
) -> SalaryChanged | None:
    """Return the event that another monthly amount holds; None where the amount stays what it was.

    It is compared with what held on the day before by the terms that had come until now; where the new ones take the
    place of others of the same day, with those.
    """
    terms = held.terms
    earlier = [each for each in sorted(before, key=lambda one: one.order) if each.order < held.order]
    replaced = any(each.terms.effective_from == terms.effective_from and each.order > held.order for each in before)
    if replaced:  # newer terms of that day came first: these never hold
        return None
    amount = earlier[-1].terms.monthly_fen if earlier else None
    if amount == terms.monthly_fen:
        return None
    return SalaryChanged(
        event_id=new_id("evt"),
        tenant_id=tenant_id,
        occurred_at=at,
        employee_id=terms.employee_id,
        effective_from=terms.effective_from,
        before_fen=amount,
        after_fen=terms.monthly_fen,
        currency=terms.currency,
        department=terms.department,
        cost_centre=terms.cost_centre,
        reason=terms.reason,
        terms=held.document,
    )
