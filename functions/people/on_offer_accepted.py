"""Consumes ``offer/accepted``: opens the file of somebody who is to begin."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared import hired_person
from shared.offer.contracts import AcceptedOffer, OfferAccepted
from shared.people.employees.carrying import report_of
from shared.people.employees.hiring import employee_id_of, open_file
from shared.people.employees.keeping import keep_documents
from shared.people.employees.store import EmployeeStore
from shared.people.onboarding.store import OnboardingStore
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.tenancy.contracts import TenantSettings, settings_key


class HearingSettings(TableSettings, BucketSettings, KeySettings):
    """What this consumer needs."""


@observed("people")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether a file was opened. The same event again changes nothing."""
    here = bootstrap.current(HearingSettings)
    told = OfferAccepted.model_validate(event["detail"])
    tenant, bucket = told.tenant_id, here.bucket(told.tenant_id)
    offer = bucket.get_document(told.offer, AcceptedOffer)
    employees = EmployeeStore(here.table(tenant), here.audit(tenant), here.sealer(tenant), bucket)
    opened = open_file(
        offer,
        keep_documents(offer, told.offer, employee_id_of(offer.offer_id), bucket),
        hired_person.personal_data(here, tenant, offer.candidate_id),
        hired_person.assessment(here, tenant, report_of(offer)),
        bucket.get_document(settings_key(tenant), TenantSettings).jurisdiction,
        employees,
        OnboardingStore(here.table(tenant), here.audit(tenant), here.sealer(tenant)),
        here.audit(tenant),
        here.clock.now(),
    )
    return {"opened": opened}
