"""What the people routes work with: the settings of the handler, and a tenant's stores made from them."""

from collections.abc import Callable

from shared.kernel.ids import EmployeeId, TenantId
from shared.offer.contracts import AcceptedOffer
from shared.people.development.service import DevelopmentDesk
from shared.people.development.store import DevelopmentStore
from shared.people.employees.desk import EmployeeDesk, RequiredTasks
from shared.people.employees.errors import NotInThisStatus
from shared.people.employees.model import Employee
from shared.people.employees.staging import StagedEmployees
from shared.people.employees.store import EmployeeStore
from shared.people.onboarding.store import OnboardingStore
from shared.people.outcomes.service import OutcomeDesk
from shared.people.outcomes.store import OutcomeStore
from shared.people.rights.service import AccessDesk
from shared.people.tables.importing import ImportDesk
from shared.platform import bootstrap
from shared.platform.authorization import ANYTHING, Resource, authorize, permitted
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, ImportSettings, KeySettings, TableSettings
from shared.platform.tombstones import erased
from shared.tenancy.contracts import Jurisdiction, TenantSettings, settings_key


class PeopleApiSettings(TableSettings, BucketSettings, KeySettings, ImportSettings):
    """What the people routes need."""


def platform() -> Platform[PeopleApiSettings]:
    """Return this process's platform."""
    return bootstrap.current(PeopleApiSettings)


def employee_store(tenant_id: TenantId) -> EmployeeStore:
    """Return a tenant's employees."""
    here = platform()
    return EmployeeStore(here.table(tenant_id), here.audit(tenant_id), here.sealer(tenant_id), here.bucket(tenant_id))


def employee_desk(who: Caller) -> EmployeeDesk:
    """Return what use cases of employees work with."""
    here, tenant = platform(), who.tenant_id
    return EmployeeDesk(
        who=who,
        employees=employee_store(tenant),
        trail=here.audit(tenant),
        clock=here.clock,
        required=_required_of(onboarding_store(tenant)),
        closing=onboarding_store(tenant).closing,
        erased=lambda candidate_id: erased(here.table(tenant), candidate_id),
    )


def onboarding_store(tenant_id: TenantId) -> OnboardingStore:
    """Return a tenant's checklists."""
    here = platform()
    return OnboardingStore(here.table(tenant_id), here.audit(tenant_id), here.sealer(tenant_id))


def development_desk(who: Caller) -> DevelopmentDesk:
    """Return what use cases of development work with."""
    here, tenant = platform(), who.tenant_id
    plans = DevelopmentStore(here.table(tenant), here.audit(tenant), here.sealer(tenant))
    return DevelopmentDesk(people=employee_desk(who), plans=plans)


def outcome_desk(who: Caller) -> OutcomeDesk:
    """Return what use cases of outcomes work with."""
    here, tenant = platform(), who.tenant_id
    outcomes = OutcomeStore(here.table(tenant), here.audit(tenant), here.sealer(tenant))
    return OutcomeDesk(people=employee_desk(who), outcomes=outcomes)


def import_desk(who: Caller) -> ImportDesk:
    """Return what an import of employees works with."""
    here, tenant = platform(), who.tenant_id
    return ImportDesk(
        people=employee_desk(who),
        staged=StagedEmployees(
            here.table(tenant),
            here.audit(tenant),
            here.sealer(tenant),
            here.bucket(tenant),
            here.settings.import_at_once,
        ),
        jurisdiction=_jurisdiction(tenant),
    )


def access_desk(who: Caller) -> AccessDesk:
    """Return what an employee's own file is read from."""
    tenant = who.tenant_id
    return AccessDesk(
        outcomes=outcome_desk(who),
        onboarding=onboarding_store(tenant),
        plans=development_desk(who).plans,
        numbered=employee_number(tenant),
        jurisdiction=_jurisdiction(tenant),
    )


def _jurisdiction(tenant_id: TenantId) -> Jurisdiction:
    return platform().bucket(tenant_id).get_document(settings_key(tenant_id), TenantSettings).jurisdiction


def may_read_rules(who: Caller) -> None:
    """Let in who works by the company's scale and catalogue, in a department or all. Raises ``Forbidden``."""
    own = [Resource(department=each) for each in sorted(who.departments)]
    if not any(permitted(who, "read_development", [ANYTHING, *own])):
        authorize(who, "manage_employee")


def employee_number(tenant_id: TenantId) -> Callable[[EmployeeId], str]:
    """Return what gives an employee the number under which requirement analysis knows them: it names nobody."""
    index = platform().blind_index(tenant_id)
    return lambda employee_id: "P" + index.digest("employee_outcomes", employee_id)[:24]


def _required_of(onboarding: OnboardingStore) -> RequiredTasks:
    def required(employee_id: EmployeeId) -> tuple[str, ...]:
        checklist = onboarding.checklist(employee_id)
        return checklist.required_titles if checklist else ()

    return required


def offer_of(employee: Employee, who: Caller) -> AcceptedOffer:
    """Return the offer that an employee accepted. Raises ``NotInThisStatus`` for somebody who came without one."""
    if employee.offer is None:
        raise NotInThisStatus("without an offer", "an accepted offer")
    return platform().bucket(who.tenant_id).get_document(employee.offer, AcceptedOffer)
