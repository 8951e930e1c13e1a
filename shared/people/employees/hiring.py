"""Use cases of a beginning: an accepted offer becomes a file, and the file an employment."""

from datetime import date, datetime

from shared.kernel.clock import Clock
from shared.kernel.ids import EmployeeId, OfferId, new_id
from shared.offer.contracts import AcceptedOffer
from shared.people.contracts import Hired
from shared.people.employees.carrying import consents_for
from shared.people.employees.errors import NotInThisStatus, StillRequired
from shared.people.employees.model import AssessmentSummary, CarriedDocument, Employee, PersonalData
from shared.people.employees.store import EmployeeStore
from shared.people.employees.terms import first_terms, probation_end
from shared.people.onboarding.model import checklist_of
from shared.people.onboarding.store import OnboardingStore
from shared.platform.audit import AuditTrail
from shared.tenancy.contracts import Jurisdiction

ACTOR = "system:people"


def employee_id_of(offer_id: OfferId) -> EmployeeId:
    """Return the id of the employee that an offer makes: one offer, one employee, however often it is told."""
    return EmployeeId("emp_" + offer_id.partition("_")[2])


def open_file(
    offer: AcceptedOffer,
    kept: tuple[CarriedDocument, ...],
    person: PersonalData,
    summary: AssessmentSummary | None,
    jurisdiction: Jurisdiction,
    employees: EmployeeStore,
    onboarding: OnboardingStore,
    trail: AuditTrail,
    now: datetime,
) -> bool:
    """Open the file of somebody who accepted an offer; False where it is open. Raises ``Unavailable``.

    ``kept`` are the documents of the offer as ``keep_documents`` keeps them: what was agreed is among them.
    """
    report = (CarriedDocument(kind="report", document=summary.report),) if summary else ()
    employee = Employee(
        employee_id=employee_id_of(offer.offer_id),
        candidate_id=offer.candidate_id,
        application_id=offer.application_id,
        position_id=offer.position_id,
        offer_id=offer.offer_id,
        offer=next(each.document for each in kept if each.kind == "accepted_offer"),
        title=offer.title,
        hired_as=offer.title,
        department=offer.department,
        grade=offer.grade,
        start_date=offer.start_date,
        probation_until=probation_end(offer.start_date, offer.probation_months),
        assessment=summary,
        consents=consents_for(jurisdiction),
        documents=(*kept, *report),
        created_by=ACTOR,
        created_at=now,
    )
    entry = trail.entry(
        ACTOR,
        "manage_employee",
        employee.employee_id,
        candidate_id=offer.candidate_id,
        detail={"change": "file_opened", "offer_id": offer.offer_id},
    )
    template, _revision = onboarding.template()
    checklist = checklist_of(template, employee.employee_id, employee.start_date)
    return employees.add(employee, person, entry, more=[onboarding.put(checklist)])


def begin(
    employee: Employee,
    offer: AcceptedOffer,
    start: date,
    by: str,
    employees: EmployeeStore,
    trail: AuditTrail,
    clock: Clock,
    open_tasks: tuple[str, ...],
) -> Employee:
    """Begin an employment on ``start``; tells ``people/hired`` with the first terms. Again, it is the same.

    Raises:
        StillRequired: something must be done before.
        NotInThisStatus: it will not begin any more, or somebody was quicker with something else.
    """
    if employee.status == "active" and employee.start_date == start:
        return employee
    if employee.status != "preboarding":
        raise NotInThisStatus(employee.status, "preboarding")
    if open_tasks:
        raise StillRequired(open_tasks)
    now = clock.now()
    terms = first_terms(offer, employee.offer or offer.letter, employee.employee_id, start, by, now)
    where = employees.publish(terms)
    begun = employee.with_(
        status="active",
        start_date=start,
        probation_until=terms.probation_until,
        terms=terms.number,
        confirmed_by=by,
        confirmed_at=now,
    )
    told = Hired(
        event_id=new_id("evt"),
        tenant_id=employees.tenant_id,
        occurred_at=now,
        employee_id=employee.employee_id,
        candidate_id=employee.candidate_id,
        application_id=employee.application_id,
        position_id=employee.position_id,
        offer_id=employee.offer_id,
        department=employee.department,
        start_date=start,
        terms=where,
    )
    entry = trail.entry(
        by,
        "manage_employee",
        employee.employee_id,
        candidate_id=employee.candidate_id,
        detail={"change": "began", "start_date": start.isoformat()},
    )
    if not employees.change(employee, begun, entry, terms=terms, events=[told]):
        raise NotInThisStatus("changed in the meantime", "the newest version")
    return begun
