"""Rows of text → a file that spreadsheet programs open. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

MARK = "\ufeff"
"""By which Excel knows UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV Injection)."""


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return the rows as CSV (RFC 4180) that begins with a mark; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    return MARK + text.getvalue()


def as_xlsx(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Return the rows as a workbook of one sheet. Every cell is a text, so a number keeps its zeros."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
            cell.number_format = "@"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula: an apostrophe before it makes it text."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def plain(cell: str) -> str:
    """Return what ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
