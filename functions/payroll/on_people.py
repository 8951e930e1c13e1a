"""Consumes ``people/hired``, ``people/terms_changed`` and ``people/left`` v1: they become payroll's file."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.ids import TenantId
from shared.payroll.files.hearing import HearingDesk, left, terms_came
from shared.payroll.files.store import FileStore
from shared.people.contracts import Hired, Left, TermsChanged
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, KeySettings, TableSettings


class OnPeopleSettings(TableSettings, BucketSettings, KeySettings):
    """What the consumer needs."""


@observed("payroll")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it said anything new. The same event again changes nothing."""
    kind, detail = event["detail-type"], event["detail"]
    if kind == Left.detail_type():
        gone = Left.model_validate(detail)
        return {"new": left(gone.employee_id, gone.last_day, _desk(gone.tenant_id))}
    if kind == Hired.detail_type():
        hired = Hired.model_validate(detail)
        return {"new": terms_came(hired.terms, hired.candidate_id, _desk(hired.tenant_id))}
    changed = TermsChanged.model_validate(detail)
    return {"new": terms_came(changed.terms, None, _desk(changed.tenant_id))}


def _desk(tenant_id: TenantId) -> HearingDesk:
    platform = bootstrap.current(OnPeopleSettings)
    files = FileStore(platform.table(tenant_id), platform.audit(tenant_id), platform.sealer(tenant_id))
    return HearingDesk(files=files, bucket=platform.bucket(tenant_id), clock=platform.clock)
