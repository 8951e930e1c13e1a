"""Where tenants are kept: the only file of the stage that spells table keys."""

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import TenantId
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, PlatformTable
from shared.platform.tenants import never_deleted, registration
from shared.platform.writes import Attr, Put, Write
from shared.tenancy.contracts import TenantCreated, TenantSettings, settings_key

SORT_KEY = "SETTINGS"


class TenantStore:
    """Tenants in the table; their settings, for the other stages, in the bucket too."""

    def __init__(self, table: PlatformTable, bucket: TenantBucket) -> None:
        self._table = table
        self._bucket = bucket

    def find(self, tenant_id: TenantId) -> TenantSettings | None:
        """Return the tenant's settings, or None."""
        item = self._table.get(_pk(tenant_id), SORT_KEY)
        return TenantSettings.model_validate_json(item["settings"]) if item else None

    def publish(self, settings: TenantSettings) -> DocumentRef:
        """Write the settings where the other stages read them."""
        return self._bucket.put_document(settings_key(settings.tenant_id), settings)

    def add(self, settings: TenantSettings, event: TenantCreated) -> bool:
        """Record the tenant, its place in the platform's list, and the event, together."""
        pk = _pk(settings.tenant_id)
        item = {"PK": pk, "SK": SORT_KEY, "settings": settings.model_dump_json()}
        writes: list[Write] = [
            Put(item, Attr("PK").not_exists()),
            registration(settings.tenant_id, settings.created_at),
            never_deleted(settings.tenant_id),
            *outbox_puts(pk, [event]),
        ]
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True


def _pk(tenant_id: TenantId) -> str:
    return f"TENANT#{tenant_id}#TENANCY"
