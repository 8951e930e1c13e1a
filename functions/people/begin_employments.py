"""Every morning: employments begin whose first day has come, and for which nothing is open that is required.

An import that was interrupted after its people were shown is told to the end.
"""

from collections import Counter
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.ids import TenantId
from shared.offer.contracts import AcceptedOffer
from shared.people.employees.desk import ZONE
from shared.people.employees.errors import NotInThisStatus, StillRequired
from shared.people.employees.hiring import ACTOR, begin
from shared.people.employees.staging import StagedEmployees
from shared.people.employees.store import EmployeeStore
from shared.people.onboarding.store import OnboardingStore
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import logger, observed
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.platform.tenants import BROKEN, time_left, visit_tenants

TIME_TO_END_MS = 20_000


class BeginningSettings(TableSettings, BucketSettings, KeySettings):
    """What this clock needs."""


class NotAllBegan(BoleError):
    """Some employments that should have begun did not."""

    code = "not_all_began"


@observed("people")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Visit every tenant; return how many began, and how many wait for something. Raises ``NotAllBegan``."""
    here = bootstrap.current(BeginningSettings)
    in_time = time_left(context, TIME_TO_END_MS)
    done = visit_tenants(here.platform_table, lambda tenant: _begin_all(tenant, here), in_time, "people")
    if done[BROKEN]:
        raise NotAllBegan(f"{done[BROKEN]} failed.", "The log names them; the next morning tries again.")
    return dict(done)


def _begin_all(tenant_id: TenantId, here: Platform[BeginningSettings]) -> Counter[str]:
    table, trail, bucket = here.table(tenant_id), here.audit(tenant_id), here.bucket(tenant_id)
    employees = EmployeeStore(table, trail, here.sealer(tenant_id), bucket)
    staged = StagedEmployees(table, trail, here.sealer(tenant_id), bucket)
    onboarding = OnboardingStore(table, trail, here.sealer(tenant_id))
    done: Counter[str] = Counter()
    for unfinished in staged.untold():
        staged.tell(unfinished, here.clock.now())
        done["imports"] += 1
    for employee_id in employees.starting(here.clock.now().astimezone(ZONE).date()):
        employee = employees.employee(employee_id)
        if employee is None or employee.offer is None:
            continue
        try:
            offer = bucket.get_document(employee.offer, AcceptedOffer)
            checklist = onboarding.checklist(employee_id)
            tasks = checklist.required_titles if checklist else ()
            begin(employee, offer, employee.start_date, ACTOR, employees, trail, here.clock, tasks)
            done["began"] += 1
        except StillRequired:
            done["waiting"] += 1
        except (NotInThisStatus, Unavailable):
            logger("people").warning("An employment did not begin.", extra={"employee_id": employee_id}, exc_info=True)
            done[BROKEN] += 1
    return done
