"""The terms of an employment over time: those of the offer first, then each change from its day on. Pure rules."""

import calendar
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, UserId
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import AcceptedOffer, SalaryLine, SocialBase
from shared.people.contracts import EmploymentTerms

ChangeReason = Literal["raise", "promotion", "transfer", "demotion", "correction", "probation_passed", "other"]
Department = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^|#]+$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class TermsChange(Frozen):
    """What is to be otherwise from ``effective_from`` on; what is left out stays. ``note`` says why, in words."""

    effective_from: date
    reason: ChangeReason
    note: Note
    title: LocalizedText | None = None
    department: Department | None = None
    cost_centre: str | None = Field(default=None, min_length=1, max_length=60)
    grade: str | None = Field(default=None, min_length=1, max_length=60)
    manager: UserId | None = None
    salary: tuple[SalaryLine, ...] | None = Field(default=None, max_length=40)
    social: SocialBase | None = None
    probation_until: date | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        named = (self.title, self.department, self.cost_centre, self.grade, self.manager, self.salary, self.social)
        if all(value is None for value in (*named, self.probation_until)):
            raise ValueError("say what is to change: salary, grade, department, title, manager, social or probation")
        if self.salary is not None and len({line.component for line in self.salary}) < len(self.salary):
            raise ValueError("a component is named twice in the salary")
        return self


def first_terms(
    offer: AcceptedOffer, where: DocumentRef, employee_id: EmployeeId, start: date, by: str, now: datetime
) -> EmploymentTerms:
    """Return the terms of the first day, as the offer has them; ``start`` is the day on which it really begins."""
    return EmploymentTerms(
        tenant_id=offer.tenant_id,
        employee_id=employee_id,
        number=1,
        effective_from=start,
        department=offer.department,
        cost_centre=offer.cost_centre or offer.department,
        title=offer.title,
        grade=offer.grade,
        currency=offer.currency,
        salary=offer.salary,
        social=offer.social,
        start_date=start,
        probation_until=probation_end(start, offer.probation_months),
        probation_pay_percent=offer.probation_pay_percent,
        offer=where,
        reason="hired",
        decided_by=by,
        decided_at=now,
    )


def changed_terms(before: EmploymentTerms, change: TermsChange, by: str, now: datetime) -> EmploymentTerms:
    """Return the next terms: ``before`` with what ``change`` names."""
    named = change.model_dump(exclude={"effective_from", "reason", "note"}, exclude_none=True)
    given = {name: getattr(change, name) for name in named}
    return before.model_copy(
        update={
            **given,
            "number": before.number + 1,
            "effective_from": change.effective_from,
            "reason": change.reason,
            "decided_by": by,
            "decided_at": now,
        }
    )


def ended_terms(before: EmploymentTerms, last_day: date, by: str, now: datetime) -> EmploymentTerms:
    """Return the terms with which an employment ends: the same, until ``last_day``."""
    return before.model_copy(
        update={
            "number": before.number + 1,
            "effective_from": last_day,
            "end_date": last_day,
            "reason": "exit",
            "decided_by": by,
            "decided_at": now,
        }
    )


def holding_on(versions: tuple[EmploymentTerms, ...], day: date) -> EmploymentTerms | None:
    """Return the terms that hold on a day: the newest of those that took effect until then; None before the first."""
    begun = [each for each in versions if each.effective_from <= day]
    return max(begun, key=lambda each: (each.effective_from, each.number), default=None)


def probation_end(start: date, months: int) -> date | None:
    """Return the last day of a probation of so many months, null without one: the day before the same day.

    A month that has no such day ends the probation with its own last day.
    """
    if not months:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, 1) + timedelta(days=min(start.day - 1, last) - 1)
