"""Anchors every tenant's audit log, each night."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.bucket import TenantBucket
from shared.platform.observability import count, logger, observed
from shared.platform.settings import BucketSettings, TableSettings
from shared.platform.tenants import tenant_ids
from shared.tenancy.audit.service import anchor
from shared.tenancy.audit.store import AuditLog

TIME_TO_END_MS = 10_000


class AnchorSettings(TableSettings, BucketSettings):
    """What anchoring needs."""


class Unanchored(BoleError):
    """Some logs could not be anchored."""

    code = "unanchored"


@observed("tenancy")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Anchor each tenant's log once a day, and return how many were anchored. A second call the same day adds none.

    Raises:
        Unanchored: some failed, or there was no time for them; the others are anchored, and the next call goes on.
    """
    platform = bootstrap.current(AnchorSettings)
    done, left = 0, []
    for tenant_id in tenant_ids(platform.platform_table):
        if context.get_remaining_time_in_millis() < TIME_TO_END_MS or not _anchored(tenant_id, platform):
            left.append(tenant_id)
        else:
            done += 1
    count("tenancy", "AuditLogsAnchored", done)
    if left:
        raise Unanchored(f"{len(left)} audit logs were not anchored.", "The log names each; invoke it again.")
    return {"anchored": done}


def _anchored(tenant_id: TenantId, platform: Platform[AnchorSettings]) -> bool:
    try:
        # The tenant's role may not write anchors: this function does, by itself.
        bucket = TenantBucket(platform.wiring.own.get("s3"), platform.settings.media_bucket, tenant_id)
        anchor(AuditLog(platform.table(tenant_id), bucket), platform.clock)
    except Exception:
        logger("tenancy").error("An audit log was not anchored.", exc_info=True, extra={"tenant_id": tenant_id})
        return False
    return True
