"""Where imports are kept: the job, what it left out, saved mappings; the file itself lies in the bucket."""

from collections.abc import Sequence
from datetime import timedelta

from shared.kernel.ids import CandidateId
from shared.platform.keys import BlindIndex
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write
from shared.recruiting.candidates.contracts import CandidateImportStarted
from shared.recruiting.candidates.imports.fields import ImportedRow
from shared.recruiting.candidates.imports.model import ImportJob, SavedMapping, SkippedRow
from shared.recruiting.candidates.model import Profile

REMEMBERED = timedelta(days=7)
"""How long a row is known to have been entered: as long as its file is kept."""


class ImportStore:
    """One tenant's imports of candidates."""

    def __init__(self, table: TenantTable, blind: BlindIndex) -> None:
        self._table = table
        self._blind = blind

    def job(self, import_id: str) -> ImportJob | None:
        """Return an import, or None."""
        item = self._table.get(self._pk(import_id), "IMPORT")
        return ImportJob.model_validate_json(item["job"]) if item else None

    def jobs(self, limit: int, cursor: Cursor | None) -> tuple[list[ImportJob], Cursor | None]:
        """Return a page of imports, the newest first. One query."""
        pk = self._table.pk("CANDIDATEIMPORTS")
        rows = self._table.page(pk, index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [ImportJob.model_validate_json(item["job"]) for item in rows.items], rows.next

    def put(self, job: ImportJob, as_read: ImportJob | None) -> Put:
        """Return the write that keeps a job; it fails where it has moved on since ``as_read``."""
        item: Item = {
            "PK": self._pk(job.import_id),
            "SK": "IMPORT",
            "job": job.model_dump_json(),
            "state": job.state,
            "done": job.done,
            "GSI1PK": self._table.pk("CANDIDATEIMPORTS"),
            "GSI1SK": f"{job.created_at.isoformat()}#{job.import_id}",
        }
        if as_read is None:
            return Put(item, Attr("PK").not_exists())
        return Put(item, Attr("state").eq(as_read.state) & Attr("done").eq(as_read.done))

    def save(
        self,
        job: ImportJob,
        as_read: ImportJob | None,
        more: Sequence[Write] = (),
        told: Sequence[CandidateImportStarted] = (),
    ) -> bool:
        """Keep a job with ``more`` and the events ``told``; False where it has moved on since ``as_read``."""
        try:
            self._table.transact([self.put(job, as_read), *more, *outbox_puts(self._pk(job.import_id), told)])
        except ConditionFailed:
            return False
        return True

    def skipped(self, import_id: str, row: SkippedRow) -> Put:
        """Return the write that notes a row of somebody who is known."""
        item = {"PK": self._pk(import_id), "SK": f"SKIPPED#{row.row:06d}", "row": row.model_dump_json()}
        return Put(item)

    def skipped_rows(self, import_id: str, limit: int, cursor: Cursor | None) -> tuple[list[SkippedRow], Cursor | None]:
        """Return a page of the rows that were left out, in the order of the file."""
        rows = self._table.page(self._pk(import_id), begins="SKIPPED#", limit=limit, cursor=cursor)
        return [SkippedRow.model_validate_json(item["row"]) for item in rows.items], rows.next

    def entered(self, import_id: str, row: ImportedRow, candidate_id: CandidateId, now_epoch: int) -> Put:
        """Return the write that remembers a row by a digest that says nothing; it fails where it was entered before."""
        item = {
            "PK": self._table.pk(f"IMPORTED#{self._row_digest(row.profile)}"),
            "SK": "ROW",
            "import_id": import_id,
            "candidate_id": candidate_id,
            "expires_at": now_epoch + int(REMEMBERED.total_seconds()),
        }
        return Put(item, Attr("PK").not_exists())

    def entered_before(self, row: ImportedRow) -> tuple[str, CandidateId] | None:
        """Return the import that entered this very row, and the candidate that it became; None: none did."""
        item = self._table.get(self._table.pk(f"IMPORTED#{self._row_digest(row.profile)}"), "ROW")
        return (str(item["import_id"]), CandidateId(str(item["candidate_id"]))) if item else None

    def mappings(self) -> list[SavedMapping]:
        """Return the saved mappings, by name."""
        rows = self._table.query(self._table.pk("CANDIDATEMAPPINGS"), begins="MAPPING#")
        found = [SavedMapping.model_validate_json(item["mapping"]) for item in rows]
        return sorted(found, key=lambda mapping: mapping.name)

    def mapping(self, mapping_id: str) -> SavedMapping | None:
        """Return a saved mapping, or None."""
        item = self._table.get(self._table.pk("CANDIDATEMAPPINGS"), f"MAPPING#{mapping_id}")
        return SavedMapping.model_validate_json(item["mapping"]) if item else None

    def add_mapping(self, mapping: SavedMapping) -> None:
        """Keep a mapping."""
        item = {
            "PK": self._table.pk("CANDIDATEMAPPINGS"),
            "SK": f"MAPPING#{mapping.mapping_id}",
            "mapping": mapping.model_dump_json(),
        }
        self._table.put(item, Attr("PK").not_exists())

    def delete_mapping(self, mapping_id: str) -> None:
        """Take a mapping away."""
        self._table.delete(self._table.pk("CANDIDATEMAPPINGS"), f"MAPPING#{mapping_id}")

    def _row_digest(self, profile: Profile) -> str:
        return self._blind.digest("row", profile.model_dump_json())

    def _pk(self, import_id: str) -> str:
        return self._table.pk(f"CANDIDATEIMPORT#{import_id}")
