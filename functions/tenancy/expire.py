"""Retention: hears what changes when somebody's data end, and every night does what is due."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TENANT_ID, CandidateId, TenantId
from shared.person_retention import KeepingDesk, change_hold, night, refresh
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.tenancy.rights.contracts import HoldChanged
from shared.whole_person import RightsSettings

TIME_TO_END_MS = 20_000


class Unexpired(BoleError):
    """Some tenants' data could not be looked at."""

    code = "unexpired"


@observed("tenancy")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus about a candidate, or a tick of the night.

    Raises:
        Unexpired: some tenants failed, or there was no time for them; the others were looked at, and the next night
            goes on, in another order.
        Unavailable: of an event: it comes again.
    """
    here = bootstrap.current(RightsSettings)
    in_time = time_left(context, TIME_TO_END_MS)
    detail = event.get("detail") or {}
    if "tenant_id" in detail:
        return _heard(str(event.get("detail-type", "")), detail, here, in_time)
    done = visit_tenants(
        here.platform_table, lambda tenant_id: night(KeepingDesk(here, tenant_id, in_time)), in_time, "tenancy"
    )
    missed = done.pop(BROKEN, 0) + done.pop(LEFT, 0)
    for did, times in done.items():
        count("tenancy", f"Retention-{did}", times)
    if missed:
        raise Unexpired(f"{missed} tenants were not looked at to the end.", "The log names each; invoke it again.")
    return dict(done)


def _heard(kind: str, detail: dict[str, Any], here: Platform[RightsSettings], in_time: Any) -> dict[str, Any]:
    tenant_id = TenantId(str(detail["tenant_id"]))
    if not TENANT_ID.fullmatch(tenant_id):
        return {"ignored": kind}
    desk = KeepingDesk(here, tenant_id, in_time)
    if kind == HoldChanged.detail_type():
        return {"people": change_hold(str(detail["held"]), str(detail["subject_id"]), desk)}
    if "candidate_id" not in detail:
        return {"ignored": kind}
    found = refresh(CandidateId(str(detail["candidate_id"])), desk)
    return {"reason": found.reason if found else None}
