"""What operators' functions work with beyond one tenant's tables: everything of a tenant, and the tenants' own keys."""

from typing import Any, Literal

from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.settings import (
    BucketSettings,
    DirectorySettings,
    FolderSettings,
    KeySettings,
    TableSettings,
)
from shared.platform.tenant_keys import TenantKeys
from shared.platform.whole_tenant import WholeTenantFiles, WholeTenantRows


class OperatorSettings(TableSettings, BucketSettings, KeySettings, DirectorySettings, FolderSettings):
    """What exporting and deleting a tenant need. ``key_table`` empty: nothing is sealed in this deployment."""

    key_table: str = ""
    data_key: str = ""


Operated = Platform[OperatorSettings]


def main_rows(platform: Operated, tenant_id: TenantId) -> WholeTenantRows:
    """Return a tenant's rows of the main table, with the process's own rights."""
    return WholeTenantRows(platform.wiring.own.get("dynamodb"), platform.settings.table, tenant_id)


def key_rows(platform: Operated, tenant_id: TenantId) -> WholeTenantRows | None:
    """Return a tenant's wrapped data keys, or None where the deployment has no table of them."""
    name = platform.settings.key_table
    return WholeTenantRows(platform.wiring.own.get("dynamodb"), name, tenant_id) if name else None


def tenant_files(platform: Operated, tenant_id: TenantId, rights: Literal["own", "tenant"]) -> WholeTenantFiles:
    """Return a tenant's objects, reached with the process's own rights or with the tenant's."""
    folders = [folder.strip() for folder in platform.settings.media_folders.split(",") if folder.strip()]
    return WholeTenantFiles(_s3(platform, tenant_id, rights), platform.settings.media_bucket, tenant_id, folders)


def tenant_s3(platform: Operated, tenant_id: TenantId) -> Any:
    """Return the file store's client with the tenant's rights."""
    return _s3(platform, tenant_id, "tenant")


def tenant_keys(platform: Platform[Any]) -> TenantKeys:
    """Return the tenants' own KMS keys."""
    return TenantKeys(platform.wiring.own.get("kms"), platform.settings.tenant_key_prefix)


def _s3(platform: Operated, tenant_id: TenantId, rights: Literal["own", "tenant"]) -> Any:
    clients = platform.wiring.own if rights == "own" else platform.wiring.tenants.of(tenant_id)
    return clients.get("s3")
