"""What the people stage publishes: that somebody was hired, changed or left, and the terms that payroll pays by."""

import hashlib
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import ApplicationId, CandidateId, EmployeeId, OfferId, PositionId, TenantId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency
from shared.offer.contracts import SalaryLine, SocialBase


class EmploymentTerms(Published):
    """``people/employment_terms`` v1: what holds for an employee from a day on. A document; each change is a new one.

    Payroll pays by it. ``number`` grows with each change; a newer one with the same ``effective_from`` replaces the
    older. No name stands here.
    """

    stage: ClassVar[str] = "people"
    name: ClassVar[str] = "employment_terms"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="people/employment_terms v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    employee_id: EmployeeId
    number: int = Field(ge=1)
    effective_from: date
    department: str
    cost_centre: str
    title: LocalizedText
    grade: str
    manager: str | None = None
    currency: Currency = "CNY"
    salary: tuple[SalaryLine, ...]
    social: SocialBase
    start_date: date
    end_date: date | None = None
    """The last day of the employment; null while it goes on."""
    probation_until: date | None = None
    probation_pay_percent: int = Field(default=100, ge=80, le=100)
    offer: DocumentRef | None = None
    """The ``offer/accepted_offer`` that it comes from; null for somebody who was entered or imported."""
    reason: str
    """A code: ``hired``, ``raise``, ``promotion``, ``transfer``, ``correction``, ``exit``, …"""
    decided_by: str
    decided_at: datetime

    @property
    def monthly_fen(self) -> int:
        """The lines of a month together."""
        return sum(line.amount_fen for line in self.salary)


class Hired(Event):
    """``people/hired`` v1: somebody's employment begins, on the start date or by confirmation."""

    stage: ClassVar[str] = "people"
    name: ClassVar[str] = "hired"

    employee_id: EmployeeId
    candidate_id: CandidateId | None = None
    application_id: ApplicationId | None = None
    position_id: PositionId | None = None
    offer_id: OfferId | None = None
    department: str
    start_date: date
    terms: DocumentRef


class TermsChanged(Event):
    """``people/terms_changed`` v1: other terms hold from a day on: a raise, a transfer, an exit, a correction."""

    stage: ClassVar[str] = "people"
    name: ClassVar[str] = "terms_changed"

    employee_id: EmployeeId
    effective_from: date
    reason: str
    terms: DocumentRef


class Left(Event):
    """``people/left`` v1: an employment ends with ``last_day``."""

    stage: ClassVar[str] = "people"
    name: ClassVar[str] = "left"

    employee_id: EmployeeId
    last_day: date
    reason: str


class TrainingCompleted(Event):
    """``people/training_completed`` v1: a course was done, and what it cost. For finance."""

    stage: ClassVar[str] = "people"
    name: ClassVar[str] = "training_completed"

    employee_id: EmployeeId
    course_id: str
    department: str
    cost_centre: str
    cost_fen: Amount
    currency: Currency = "CNY"
    completed_on: date


def terms_key(tenant_id: TenantId, employee_id: EmployeeId, number: int, body: bytes) -> str:
    """Return where terms lie in the media bucket: by their content, so that of two who write at once none is lost."""
    return f"people/{tenant_id}/{employee_id}/terms/{number:06d}-{hashlib.sha256(body).hexdigest()[:16]}.json"
