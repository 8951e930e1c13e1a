"""The rows that could not be entered, as a table to correct and to import again. Pure."""

import csv
import io
from collections import defaultdict

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import RowError
from shared.recruiting.candidates.imports.reading import ReadFile

MARK = "\ufeff"
"""By which Excel knows UTF-8."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV Injection)."""
ADDED = ("行 / Row", "问题 / Problem", "处理 / Remedy")


def error_file(read: ReadFile) -> bytes:
    """Return the bad rows as CSV with a mark: their own columns, and behind them what is wrong and what to do."""
    faults: dict[int, list[RowError]] = defaultdict(list)
    for error in read.errors:
        faults[error.row].append(error)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in (*read.table.header, *ADDED)])
    for row in read.table.rows:
        if row.number in faults:
            said = faults[row.number]
            problems = "; ".join(f"{error.column or ''} {_both(error.problem)}".strip() for error in said)
            remedies = "; ".join(dict.fromkeys(_both(error.remedy) for error in said))
            writer.writerow([harmless(cell) for cell in (*row.cells, str(row.number), problems, remedies)])
    return (MARK + text.getvalue()).encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula: an apostrophe before it makes it text."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _both(text: LocalizedText) -> str:
    return " ".join(part for part in (text.zh, text.en) if part)
