"""Where suspicions are kept: a row a pair, listed while it is open, and a pointer at each of the two candidates."""

from collections.abc import Iterable
from datetime import datetime

from shared.kernel.ids import CandidateId
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write
from shared.recruiting.candidates.duplicates.model import LEVELS, Status, Suspicion, pair_of

ROW = "DUPLICATE"
HIGHEST = 10_000


class SuspicionStore:
    """One tenant's suspicions of duplicates."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def note(self, found: Iterable[Suspicion]) -> list[Suspicion]:
        """Keep what was found, and return what is open. What a person decided stays as it was decided."""
        opened: list[Suspicion] = []
        for suspicion in found:
            undecided = Attr("PK").not_exists() | Attr("status").eq("open")
            try:
                self._table.transact([Put(self._item(suspicion), undecided), *self._pointers(suspicion)])
            except ConditionFailed:
                continue
            opened.append(suspicion)
        return opened

    def one(self, pair: str) -> Suspicion | None:
        """Return a pair, or None."""
        item = self._table.get(self._pk(pair), ROW)
        return Suspicion.model_validate_json(item["suspicion"]) if item else None

    def open(self, limit: int, cursor: Cursor | None) -> tuple[list[Suspicion], Cursor | None]:
        """Return a page of what nobody has decided, the surest first. One query."""
        rows = self._table.page(self._table.pk("DUPLICATES"), index="GSI1", limit=limit, cursor=cursor)
        return [Suspicion.model_validate_json(item["suspicion"]) for item in rows.items], rows.next

    def of(self, candidate_id: CandidateId) -> list[Suspicion]:
        """Return the pairs that a candidate is one of, up to 100; decided ones too."""
        rows = self._table.query(self._table.pk(f"CANDIDATE#{candidate_id}"), begins=f"{ROW}#", limit=100)
        keys = [(self._pk(str(item["SK"]).partition("#")[2]), ROW) for item in rows]
        found = [Suspicion.model_validate_json(item["suspicion"]) for item in self._table.get_many(keys[:100])]
        return sorted(found, key=lambda suspicion: (suspicion.status != "open", -suspicion.likeness.score))

    def decide(self, suspicion: Suspicion, status: Status, by: str, at: datetime) -> list[Write]:
        """Return the writes that record what a person made of a pair; the first fails where another was quicker."""
        decided = suspicion.model_copy(update={"status": status, "decided_by": by, "decided_at": at})
        as_read = Attr("status").eq(suspicion.status) | Attr("PK").not_exists()
        return [Put(self._item(decided), as_read), *self._pointers(decided)]

    def reopen(self, one: CandidateId, other: CandidateId) -> list[Write]:
        """Return the writes that put a merged pair back among the open ones."""
        suspicion = self.one(pair_of(one, other))
        if suspicion is None:
            return []
        again = suspicion.model_copy(update={"status": "open", "decided_by": None, "decided_at": None})
        return [Put(self._item(again))]

    def _pointers(self, suspicion: Suspicion) -> list[Write]:
        pks = (self._table.pk(f"CANDIDATE#{one}") for one in (suspicion.older, suspicion.newer))
        return [Put({"PK": pk, "SK": f"{ROW}#{suspicion.pair}"}) for pk in pks]

    def _item(self, suspicion: Suspicion) -> Item:
        item: Item = {
            "PK": self._pk(suspicion.pair),
            "SK": ROW,
            "suspicion": suspicion.model_dump_json(),
            "status": suspicion.status,
        }
        level = suspicion.likeness.level
        if suspicion.status == "open" and level is not None:
            surest_first = f"{LEVELS.index(level)}#{HIGHEST - round(suspicion.likeness.score * 10):06d}"
            item |= {"GSI1PK": self._table.pk("DUPLICATES"), "GSI1SK": f"{surest_first}#{suspicion.pair}"}
        return item

    def _pk(self, pair: str) -> str:
        return self._table.pk(f"DUPLICATE#{pair}")
