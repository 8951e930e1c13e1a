"""Use case: all that is kept of an employee, opened, as one document to hand over (PIPL art. 45, GDPR art. 15)."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.people.development.service import seen
from shared.people.development.store import DevelopmentStore
from shared.people.employees.facts import OutcomeFacts, facts_of
from shared.people.employees.model import PersonalData
from shared.people.onboarding.store import OnboardingStore
from shared.people.outcomes.service import OutcomeDesk, outcomes_of
from shared.tenancy.contracts import Jurisdiction

STAFF = frozenset(
    {
        "by",
        "confirmed_by",
        "created_by",
        "decided_by",
        "made_by",
        "manager",
        "recorded_by",
        "reviewer",
        "settled_by",
    }
)
"""Fields that hold ids of staff: they become pseudonyms, the same in the whole document (GDPR art. 15(4))."""


class Kept(Frozen):
    """What the law has an employer keep; ``years`` after the end, null where no number is known here."""

    what: LocalizedText
    years: int | None = None
    source: str
    checked: bool


class Analysed(Frozen):
    """What requirement analysis may learn, and the number that stands for the employee there."""

    number: str
    facts: OutcomeFacts


class OwnFile(BaseModel):
    """All that the people stage has of an employee. Staff stand as ``staff-1``, ``staff-2``, …

    ``application_erased``: what the application held was erased; what stands here is kept for the employment.
    Wages are payroll's, and are not in it.
    """

    made_at: datetime
    employee: dict[str, Any]
    person: PersonalData | None
    terms: list[dict[str, Any]]
    onboarding: dict[str, Any] | None
    development: dict[str, Any] | None
    outcomes: dict[str, Any]
    analysed: Analysed | None
    application_erased: bool
    kept: list[Kept]


@dataclass(frozen=True)
class AccessDesk:
    """What the use case reads from. ``numbered`` gives the number in requirement analysis."""

    outcomes: OutcomeDesk
    onboarding: OnboardingStore
    plans: DevelopmentStore
    numbered: Callable[[EmployeeId], str]
    jurisdiction: Jurisdiction


def own_file(employee_id: EmployeeId, desk: AccessDesk) -> OwnFile:
    """Return all of an employee's file; the reading is recorded. Three queries.

    Raises ``NoSuchEmployee``, ``Forbidden``, ``Shredded``.
    """
    people = desk.outcomes.people
    employee = people.opened(employee_id, "manage_employee")
    person, written = people.employees.person(employee_id), people.employees.written_terms(employee_id)
    checklist, plan = desk.onboarding.checklist(employee_id), desk.plans.plan(employee_id)
    outcomes, facts = outcomes_of(employee, desk.outcomes), facts_of(employee)
    erased = employee.candidate_id is not None and people.erased(employee.candidate_id)
    detail = {"change": "access_export"}
    entry = people.trail.entry(
        people.who, "read_employee", employee_id, candidate_id=employee.candidate_id, detail=detail
    )
    people.trail.record(entry)
    named = _Pseudonyms()
    terms = [each.model_dump(mode="json") | {"note": note} for each, note in written]
    return OwnFile(
        made_at=people.clock.now(),
        employee=named.of(employee.without_application() if erased else employee),
        person=person,
        terms=[named.cleaned(each) for each in terms],
        onboarding=named.of(checklist) if checklist else None,
        development=named.of(seen(plan, employee)) if plan else None,
        outcomes=named.of(outcomes),
        analysed=Analysed(number=desk.numbered(employee_id), facts=facts) if facts else None,
        application_erased=erased,
        kept=list(kept_under(desk.jurisdiction)),
    )


def kept_under(jurisdiction: Jurisdiction) -> tuple[Kept, ...]:
    """Return what the law has an employer keep."""
    rules = _kept()
    return rules.get(jurisdiction, rules["other"])


@cache
def _kept() -> dict[str, tuple[Kept, ...]]:
    text = files("shared.people.rights").joinpath("kept.toml").read_text(encoding="utf-8")
    return {place: tuple(Kept.model_validate(row) for row in rows) for place, rows in tomllib.loads(text).items()}


class _Pseudonyms:
    """Gives every member of staff a name by the order in which they come."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def of(self, model: BaseModel) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned(model.model_dump(mode="json"))
        return found

    def cleaned(self, value: Any, field: str = "") -> Any:
        if isinstance(value, Mapping):
            return {name: self.cleaned(inner, str(name)) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.cleaned(inner, field) for inner in value]
        if isinstance(value, str) and field in STAFF and ":" not in value:
            return self._names.setdefault(value, f"staff-{len(self._names) + 1}")
        return value
