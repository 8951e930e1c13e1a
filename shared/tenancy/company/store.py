"""Where a company's settings are kept: a row with its revision, and the document that the other stages read."""

from shared.kernel.errors import Forbidden
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Update
from shared.tenancy.contracts import TenantSettings, settings_key


class CompanyStore:
    """One tenant's settings."""

    def __init__(self, table: TenantTable, bucket: TenantBucket, trail: AuditTrail) -> None:
        self._table = table
        self._bucket = bucket
        self._trail = trail

    def settings(self) -> tuple[TenantSettings, int]:
        """Return the settings and their revision. Raises ``Forbidden`` where the tenant does not exist."""
        item = self._table.get(self._table.pk("TENANCY"), "SETTINGS")
        if item is None:
            raise Forbidden(
                f"There is no tenant {self._table.tenant_id} here.", "Ask the operator of this deployment to create it."
            )
        return TenantSettings.model_validate_json(item["settings"]), int(item.get("revision", 1))

    def change(self, settings: TenantSettings, revision: int, entry: AuditEntry) -> bool:
        """Record the next revision; False where another one was quicker."""
        same = Attr("revision").eq(revision - 1)
        change = Update(
            self._table.pk("TENANCY"),
            "SETTINGS",
            set={"settings": settings.model_dump_json(), "revision": revision},
            condition=same | Attr("revision").not_exists() if revision == 2 else same,
        )
        try:
            self._trail.transact([change], entry)
        except ConditionFailed:
            return False
        return True

    def publish(self, settings: TenantSettings) -> None:
        """Write the settings where the other stages read them."""
        self._bucket.put_document(settings_key(settings.tenant_id), settings)
