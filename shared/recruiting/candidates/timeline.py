"""What happened to a candidate, in one line of time. Spells the keys of its rows."""

from shared.kernel.ids import CandidateId, new_id
from shared.platform.paging import Cursor
from shared.platform.table import TenantTable
from shared.platform.writes import Item, Put
from shared.recruiting.candidates.timeline_entry import TimelineEntry


class Timeline:
    """One tenant's candidates' timelines."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def put(self, candidate_id: CandidateId, entry: TimelineEntry, name: str | None = None) -> Put:
        """Return the write that notes ``entry``; the same ``name`` (an event's id) again writes the same row."""
        item: Item = {
            "PK": self._pk(candidate_id),
            "SK": f"TIMELINE#{entry.at.isoformat()}#{name or new_id('tml')}",
            "entry": entry.model_dump_json(),
        }
        return Put(item)

    def page(
        self, candidate_id: CandidateId, limit: int, cursor: Cursor | None
    ) -> tuple[list[TimelineEntry], Cursor | None]:
        """Return a page, the newest first. One query."""
        rows = self._table.page(
            self._pk(candidate_id), begins="TIMELINE#", limit=limit, cursor=cursor, newest_first=True
        )
        return [TimelineEntry.model_validate_json(item["entry"]) for item in rows.items], rows.next

    def note(self, candidate_id: CandidateId, entry: TimelineEntry, name: str) -> CandidateId:
        """Note what an event told; with the record that a merged one became. Return whose timeline it is in."""
        row = self._table.get(self._pk(candidate_id), "CANDIDATE")
        whose = CandidateId(str(row["merged_into"])) if row and "merged_into" in row else candidate_id
        put = self.put(whose, entry, name)
        self._table.put(put.item)
        return whose

    def _pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")
