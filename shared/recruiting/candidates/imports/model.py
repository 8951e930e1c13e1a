"""An import: how the file is read, how far it has come, and what a person chose. Pure."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId
from shared.recruiting.candidates.errors import FileTooLarge, UnknownTable

State = Literal["awaiting_file", "previewed", "running", "done", "stopped"]
Choice = Literal["all_or_nothing", "good_rows_only"]
OnKnown = Literal["skip", "create"]
"""What becomes of a row whose phone, mailbox or name with birth date is known: left out, or entered and suspected."""
MOST_BYTES = 10_000_000
SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx")


class FileDraft(Frozen):
    """A table that somebody is about to upload."""

    filename: str = Field(min_length=1, max_length=200)
    size_bytes: int = Field(ge=1)

    def checked(self) -> "FileDraft":
        """Return itself. Raises ``FileTooLarge``, ``UnknownTable``."""
        if self.size_bytes > MOST_BYTES:
            raise FileTooLarge(MOST_BYTES)
        if not self.filename.lower().endswith(SUFFIXES):
            raise UnknownTable
        return self


class TableReading(Frozen):
    """How to read the file, where the guess is wrong. ``columns``: column → field, ``""`` leaves a column out."""

    columns: dict[str, str] = Field(default_factory=dict, max_length=200)
    sheet: str | None = Field(default=None, max_length=60)
    encoding: str | None = Field(default=None, max_length=40)
    header_row: int | None = Field(default=None, ge=1, le=20)

    def with_changes(self, given: "TableReading") -> "TableReading":
        """Return this reading with what ``given`` says besides or otherwise."""
        told = {name: value for name, value in given if value is not None and name != "columns"}
        return self.model_copy(update={**told, "columns": {**self.columns, **given.columns}})


class SavedMapping(Frozen):
    """A reading under a name, for the next file of the same kind."""

    mapping_id: str
    name: str = Field(min_length=1, max_length=80)
    reading: TableReading
    created_by: str
    created_at: datetime


class ImportOrder(Frozen):
    """What a person chose when they let an import begin. ``position_id``: everybody also applies to it."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    choice: Choice = "all_or_nothing"
    on_known: OnKnown = "skip"
    position_id: PositionId | None = None


class ImportJob(Frozen):
    """One import. ``done`` of ``rows`` good rows have been looked at; the others are counted by what came of them.

    ``refused``: rows that could not become an application (the position closed in the meantime). ``stopped``: the file
    was replaced after it was previewed; what was entered before stays.
    """

    import_id: str
    filename: str
    key: str
    size_bytes: int
    created_by: str
    created_at: datetime
    state: State = "awaiting_file"
    reading: TableReading = TableReading()
    order: ImportOrder | None = None
    rows: int = 0
    bad_rows: int = 0
    done: int = 0
    created: int = 0
    known: int = 0
    applied: int = 0
    refused: int = 0
    suspected: int = 0
    finished_at: datetime | None = None


class SkippedRow(Frozen):
    """A row of somebody who is known. ``row`` as the spreadsheet shows it."""

    row: int
    candidate_ids: tuple[str, ...]
