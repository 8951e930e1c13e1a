"""Bytes and a file's name → header and rows. What the content is decides, not what the name says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.cells import cleaned, formula_error
from shared.platform.tabular.delimited import separated
from shared.platform.tabular.encodings import decoded
from shared.platform.tabular.model import WHOLE_ROW, Flaw, Limits, Row, Table, words
from shared.platform.tabular.workbook import OLE, ZIP, Cells, sheet_of

OTHERS = (".xlsm", ".xltm", ".xlsb", ".ods", ".numbers")
LONGEST_NAME = 200
HEADER_WITHIN = 20
"""Rows among which the header is looked for: sheets often begin with a title in one wide cell."""


@dataclass(frozen=True)
class HowToRead:
    """What the person says of the file where the guess is wrong. ``header_row`` counts from 1."""

    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None


def read_table(body: bytes, filename: str, how: HowToRead | None = None, limits: Limits | None = None) -> Table:
    """Return the table in a file. Empty rows are left out, and keep the numbers of the others right.

    Raises:
        Invalid: it is no table, too large, damaged, or has no header; the words say which, in both languages.
    """
    how, limits = how or HowToRead(), limits or Limits()
    if not body.strip():
        raise Invalid("The file is empty. 文件为空。", "Choose the file again. 请重新选择文件。")
    if len(body) > limits.bytes:
        raise _too_large(f"{limits.bytes // 1_000_000} MB")
    if body.startswith(OLE) or (body.startswith(ZIP) and filename.lower().endswith(OTHERS)):
        raise Invalid(
            "This is an old, protected or macro workbook. 该文件是旧版(.xls)、加密、含宏或其他格式的工作簿。",
            "Save it as XLSX without password and macros, or as CSV UTF-8. 请去除密码和宏，另存为 XLSX 或“CSV UTF-8”。",
        )
    if body.startswith(ZIP):
        sheet = sheet_of(body, how.sheet, limits)
        return _table(sheet.records, "xlsx", [sheet.note], sheet.names, how, limits)
    text = decoded(body, how.encoding)
    if text.text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise Invalid(
            "This is a web page, not a table. 该文件实为网页，不是表格。",
            "Open it in Excel or WPS and save it as XLSX. 请用 Excel 或 WPS 打开后另存为 XLSX。",
        )
    parted = separated(text.text)
    records = ((number, _flawless(record)) for number, record in parted.records)
    return _table(records, "csv", [text.note, parted.note], (), how, limits)


def _table(
    records: Iterable[tuple[int, Cells]],
    kind: Literal["csv", "xlsx"],
    notes: list[LocalizedText],
    sheets: tuple[str, ...],
    how: HowToRead,
    limits: Limits,
) -> Table:
    filled = _filled(records, limits)
    number, top, below = _parted(filled, how.header_row)
    header = _header([text for text, _flaw in top], limits)
    rows: list[Row] = []
    for at, cells in below:
        if len(rows) >= limits.rows:
            raise _too_large(f"{limits.rows:,} 行 / rows")
        rows.append(_row(at, cells, len(header)))
    if number > 1:
        notes = [*notes, words(f"表头在第 {number} 行。", f"The header is in row {number}.")]
    return Table(header, tuple(rows), kind, tuple(notes), sheets)


def _parted(
    filled: Iterator[tuple[int, Cells]], header_row: int | None
) -> tuple[int, Cells, Iterator[tuple[int, Cells]]]:
    """Return the header with its number, and the rows below it."""
    first = list(islice(filled, HEADER_WITHIN))
    if header_row is not None:
        place = next((place for place, (number, _cells) in enumerate(first) if number == header_row), None)
    else:
        named = (place for place, (_number, cells) in enumerate(first) if sum(bool(text) for text, _ in cells) > 1)
        place = next(named, 0 if first else None)  # no row with two cells: a table of one column
    if place is None:
        raise Invalid(
            "There is no header. 没有找到表头。",
            f"Write the names of the columns into one of the first {HEADER_WITHIN} rows, above the data. "
            f"请在前 {HEADER_WITHIN} 行内、数据上方用一行写明各列名称。",
        )
    return *first[place], chain(first[place + 1 :], filled)


def _flawless(record: list[str]) -> Cells:
    return [(cell, None) for cell in record]


def _filled(records: Iterable[tuple[int, Cells]], limits: Limits) -> Iterator[tuple[int, Cells]]:
    """Yield rows that say something, cleaned and without empty cells at their end."""
    for number, raw in records:
        cells: Cells = []
        for text, flaw in raw:
            if len(text) > limits.characters:
                raise _too_large(f"{limits.characters:,} 字 / characters (row {number})")
            plain = cleaned(text) if text else ""
            cells.append((plain, flaw or (formula_error(plain) if plain.startswith("#") else None)))
        while cells and cells[-1] == ("", None):
            cells.pop()
        if len(cells) > limits.columns:
            raise _too_large(f"{limits.columns} 列 / columns")
        if cells:
            yield number, cells


def _row(number: int, cells: Cells, width: int) -> Row:
    flaws: dict[int, Flaw] = {place: flaw for place, (_text, flaw) in enumerate(cells[:width]) if flaw is not None}
    if len(cells) > width:
        flaws[WHOLE_ROW] = Flaw(
            words(
                f"该行有 {len(cells)} 个单元格，表头只有 {width} 列。",
                f"It has {len(cells)} cells, the header {width}.",
            ),
            words(
                "值中含有分隔符时请加引号，或为多出的列补上列名。",
                "Put values that contain the separator in quotes, or name the further columns.",
            ),
        )
    texts = [text for text, _flaw in cells[:width]]
    return Row(number, (*texts, *("",) * (width - len(texts))), flaws)


def _header(texts: list[str], limits: Limits) -> tuple[str, ...]:
    names = [" ".join(text.split()) for text in texts]
    named = [name for name in names if name]
    if any(len(name) > LONGEST_NAME for name in names):
        raise _too_large(f"列名 {LONGEST_NAME} 字 / characters of a column's name")
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise Invalid(
            f"Columns have the same name: {', '.join(twice)[:200]}. 列名重复：{'、'.join(twice)[:200]}。",
            "Give each column a name of its own. 请为每一列取不同的名称。",
        )
    return tuple(name or f"第{place}列" for place, name in enumerate(names, start=1))


def _too_large(what: str) -> Invalid:
    return Invalid(
        f"The table is larger than what is read at once: {what}. 表格超出一次可读取的上限：{what}。",
        "Split it into several files. 请拆分为多个文件。",
    )
