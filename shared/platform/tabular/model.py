"""What a table is once it was read: a header and rows of text, with what is wrong at each cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

WHOLE_ROW = -1
"""The place of a flaw that belongs to no single column."""
SHOWN = 80
"""Characters of a value that an error repeats."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a cell cannot be used, and what to do."""

    problem: LocalizedText
    remedy: LocalizedText


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is the one that a spreadsheet program shows; ``cells`` has as many as the header.

    ``flaws`` are by the place of the column, from 0 (``WHOLE_ROW``: of the row itself).
    """

    number: int
    cells: tuple[str, ...]
    flaws: Mapping[int, Flaw] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text. ``notes`` say in words how it was read: encoding, separator, sheet, where the header is."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: Literal["csv", "xlsx"]
    notes: tuple[LocalizedText, ...] = ()
    sheets: tuple[str, ...] = ()


class RowError(Frozen):
    """What is wrong in one row. ``row`` as the spreadsheet shows it; ``column`` null where it is the whole row."""

    row: int
    column: str | None
    value: str
    problem: LocalizedText
    remedy: LocalizedText


class Limits(Frozen):
    """How much is read. Beyond it the table is refused whole, in words."""

    bytes: int = 10_000_000
    unpacked_bytes: int = 64_000_000
    """Of a workbook's parts together."""
    rows: int = 20_000
    columns: int = 200
    characters: int = 5_000
    """Of one cell."""


def words(zh: str, en: str) -> LocalizedText:
    """Return the same sentence in both languages."""
    return LocalizedText(zh=zh, en=en)


def shown(value: str) -> str:
    """Return ``value`` as an error repeats it."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
