"""Use cases: preview a table of history, import what was previewed, list, delete, and forget a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.kernel.clock import Clock
from shared.kernel.ids import new_id
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller
from shared.platform.tabular.model import RowError
from shared.recruiting.requirements.errors import (
    ImportedAlready,
    NoSuchImport,
    NotPreviewed,
    RowsInTheWay,
    TooManyImports,
)
from shared.recruiting.requirements.history import HistoryImport, HistoryRecord
from shared.recruiting.requirements.history_fields import fields_of
from shared.recruiting.requirements.history_reading import HistoryReading, ReadHistory, read_history
from shared.recruiting.requirements.history_store import HistoryStore

MOST_IMPORTS = 200
ERRORS_SHOWN = 500
HistoryAction = Literal["manage_history", "read_history"]


@dataclass(frozen=True)
class HistoryDesk:
    """What the use cases work with. ``competencies`` are those that the company knows, with their titles."""

    who: Caller
    store: HistoryStore
    trail: AuditTrail
    clock: Clock
    competencies: Mapping[str, LocalizedText]

    def today(self) -> date:
        """Return the day of now."""
        return self.clock.now().date()

    def found(self, import_id: str) -> HistoryImport:
        """Return an import. Raises ``NoSuchImport``."""
        made = self.store.one(import_id)
        if made is None:
            raise NoSuchImport(import_id)
        return made


class UnreadableRows(RowsInTheWay):
    """``RowsInTheWay`` with the rows, the first 500 of them."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(len(errors))
        self.errors = errors

    @property
    def members(self) -> dict[str, Any]:
        shown = [error.model_dump(mode="json") for error in self.errors[:ERRORS_SHOWN]]
        return {"rows": shown, "rows_total": len(self.errors)}


def preview(body: bytes, filename: str, how: HistoryReading, desk: HistoryDesk) -> ReadHistory:
    """Read a table and say what would be imported; nothing is kept. Raises ``Invalid``."""
    return read_history(body, filename, how, fields_of(desk.competencies))


def import_history(
    body: bytes, filename: str, how: HistoryReading, digest: str, *, request: Request | None, desk: HistoryDesk
) -> HistoryImport:
    """Import a whole table, or nothing of it. ``digest`` is the preview's: other bytes or another mapping are refused.

    Raises:
        NotPreviewed: it is not what was previewed.
        UnreadableRows: rows have errors; they are all named.
        ImportedAlready: the same was imported before.
        TooManyImports: there is no room for another one.
        KeyReused, Unavailable: nothing is visible; send it again.
    """
    if request is not None and (known := desk.store.remembered(request)):
        return desk.found(known)
    read = preview(body, filename, how, desk)
    read.columns.complete(fields_of(desk.competencies))
    if read.errors:
        raise UnreadableRows(read.errors)
    if not read.importable or read.digest != digest:
        raise NotPreviewed
    if before := desk.store.import_of_digest(digest):
        raise ImportedAlready(before)
    if desk.store.count() >= MOST_IMPORTS:
        raise TooManyImports(MOST_IMPORTS)
    import_id = new_id("imp")
    made = HistoryImport(
        import_id=import_id,
        filename=filename,
        digest=digest,
        records=len(read.records),
        hired=sum(record.hired for record in read.records),
        jobs=read.jobs,
        competencies=tuple(sorted({name for record in read.records for name in record.scores})),
        as_of=how.as_of,
        chunks=desk.store.write_records(import_id, read.records),
        imported_by=desk.who.user_id,
        imported_at=desk.clock.now(),
    )
    entry = desk.trail.entry(
        desk.who, "manage_history", import_id, detail={"change": "imported", "records": made.records}
    )
    if not desk.store.make_visible(made, request, entry) and request is not None:
        return desk.found(desk.store.remembered(request) or "")
    return made


def delete_import(import_id: str, desk: HistoryDesk) -> None:
    """Take an import away; what was analysed before stays as it is. Raises ``NoSuchImport``."""
    made = desk.found(import_id)
    desk.store.hide(made, desk.trail.entry(desk.who, "manage_history", import_id, detail={"change": "deleted"}))
    desk.store.remove_records(import_id)


def records_of_person(person: str, desk: HistoryDesk) -> list[tuple[str, HistoryRecord]]:
    """Return what the history holds of one person's number, with the import. The reading is in the audit log."""
    desk.trail.record(desk.trail.entry(desk.who, "read_history", person))
    return [
        (made.import_id, record)
        for made in desk.store.all()
        for record in desk.store.records(made.import_id)
        if record.person == person
    ]


def forget_person(person: str, desk: HistoryDesk) -> int:
    """Take one person's number out of every import; return how many records went."""
    gone = sum(desk.store.forget(made, person) for made in desk.store.all())
    desk.trail.record(
        desk.trail.entry(desk.who, "manage_history", person, detail={"change": "forgotten", "records": gone})
    )
    return gone


def jobs_of(desk: HistoryDesk) -> dict[str, int]:
    """Return the job titles of all imports with their records, the most frequent first."""
    total: Counter[str] = Counter()
    for made in desk.store.all():
        total.update(made.jobs)
    return dict(total.most_common())
