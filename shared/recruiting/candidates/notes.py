"""What staff write about a candidate. Sealed as the profile is; the candidate may ask to see it (export)."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, new_id
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import TenantTable
from shared.platform.writes import Attr, Put

PURPOSE = "note"
PREFIX = "NOTE#"


class NoteDraft(Frozen):
    """A note as somebody writes it."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Note(Frozen):
    """A note. ``by`` is the writer's user id."""

    note_id: str
    text: str
    by: str
    at: datetime


class NoteBook:
    """One tenant's notes on candidates. Spells the keys of its rows."""

    def __init__(self, table: TenantTable, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def put(self, candidate_id: CandidateId, note: Note) -> Put:
        """Return the write that keeps a note."""
        item = {
            "PK": self._table.pk(f"CANDIDATE#{candidate_id}"),
            "SK": f"{PREFIX}{note.note_id}",
            "sealed": self._sealer.seal(candidate_id, note, PURPOSE),
        }
        return Put(item, Attr("PK").not_exists())

    def page(self, candidate_id: CandidateId, limit: int, cursor: Cursor | None) -> tuple[list[Note], Cursor | None]:
        """Return a page of notes, the newest first. One query."""
        pk = self._table.pk(f"CANDIDATE#{candidate_id}")
        rows = self._table.page(pk, begins=PREFIX, limit=limit, cursor=cursor, newest_first=True)
        opened = [self._sealer.open_as(candidate_id, str(item["sealed"]), Note, PURPOSE) for item in rows.items]
        return opened, rows.next


def note_of(draft: NoteDraft, by: str, now: datetime) -> Note:
    """Return a new note."""
    return Note(note_id=new_id("not"), text=draft.text, by=by, at=now)
