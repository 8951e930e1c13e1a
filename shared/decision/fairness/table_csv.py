"""The published audit table as CSV: one line a category, for spreadsheets and for machines."""

import csv
import io
from collections.abc import Sequence

from shared.decision.fairness.model import SMALL_CELL, AuditRow, AuditTable, BiasAudit, ScoreDifference
from shared.decision.fairness.wording import category_words, headings
from shared.kernel.language import Language

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page, and Chinese as nonsense."""
COLUMNS = (
    "measure",
    "attribute",
    "category",
    "applicants",
    "selected",
    "rate",
    "impact_ratio",
    "low",
    "high",
    "p",
    "p_adjusted",
    "below_four_fifths",
    "note",
    "mean",
    "difference_value",
    "standard_error",
    "d",
    "within",
)

Cell = str | int | float | None


def audit_csv(audit: BiasAudit, language: Language) -> str:
    """Return the table with headings in ``language``. The unknown of each table are a line of their own."""
    words = headings(language)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words["column"][name] for name in COLUMNS])
    for table in audit.tables:
        for row in table.rows:
            writer.writerow(_padded(_row(table, row, audit.jurisdiction, language)))
        unknown = words["unknown"].format(unknown=table.unknown, least=SMALL_CELL)
        writer.writerow(_padded([*_named(table, language), "–", table.unknown, *[None] * 8, unknown]))
    for difference in audit.differences:
        writer.writerow(_difference(difference, audit.jurisdiction, language))
    return BOM + out.getvalue()


def _named(table: AuditTable, language: Language) -> list[Cell]:
    words = headings(language)
    return [words["measure"][table.measure], words["attribute"][table.attribute]]


def _row(table: AuditTable, row: AuditRow, jurisdiction: str, language: Language) -> list[Cell]:
    notes = headings(language)["note"]
    return [
        *_named(table, language),
        category_words(row.category, table.attribute, jurisdiction, language),
        row.n,
        row.selected,
        row.rate,
        row.impact_ratio,
        row.low,
        row.high,
        row.p,
        row.p_adjusted,
        None if row.impact_ratio is None else notes["yes" if row.flagged else "no"],
        notes.get(row.note, ""),
    ]


def _difference(row: ScoreDifference, jurisdiction: str, language: Language) -> list[Cell]:
    words = headings(language)
    within = None if row.within_measurement is None else words["note"]["yes" if row.within_measurement else "no"]
    named: list[Cell] = [
        words["differences"],
        words["attribute"][row.attribute],
        category_words(row.category, row.attribute, jurisdiction, language),
    ]
    note = words["note"].get(row.note, "")
    figures: list[Cell] = [row.mean, row.difference, row.standard_error, row.d, within]
    return [*named, row.n, None, None, None, row.low, row.high, row.p, None, None, note, *figures]


def _padded(cells: Sequence[Cell]) -> list[Cell]:
    return [*cells, *[None] * (len(COLUMNS) - len(cells))]
