"""The bytes of a table → people, every error, and who stands in it twice. Pure: the same file reads the same."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from shared.platform.tabular.mapping import ColumnMap, mapped
from shared.platform.tabular.model import RowError, Table
from shared.platform.tabular.reading import HowToRead, read_table
from shared.platform.tabular.rows import read_rows
from shared.recruiting.candidates import index
from shared.recruiting.candidates.imports.fields import FIELDS, ImportedRow, missing_in, row_of
from shared.recruiting.candidates.imports.model import TableReading


@dataclass(frozen=True)
class ReadFile:
    """What a file says. ``twice``: row → the earlier row of the same person. ``digest`` names file and reading."""

    table: Table
    columns: ColumnMap
    missing: tuple[str, ...]
    rows: tuple[tuple[int, ImportedRow], ...]
    errors: tuple[RowError, ...]
    twice: dict[int, int]
    digest: str

    @property
    def bad_rows(self) -> set[int]:
        """The numbers of the rows that have an error."""
        return {error.row for error in self.errors}


def read_file(body: bytes, filename: str, reading: TableReading, region: str | None, today: date) -> ReadFile:
    """Return what a file says.

    Raises:
        Invalid: it is no table, or ``reading`` names a column or field that is not there.
    """
    how = HowToRead(sheet=reading.sheet, encoding=reading.encoding, header_row=reading.header_row)
    table = read_table(body, filename, how)
    columns = mapped(table.header, FIELDS, reading.columns)
    missing = missing_in(columns)
    if missing:
        return ReadFile(table, columns, missing, (), (), {}, _digest(body, columns, reading))
    read = read_rows(table, columns, lambda fields: row_of(fields, region, today))
    rows = tuple(read.items)
    return ReadFile(table, columns, (), rows, tuple(read.errors), _twice(rows), _digest(body, columns, reading))


def _twice(rows: tuple[tuple[int, ImportedRow], ...]) -> dict[int, int]:
    first: dict[index.Entry, int] = {}
    found: dict[int, int] = {}
    for number, row in rows:
        entries = index.identifying(row.profile)
        if earlier := next((first[entry] for entry in entries if entry in first), None):
            found[number] = earlier
        for entry in entries:
            first.setdefault(entry, number)
    return found


def _digest(body: bytes, columns: ColumnMap, reading: TableReading) -> str:
    """Return a digest of the bytes and of how they are read: what was previewed is what is entered."""
    told = {"columns": columns.as_told(), "reading": reading.model_dump(exclude={"columns"})}
    how = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(hashlib.sha256(body).digest() + how.encode()).hexdigest()
