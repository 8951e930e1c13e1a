"""Where merges are kept, and how rows move from one candidate to the other. Spells the keys that it moves.

A merge is one transaction of both records; the rows that belong to the absorbed one follow, some at a time, and each
is noted in the merge with the move, so that it can be continued after a fault and be undone row by row.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Delete, Item, Put, Update, Write
from shared.recruiting.applications.store import FACTS, LOG
from shared.recruiting.candidates.model import Profile
from shared.recruiting.candidates.notes import PURPOSE as NOTE
from shared.recruiting.candidates.resumes import PURPOSE as RESUME

UNDO_WITHIN = timedelta(days=30)
MOVED = {
    "NOTE#": NOTE,
    "RESUME#": RESUME,
    "TIMELINE#": "",
    "APPLICATION#": FACTS,
    "APPLIED#": "",
    "MOVE#": LOG,
    "INVITATION#": "",
    "INVITED#": "",
}
"""Rows that follow their person, and for what their content is sealed."""
POINTED = ("APPLICATION", "INVITATION")
"""Of these another row, found by their own id, leads to the candidate; both name the candidate within, too."""
TOGETHER = 20
"""Rows that move in one transaction: three or four writes each."""
BEFORE, AFTER = "merge-before", "merge-after"


class Merge(Frozen):
    """That one record was absorbed by another. ``before`` and ``after`` are the survivor's profile then."""

    merge_id: str
    survivor: CandidateId
    absorbed: CandidateId
    by: str
    at: datetime
    undone_at: datetime | None = None

    @property
    def until(self) -> datetime:
        """Up to when it can be undone."""
        return self.at + UNDO_WITHIN


class MergeStore:
    """One tenant's merges."""

    def __init__(self, table: TenantTable, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def put(self, merge: Merge, before: Profile, after: Profile) -> Put:
        """Return the write that keeps a merge with what an undo needs, for as long as it can be undone."""
        item: Item = {
            "PK": self._pk(merge.survivor),
            "SK": f"MERGE#{merge.merge_id}",
            "merge": merge.model_dump_json(),
            "before": self._sealer.seal(merge.survivor, before, BEFORE),
            "after": self._sealer.seal(merge.survivor, after, AFTER),
            "expires_at": int(merge.until.timestamp()),
        }
        return Put(item, Attr("PK").not_exists())

    def one(self, survivor: CandidateId, merge_id: str) -> tuple[Merge, Profile, Profile] | None:
        """Return a merge with the survivor's profile before and after it, or None."""
        item = self._table.get(self._pk(survivor), f"MERGE#{merge_id}")
        if item is None:
            return None
        before = self._sealer.open_as(survivor, str(item["before"]), Profile, BEFORE)
        after = self._sealer.open_as(survivor, str(item["after"]), Profile, AFTER)
        return Merge.model_validate_json(item["merge"]), before, after

    def of(self, survivor: CandidateId) -> list[Merge]:
        """Return the merges of a candidate that can be undone, or were, the newest first."""
        rows = self._table.query(self._pk(survivor), begins="MERGE#", newest_first=True)
        return [Merge.model_validate_json(item["merge"]) for item in rows]

    def undone(self, merge: Merge) -> Update:
        """Return the write that closes a merge; it fails where somebody else undid it."""
        sk = f"MERGE#{merge.merge_id}"
        changed = {"merge": merge.model_dump_json(), "state": "undone"}
        return Update(self._pk(merge.survivor), sk, set=changed, condition=Attr("state").not_exists())

    def bring(self, merge: Merge) -> int:
        """Move what is still with the absorbed record to the survivor; return how many rows."""
        pk = self._pk(merge.absorbed)
        rows = [item for prefix in MOVED for item in self._table.query(pk, begins=prefix)]
        return self._move(rows, merge.absorbed, merge.survivor, merge, note=True)

    def give_back(self, merge: Merge) -> int:
        """Move what came with the merge back to the absorbed record; return how many rows."""
        item = self._table.get(self._pk(merge.survivor), f"MERGE#{merge.merge_id}") or {}
        names = sorted(str(name) for name in item.get("moved", ()))
        rows: list[Item] = []
        for start in range(0, len(names), 100):
            keys = [(self._pk(merge.survivor), name) for name in names[start : start + 100]]
            rows += self._table.get_many(keys)
        return self._move(rows, merge.survivor, merge.absorbed, merge, note=False)

    def _move(self, rows: Sequence[Item], source: CandidateId, target: CandidateId, merge: Merge, *, note: bool) -> int:
        moved = 0
        for start in range(0, len(rows), TOGETHER):
            chunk = rows[start : start + TOGETHER]
            try:
                self._table.transact(self._moves(chunk, source, target, merge, note))
                moved += len(chunk)
            except ConditionFailed:  # one of them is there already, or was changed: the others alone
                moved += sum(self._alone(item, source, target, merge, note) for item in chunk)
        return moved

    def _alone(self, item: Item, source: CandidateId, target: CandidateId, merge: Merge, note: bool) -> int:
        try:
            self._table.transact(self._moves([item], source, target, merge, note))
        except ConditionFailed:  # both applied to the position: each keeps the mark that it did
            return 0
        return 1

    def _moves(
        self, rows: Sequence[Item], source: CandidateId, target: CandidateId, merge: Merge, note: bool
    ) -> list[Write]:
        writes: list[Write] = []
        for item in rows:
            there: ConditionBase = Attr("PK").exists()
            if "revision" in item:
                there &= Attr("revision").eq(item["revision"])
            writes.append(Put(self._readdressed(item, source, target), Attr("PK").not_exists()))
            writes.append(Delete(str(item["PK"]), str(item["SK"]), there))
            writes += self._pointer(item, source, target)
        names = {str(item["SK"]) for item in rows}
        record = (self._pk(merge.survivor), f"MERGE#{merge.merge_id}")
        writes.append(Update(*record, add={"moved": names}) if note else Update(*record, take={"moved": names}))
        return writes

    def _readdressed(self, item: Item, source: CandidateId, target: CandidateId) -> Item:
        changed = {**item, "PK": self._pk(target)}
        purpose = next((kept for prefix, kept in MOVED.items() if str(item["SK"]).startswith(prefix)), "")
        if "sealed" in item:
            opened = self._sealer.open(source, str(item["sealed"]), purpose)
            if purpose == FACTS:  # names its candidate within
                opened = opened.replace(source.encode(), target.encode())
            changed["sealed"] = self._sealer.seal(target, opened, purpose)
        for name in ("application", "invitation"):
            if name in item:
                changed[name] = str(item[name]).replace(source, target)
        return changed

    def _pointer(self, item: Item, source: CandidateId, target: CandidateId) -> list[Write]:
        """Return the write that leads the row of an application's or invitation's own to its new candidate."""
        kind, _hash, own_id = str(item["SK"]).partition("#")
        if kind not in POINTED:
            return []
        changed: dict[str, str] = {"candidate_id": target}
        if kind == "APPLICATION":
            changed["application"] = str(item["application"]).replace(source, target)
        pk = self._table.pk(f"{kind}#{own_id}")
        return [Update(pk, kind, set=changed, condition=Attr("PK").exists())]

    def _pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")
