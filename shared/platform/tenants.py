"""The platform's own list of tenants. Operators write it, the sweeper reads it; nobody else sees it."""

from collections.abc import Iterator
from datetime import datetime

from shared.kernel.ids import TenantId
from shared.platform.table import PlatformTable
from shared.platform.writes import Attr, Put

PARTITION = "PLATFORM#TENANTS"


def registration(tenant_id: TenantId, created_at: datetime) -> Put:
    """Return the write that enters a tenant into the list; its condition fails where the tenant is there already."""
    item = {"PK": PARTITION, "SK": f"TENANT#{tenant_id}", "created_at": created_at.isoformat()}
    return Put(item, Attr("PK").not_exists())


def tenant_ids(table: PlatformTable) -> Iterator[TenantId]:
    """Yield every tenant of the deployment."""
    for item in table.query(PARTITION, begins="TENANT#"):
        yield TenantId(item["SK"].removeprefix("TENANT#"))
