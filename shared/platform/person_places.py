"""Where the data of one person lies, and what is done to all of it: count it, erase it, give it an end, hold it.

Each stage says which places are its own (``Footprint``); this is the one walker over them. It erases rows and every
version of objects, and does so again and again without harm: what is gone is not found any more.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shared.kernel.frozen import Frozen
from shared.platform.object_versions import ObjectVersions
from shared.platform.outbox import SORT_KEY as EVENT
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Update

TOGETHER = 50
"""Rows that are deleted in one transaction."""
EXPIRES, HELD, BY_POLICY = "expires_at", "held_expires_at", "expires_by_policy"
InTime = Callable[[], bool]


class Partition(Frozen):
    """Rows of one partition whose sort keys begin with ``begins``."""

    pk: str
    begins: str = ""


class Footprint(Frozen):
    """The places of one stage. ``rows`` are erased first, because what lies in ``partitions`` may lead to them.

    ``folders``: prefixes of object keys, or whole keys.
    """

    partitions: tuple[Partition, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    folders: tuple[str, ...] = ()


class Swept(Frozen):
    """What one pass erased. ``digests`` are SHA-256 (hex) of what was erased, one a row or object version.

    A digest is of ``row``, PK and SK, or ``object``, key and version, joined by NUL: whoever has a backup can tell that
    a thing in it was erased, and nobody else learns anything.
    """

    rows: int = 0
    objects: int = 0
    digests: tuple[str, ...] = ()
    done: bool = True

    def and_(self, other: "Swept") -> "Swept":
        """Return both together."""
        return Swept(
            rows=self.rows + other.rows,
            objects=self.objects + other.objects,
            digests=(*self.digests, *other.digests),
            done=self.done and other.done,
        )


@dataclass(frozen=True)
class Places:
    """Walks over one person's places. ``versions`` is not needed to look, stamp and hold."""

    table: TenantTable
    versions: ObjectVersions | None = None
    in_time: InTime = field(default=lambda: True)

    def rows(self, footprint: Footprint) -> Iterator[Item]:
        """Yield every row that is there."""
        seen: set[tuple[str, str]] = set()
        for start in range(0, len(footprint.rows), 100):
            for item in self.table.get_many(footprint.rows[start : start + 100]):
                seen.add((str(item["PK"]), str(item["SK"])))
                yield item
        for place in footprint.partitions:
            for item in self.table.query(place.pk, begins=place.begins):
                if (str(item["PK"]), str(item["SK"])) not in seen:
                    yield item

    def objects(self, footprint: Footprint) -> Iterator[str]:
        """Yield the key of every object that is there."""
        if self.versions is None:
            raise TypeError("These places were made without the file store.")
        for folder in footprint.folders:
            yield from self.versions.bucket.every_key(folder)

    def erase(self, footprint: Footprint) -> Swept:
        """Erase rows, then every version of objects, until all is gone or the time is over (``done`` false)."""
        swept = self._erase_rows(list(self.rows(footprint)))
        for folder in footprint.folders:
            if not swept.done:
                return swept
            swept = swept.and_(self._erase_folder(folder))
        return swept

    def _erase_rows(self, items: Sequence[Item]) -> Swept:
        gone: list[str] = []
        for start in range(0, len(items), TOGETHER):
            if not self.in_time():
                return Swept(rows=len(gone), digests=tuple(gone), done=False)
            keys = [(str(item["PK"]), str(item["SK"])) for item in items[start : start + TOGETHER]]
            self.table.transact([Delete(pk, sk) for pk, sk in keys])
            gone += [digest("row", pk, sk) for pk, sk in keys]
        return Swept(rows=len(gone), digests=tuple(gone))

    def _erase_folder(self, folder: str) -> Swept:
        if self.versions is None:
            raise TypeError("These places were made without the file store.")
        self.versions.abort_uploads(folder)
        gone: list[str] = []
        while found := self.versions.page(folder):
            if not self.in_time():
                return Swept(objects=len(gone), digests=tuple(gone), done=False)
            self.versions.delete(found)
            gone += [digest("object", key, version) for key, version in found]
        return Swept(objects=len(gone), digests=tuple(gone))

    def stamp(self, footprint: Footprint, expires_at: int | None) -> int:
        """Give every row this end (epoch seconds), None for no end; return how many changed.

        A row that has an end of its own keeps it; events have theirs. What is held has no end.
        """
        changed = 0
        for item in self.rows(footprint):
            own = EXPIRES in item and BY_POLICY not in item
            if own or HELD in item or str(item["SK"]).startswith(EVENT) or item.get(EXPIRES) == expires_at:
                continue
            if expires_at is None:
                changed += self._changed(item, remove=(EXPIRES, BY_POLICY))
            else:
                changed += self._changed(item, set={EXPIRES: expires_at, BY_POLICY: True})
        return changed

    def hold(self, footprint: Footprint) -> int:
        """Let no row end by itself; the end that each had is noted. Return how many changed."""
        return sum(
            self._changed(item, set={HELD: item[EXPIRES]}, remove=(EXPIRES,))
            for item in self.rows(footprint)
            if EXPIRES in item and not str(item["SK"]).startswith(EVENT)
        )

    def release(self, footprint: Footprint) -> int:
        """Give every row the end back that it had before it was held; return how many changed."""
        return sum(
            self._changed(item, set={EXPIRES: item[HELD]}, remove=(HELD,))
            for item in self.rows(footprint)
            if HELD in item
        )

    def _changed(self, item: Item, *, set: Item | None = None, remove: tuple[str, ...] = ()) -> int:
        change = Update(str(item["PK"]), str(item["SK"]), set=set or {}, remove=remove, condition=Attr("PK").exists())
        try:
            self.table.update(change)
        except ConditionFailed:  # it went in the meantime
            return 0
        return 1


def digest(*parts: str) -> str:
    """Return the SHA-256 (hex) of ``parts`` joined by NUL."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
