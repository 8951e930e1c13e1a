"""Anchors every tenant's audit log, each night."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bucket import TenantBucket
from shared.platform.observability import count, observed
from shared.platform.settings import BucketSettings, TableSettings
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
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

    def visit(tenant_id: TenantId) -> dict[str, int]:
        # The tenant's role may not write anchors: this function does, by itself.
        bucket = TenantBucket(platform.wiring.own.get("s3"), platform.settings.media_bucket, tenant_id)
        anchor(AuditLog(platform.table(tenant_id), bucket), platform.clock)
        return {"anchored": 1}

    done = visit_tenants(platform.platform_table, visit, time_left(context, TIME_TO_END_MS), "tenancy")
    anchored, missing = done["anchored"], done[BROKEN] + done[LEFT]
    count("tenancy", "AuditLogsAnchored", anchored)
    if missing:
        raise Unanchored(f"{missing} audit logs were not anchored.", "The log names each; invoke it again.")
    return {"anchored": anchored}
