"""CSV: records of text, whatever separates them. Excel's own habits are known: ``sep=;``, tabs, quotes, blank lines."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words

NAMES = {",": ("逗号", "comma"), ";": ("分号", "semicolon"), "\t": ("制表符", "tab"), "|": ("竖线", "bar")}
LOOKED_AT = 30
"""Records by which the separator is chosen."""
END = "\u2403end of the table\u2403"


class Separated(NamedTuple):
    """Each record with its number as a spreadsheet program shows it."""

    records: Iterator[tuple[int, list[str]]]
    note: LocalizedText


def separated(text: str) -> Separated:
    """Return the records of ``text``.

    Raises:
        Invalid: a quoted value is never closed (when the records are read), or a value is endless.
    """
    skipped = 0
    first, _, rest = text.partition("\n")
    told = first.strip().lower().removeprefix("sep=") if first.strip().lower().startswith("sep=") else ""
    if first.rstrip("\r").lower() == "sep=\t" or told in NAMES:
        separator, text, skipped = told or "\t", rest, 1
    else:
        separator = _separator(text)
    zh, en = NAMES[separator]
    return Separated(_records(text, separator, skipped), words(f"分隔符：{zh}。", f"Separator: {en}."))


def _separator(text: str) -> str:
    """Return the separator that gives the most records of the commonest width; a comma where none separates."""

    def fits(separator: str) -> tuple[int, int]:
        widths = [len(record) for record in _first(text, separator) if any(record)]
        wide = [width for width in widths if width > 1]
        commonest = max(set(wide), key=lambda width: (wide.count(width), width), default=0)
        return (wide.count(commonest), commonest)

    return max(NAMES, key=fits)


def _first(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append(record)
            if len(found) >= LOOKED_AT:
                break
    except csv.Error:  # an endless value: told when the records are read in earnest
        pass
    return found


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    # A record of our own at the end: where a quote was never closed, it is swallowed with everything before it.
    reader = csv.reader(io.StringIO(f"{text}\r\n{END}", newline=""), delimiter=separator)
    number = skipped
    try:
        for record in reader:
            number += 1
            if record == [END]:
                return
            if record and END in record[-1]:
                break
            yield number, record
    except csv.Error:
        pass
    raise Invalid(
        f"A quotation mark in row {number} is never closed. 第 {number} 行的引号没有闭合。",
        "Close it, or double quotes within a value; saving the table as XLSX avoids it. "
        "请补上引号，值内的引号请写两次；另存为 XLSX 可避免此问题。",
    )
