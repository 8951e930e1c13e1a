"""Where a tenant's settings of offers are kept, each with all its versions: spells the table keys of the subject."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel

from shared.kernel.errors import TooLarge
from shared.kernel.frozen import Frozen
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put

M = TypeVar("M", bound=BaseModel)

CURRENT = "CURRENT"
MOST_BYTES = 300 * 1024
"""A row takes 400 KiB."""


class Stamp(Frozen):
    """Which version it is, and who wrote it when. Version 0 is the standard, until a tenant writes its own."""

    version: int = 0
    changed_by: str | None = None
    changed_at: datetime | None = None


class Versions(Generic[M]):
    """The versions of one setting (``name``) of one tenant. ``standard`` holds while nobody wrote any."""

    def __init__(self, table: TenantTable, trail: AuditTrail, name: str, kind: type[M], standard: M) -> None:
        self._table = table
        self._trail = trail
        self._pk = table.pk(f"OFFER_SETTING#{name}")
        self._kind = kind
        self._standard = standard

    def current(self) -> tuple[M, Stamp]:
        """Return what holds now."""
        item = self._table.get(self._pk, CURRENT)
        return self._read(item) if item else (self._standard, Stamp())

    def version(self, number: int) -> tuple[M, Stamp] | None:
        """Return one version, or None; 0 is the standard."""
        if number == 0:
            return self._standard, Stamp()
        item = self._table.get(self._pk, _key(number))
        return self._read(item) if item else None

    def page(self, limit: int, cursor: Cursor | None) -> tuple[list[Stamp], Cursor | None]:
        """Return a page of versions, the newest first, without their content. One query."""
        rows = self._table.page(self._pk, begins="VERSION#", limit=limit, cursor=cursor, newest_first=True)
        return [Stamp.model_validate_json(item["stamp"]) for item in rows.items], rows.next

    def put(self, content: M, stamp: Stamp, entry: AuditEntry) -> bool:
        """Write the next version; False where another one was quicker. Raises ``TooLarge``."""
        if len(content.model_dump_json().encode()) > MOST_BYTES:
            raise TooLarge(
                f"This is more than {MOST_BYTES // 1024} KiB. 内容过大。", "Write less of it. 请精简内容后保存。"
            )
        told: Item = {"content": content.model_dump_json(), "stamp": stamp.model_dump_json(), "version": stamp.version}
        before = Attr("version").eq(stamp.version - 1) if stamp.version > 1 else Attr("PK").not_exists()
        writes = [
            Put({"PK": self._pk, "SK": CURRENT, **told}, before),
            Put({"PK": self._pk, "SK": _key(stamp.version), **told}, Attr("PK").not_exists()),
        ]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _read(self, item: Item) -> tuple[M, Stamp]:
        return self._kind.model_validate_json(item["content"]), Stamp.model_validate_json(item["stamp"])


def _key(number: int) -> str:
    return f"VERSION#{number:06d}"
