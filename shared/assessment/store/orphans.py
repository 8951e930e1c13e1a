"""Uploads that belong to no open answer: kept, and listed for a person."""

from shared.assessment.model.progress import Orphan
from shared.assessment.store.keys import orphans_pk
from shared.platform.table import TenantTable


class Orphans:
    """The orphans of one tenant. Both methods raise ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def keep(self, orphan: Orphan) -> None:
        """Keep an orphan. The same upload told again overwrites itself."""
        pk = orphans_pk(self._table.tenant_id)
        self._table.put({"PK": pk, "SK": orphan.upload_key, **orphan.model_dump(mode="json")})

    def all(self, limit: int = 200) -> list[Orphan]:
        """Return up to ``limit`` orphans in the order of their object keys."""
        rows = self._table.query(orphans_pk(self._table.tenant_id), limit=limit)
        return [Orphan.model_validate({name: row[name] for name in Orphan.model_fields}) for row in rows]
