"""Where dated versions are kept: chart, mapping, settings, price lists. The only file that spells their keys.

A version holds from a day on, until a newer one; it is never changed. A tenant without one has the standard's.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Generic, Self, TypeVar

from pydantic import BaseModel

from shared.kernel.frozen import Frozen
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put

M = TypeVar("M", bound=BaseModel)
STANDARD = "standard"


class Stamp(Frozen):
    """Which version, from when on, by whom. ``revision`` counts a tenant's versions; 0 is the standard one."""

    effective_from: date
    revision: int = 0
    made_by: str = STANDARD
    made_at: datetime | None = None


class Dated(Generic[M]):
    """A version and what it says."""

    def __init__(self, stamp: Stamp, content: M) -> None:
        self.stamp = stamp
        self.content = content

    @classmethod
    def read(cls, item: Item, kind: type[M]) -> Self:
        """Return the version that a row holds."""
        return cls(Stamp.model_validate_json(item["stamp"]), kind.model_validate_json(item["content"]))


class DatedStore(Generic[M]):
    """A tenant's versions of one thing. ``name`` is its partition: ``CHART``, ``MAPPING``, ``PRICES``."""

    def __init__(
        self,
        table: TenantTable,
        trail: AuditTrail,
        name: str,
        kind: type[M],
        standard: Callable[[], tuple[date, M]],
    ) -> None:
        self._table = table
        self._trail = trail
        self._kind = kind
        self._standard = standard
        self._pk = table.pk(f"FINANCE#{name}")

    def on(self, day: date) -> Dated[M]:
        """Return what holds on a day. One query."""
        return self._first(self._table.query(self._pk, up_to=f"VERSION#{day}#~", newest_first=True, limit=1))

    def newest(self) -> Dated[M]:
        """Return the version that was made last, whether it holds yet or not."""
        return self._first(self._table.query(self._pk, begins="VERSION#", newest_first=True, limit=1))

    def stamps(self, limit: int, cursor: Cursor | None) -> tuple[list[Stamp], Cursor | None]:
        """Return a page of what versions there are, the one that begins last first. One query."""
        rows = self._table.page(self._pk, begins="VERSION#", limit=limit, cursor=cursor, newest_first=True)
        return [Stamp.model_validate_json(item["stamp"]) for item in rows.items], rows.next

    def add(self, stamp: Stamp, content: M, entry: AuditEntry) -> bool:
        """Write the next version; False where another one was quicker."""
        head: Item = {"PK": self._pk, "SK": "HEAD", "revision": stamp.revision}
        before = Attr("revision").eq(stamp.revision - 1) if stamp.revision > 1 else Attr("PK").not_exists()
        version: Item = {
            "PK": self._pk,
            "SK": f"VERSION#{stamp.effective_from}#{stamp.revision:06d}",
            "stamp": stamp.model_dump_json(),
            "content": content.model_dump_json(),
        }
        try:
            self._trail.transact([Put(head, before), Put(version)], entry)
        except ConditionFailed:
            return False
        return True

    def _first(self, rows: Iterator[Item]) -> Dated[M]:
        found = next(rows, None)
        if found is not None and str(found["SK"]).startswith("VERSION#"):
            return Dated.read(found, self._kind)
        since, content = self._standard()
        return Dated(Stamp(effective_from=since), content)
