"""Where connections are kept: the only file of the subject that spells table keys."""

from shared.finance.connections.model import HeldConnection
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Put, Write


class ConnectionStore:
    """One tenant's connections: a handful of rows in one partition."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id
        self._pk = table.pk("CONNECTIONS")

    def all(self) -> list[HeldConnection]:
        """Return every connection, by name. One query."""
        rows = self._table.query(self._pk, begins="CONNECTION#")
        return [HeldConnection.model_validate_json(item["connection"]) for item in rows]

    def one(self, name: str) -> HeldConnection | None:
        """Return a connection, or None."""
        item = self._table.get(self._pk, f"CONNECTION#{name}")
        return HeldConnection.model_validate_json(item["connection"]) if item else None

    def put(self, connection: HeldConnection, entry: AuditEntry) -> bool:
        """Write the next revision; False where another one was quicker."""
        before = Attr("PK").not_exists() if connection.revision == 1 else Attr("revision").eq(connection.revision - 1)
        item = {
            "PK": self._pk,
            "SK": f"CONNECTION#{connection.name}",
            "connection": connection.model_dump_json(),
            "revision": connection.revision,
        }
        return self._passed(Put(item, before), entry)

    def delete(self, connection: HeldConnection, entry: AuditEntry) -> bool:
        """Take a connection away; False where it was changed in the meantime."""
        unchanged = Attr("revision").eq(connection.revision)
        return self._passed(Delete(self._pk, f"CONNECTION#{connection.name}", unchanged), entry)

    def _passed(self, write: Write, entry: AuditEntry) -> bool:
        try:
            self._trail.transact([write], entry)
        except ConditionFailed:
            return False
        return True
