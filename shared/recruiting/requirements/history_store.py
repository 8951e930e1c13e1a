"""Where the hiring history is kept: the only file of the subject that spells its table keys.

An import's records lie in chunks under its id, where nobody looks while it has no row in the list: that row is the last
write, and makes all of it visible at once. Until then the chunks carry a TTL, so that what was begun and never finished
goes by itself.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta

from shared.kernel.clock import Clock
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write
from shared.recruiting.requirements.errors import ImportedAlready
from shared.recruiting.requirements.history import HistoryImport, HistoryRecord

CHUNK = 200
"""Records a row: at 40 competencies some 250 KB, under the 400 KB that a row may have."""
UNFINISHED = timedelta(days=1)


class HistoryStore:
    """One tenant's hiring history."""

    def __init__(self, table: TenantTable, trail: AuditTrail, clock: Clock) -> None:
        self._table = table
        self._trail = trail
        self._clock = clock

    def remembered(self, request: Request) -> str | None:
        """Return the id of the import that the same request made, or None. Raises ``KeyReused``."""
        return requests.remembered(self._table, request)

    def write_records(self, import_id: str, records: Sequence[HistoryRecord]) -> int:
        """Write the chunks of an import that is not visible yet; return how many."""
        until = int((self._clock.now() + UNFINISHED).timestamp())
        chunks = [records[at : at + CHUNK] for at in range(0, len(records), CHUNK)]
        for number, chunk in enumerate(chunks, start=1):
            self._table.put(self._chunk(import_id, number, chunk) | {"expires_at": until})
        return len(chunks)

    def make_visible(self, made: HistoryImport, request: Request | None, entry: AuditEntry) -> bool:
        """Show an import whose chunks are written, once a request. Raises ``ImportedAlready``."""
        for number in range(1, made.chunks + 1):
            self._table.update(
                Update(self._own(made.import_id), _sk(number), remove=("expires_at",), condition=Attr("PK").exists())
            )
        writes: list[Write] = [
            Put(self._row(made), Attr("PK").not_exists()),
            Put(
                {"PK": self._list(), "SK": f"DIGEST#{made.digest}", "import_id": made.import_id},
                Attr("PK").not_exists(),
            ),
        ]
        if request is not None:
            writes.append(requests.request_put(self._table, request, made.import_id, self._clock.now()))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            if 2 in error.failed:
                return False
            raise ImportedAlready(self.import_of_digest(made.digest) or made.import_id) from error
        return True

    def import_of_digest(self, digest: str) -> str | None:
        """Return the import of the table with this digest, or None."""
        item = self._table.get(self._list(), f"DIGEST#{digest}")
        return str(item["import_id"]) if item else None

    def one(self, import_id: str) -> HistoryImport | None:
        """Return an import, or None."""
        item = self._table.get(self._list(), f"IMPORT#{import_id}")
        return HistoryImport.model_validate_json(item["import"]) if item else None

    def all(self) -> list[HistoryImport]:
        """Return every import, the oldest first."""
        rows = self._table.query(self._list(), begins="IMPORT#")
        return [HistoryImport.model_validate_json(item["import"]) for item in rows]

    def page(self, limit: int, cursor: Cursor | None) -> tuple[list[HistoryImport], Cursor | None]:
        """Return a page of imports, the newest first."""
        rows = self._table.page(self._list(), begins="IMPORT#", limit=limit, cursor=cursor, newest_first=True)
        return [HistoryImport.model_validate_json(item["import"]) for item in rows.items], rows.next

    def count(self) -> int:
        """Return how many imports there are."""
        return self._table.count(self._list(), begins="IMPORT#")

    def records(self, import_id: str) -> Iterator[HistoryRecord]:
        """Yield the records of an import."""
        for item in self._table.query(self._own(import_id), begins="CHUNK#"):
            for told in json.loads(item["records"]):
                yield HistoryRecord.model_validate(told)

    def hide(self, made: HistoryImport, entry: AuditEntry) -> None:
        """Take an import out of the list: nobody finds its records any more. Raises ``ConditionFailed``."""
        self._trail.transact(
            [
                Delete(self._list(), f"IMPORT#{made.import_id}", Attr("PK").exists()),
                Delete(self._list(), f"DIGEST#{made.digest}"),
            ],
            entry,
        )

    def remove_records(self, import_id: str) -> None:
        """Take the records of an import away that nobody finds any more."""
        for item in self._table.query(self._own(import_id), begins="CHUNK#"):
            self._table.delete(item["PK"], item["SK"])

    def forget(self, made: HistoryImport, person: str) -> int:
        """Take one person out of an import; return how many records went."""
        gone = hired = 0
        for item in self._table.query(self._own(made.import_id), begins="CHUNK#"):
            told = json.loads(item["records"])
            kept = [record for record in told if record["person"] != person]
            if len(kept) == len(told):
                continue
            gone += len(told) - len(kept)
            hired += sum(record["hired"] for record in told) - sum(record["hired"] for record in kept)
            unchanged = Attr("records").eq(item["records"])
            self._table.put({**item, "records": json.dumps(kept, ensure_ascii=False)}, unchanged)
        if gone:
            left = made.model_copy(update={"records": made.records - gone, "hired": made.hired - hired})
            self._table.put(self._row(left), Attr("PK").exists())
        return gone

    def _row(self, made: HistoryImport) -> Item:
        return {"PK": self._list(), "SK": f"IMPORT#{made.import_id}", "import": made.model_dump_json()}

    def _chunk(self, import_id: str, number: int, records: Sequence[HistoryRecord]) -> Item:
        told = [record.model_dump(mode="json", exclude_none=True) for record in records]
        return {
            "PK": self._own(import_id),
            "SK": _sk(number),
            "records": json.dumps(told, ensure_ascii=False),
        }

    def _list(self) -> str:
        return self._table.pk("HISTORY")

    def _own(self, import_id: str) -> str:
        return self._table.pk(f"HISTORY#{import_id}")


def _sk(number: int) -> str:
    return f"CHUNK#{number:05d}"
