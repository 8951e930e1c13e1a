"""Retention: hears what changes when somebody's data end, and every night does what is due."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TENANT_ID, CandidateId, TenantId
from shared.person_retention import KeepingDesk, change_hold, night, refresh
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.tenants import tenant_ids
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
        Unexpired: some tenants failed; the others were looked at, and the next night goes on.
        Unavailable: of an event: it comes again.
    """
    here = bootstrap.current(RightsSettings)

    def in_time() -> bool:
        return bool(context.get_remaining_time_in_millis() >= TIME_TO_END_MS)

    detail = event.get("detail") or {}
    if "tenant_id" in detail:
        return _heard(str(event.get("detail-type", "")), detail, here, in_time)
    counted: dict[str, int] = {}
    failed = []
    for tenant_id in tenant_ids(here.platform_table):
        try:
            for did, times in night(KeepingDesk(here, tenant_id, in_time)).items():
                counted[did] = counted.get(did, 0) + times
        except Exception:
            logger("tenancy").error("Retention failed.", exc_info=True, extra={"tenant_id": tenant_id})
            failed.append(tenant_id)
    for did, times in counted.items():
        count("tenancy", f"Retention-{did}", times)
    if failed:
        raise Unexpired(f"{len(failed)} tenants were not looked at to the end.", "The log names each; invoke it again.")
    return counted


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
