"""Where payroll settings are kept: the only file of the subject that spells table keys. Every version stays."""

from shared.kernel.ids import TenantId
from shared.payroll.settings.model import SettingsVersion
from shared.payroll.settings.standard import standard_settings
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put


class SettingsStore:
    """One tenant's payroll settings."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id: TenantId = table.tenant_id

    def current(self) -> SettingsVersion:
        """Return the newest version; the standard where nobody wrote any. One query."""
        rows = self._table.query(self._pk(), begins="VERSION#", newest_first=True, limit=1)
        return next((SettingsVersion.model_validate_json(item["version_json"]) for item in rows), standard_settings())

    def version(self, number: int) -> SettingsVersion | None:
        """Return one version, or None."""
        if number == 0:
            return standard_settings()
        item = self._table.get(self._pk(), f"VERSION#{number:06d}")
        return SettingsVersion.model_validate_json(item["version_json"]) if item else None

    def versions(self, limit: int, cursor: Cursor | None) -> tuple[list[SettingsVersion], Cursor | None]:
        """Return a page of the versions, the newest first. One query."""
        rows = self._table.page(self._pk(), begins="VERSION#", limit=limit, cursor=cursor, newest_first=True)
        return [SettingsVersion.model_validate_json(item["version_json"]) for item in rows.items], rows.next

    def add(self, version: SettingsVersion, entry: AuditEntry) -> bool:
        """Write the next version; False where another one was quicker."""
        item = {
            "PK": self._pk(),
            "SK": f"VERSION#{version.version:06d}",
            "version_json": version.model_dump_json(),
        }
        try:
            self._trail.transact([Put(item, Attr("PK").not_exists())], entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self) -> str:
        return self._table.pk("PAYSETTINGS")
