"""The platform's own list of tenants. Operators write it, the sweeper reads it; nobody else sees it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.kernel.ids import TenantId
from shared.platform.table import PlatformTable, Table, TenantTable
from shared.platform.writes import Attr, Check, Item, Put

PARTITION = "PLATFORM#TENANTS"
DELETED = "PLATFORM#DELETED"
"""Certificates of tenants that were deleted; their ids are not given out again."""


class OperatorTable(TenantTable):
    """One tenant's rows and the platform's own, in one transaction: for operators' functions alone."""

    def __init__(self, client: Any, table_name: str, tenant_id: TenantId) -> None:
        Table.__init__(self, client, table_name, (f"TENANT#{tenant_id}#", "PLATFORM#"))
        self.tenant_id = tenant_id


def registration(tenant_id: TenantId, created_at: datetime) -> Put:
    """Return the write that enters a tenant into the list; its condition fails where the tenant is there already."""
    item = {"PK": PARTITION, "SK": entry_key(tenant_id), "created_at": created_at.isoformat()}
    return Put(item, Attr("PK").not_exists())


def never_deleted(tenant_id: TenantId) -> Check:
    """Return the check that no tenant of this id was deleted before: its tokens and backups may still be about."""
    return Check(DELETED, entry_key(tenant_id), Attr("PK").not_exists())


def entry_key(tenant_id: TenantId) -> str:
    """Return the sort key of a tenant in the platform's lists."""
    return f"TENANT#{tenant_id}"


def tenant_ids(table: PlatformTable) -> Iterator[TenantId]:
    """Yield every tenant of the deployment."""
    for item in listed(table):
        yield TenantId(item["SK"].removeprefix("TENANT#"))


def listed(table: PlatformTable) -> Iterator[Item]:
    """Yield the row of every tenant in the list."""
    yield from table.query(PARTITION, begins="TENANT#")
