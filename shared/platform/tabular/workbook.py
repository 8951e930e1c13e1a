"""XLSX: a sheet's cells as the text of their values. Opened with suspicion: size, bombs, macros and entities first."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import Flaw, Limits, words

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PARTS = 2_000
BOMB_RATIO, BOMB_BYTES = 200, 5_000_000
"""A part that unpacks to more than ``BOMB_BYTES`` and ``BOMB_RATIO`` times its size is no sheet of a person."""
EXACT = 10**15
"""Spreadsheet programs keep 15 digits (IEEE 754 doubles)."""
ZEROS = re.compile(r"0{2,20}")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")

Cells = list[tuple[str, Flaw | None]]


class Sheet(NamedTuple):
    """Rows with their numbers; cells as text, each with what is wrong with it."""

    records: Iterator[tuple[int, Cells]]
    name: str
    names: tuple[str, ...]
    note: LocalizedText


def sheet_of(body: bytes, wanted: str | None, limits: Limits) -> Sheet:
    """Return the sheet named ``wanted``, or the first.

    Raises:
        Invalid: it is no workbook, too large when unpacked, has macros, or no such sheet.
    """
    formulas = _inspected(body, limits)
    book = _opened(body, values=True)
    names = tuple(sheet.title for sheet in book.worksheets)
    if not names or (wanted is not None and wanted not in names):
        there = "、".join(names) or "—"
        raise Invalid(
            f"There is no sheet {wanted or ''!r} in the workbook; there are: {there}. "
            f"工作簿中没有该工作表，现有：{there}。",
            "Name one of those. 请选择其中一个工作表。",
        )
    name = wanted or names[0]
    written = _opened(body, values=False)[name] if formulas else None
    more = f"(共 {len(names)} 个)" if len(names) > 1 else ""
    note = words(f"工作表：{name}{more}。", f"Sheet: {name}" + (f" (of {len(names)})." if len(names) > 1 else "."))
    return Sheet(_records(book[name], written), name, names, note)


def _inspected(body: bytes, limits: Limits) -> bool:
    """Raise ``Invalid`` for what is dangerous to open; return whether a sheet has formulas."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken() from error
    swollen = [p for p in parts if p.file_size > max(BOMB_BYTES, BOMB_RATIO * max(p.compress_size, 1))]
    if len(parts) > MOST_PARTS or swollen or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Invalid(
            "The workbook unpacks to far more than a table needs. 工作簿解压后异常庞大，已拒绝读取。",
            "Copy the rows into a new workbook, or save them as CSV. 请将数据复制到新工作簿，或另存为 CSV。",
        )
    if any(part.filename.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        raise Invalid(
            "The workbook has macros. 工作簿包含宏。", "Save it as XLSX without macros. 请另存为不含宏的 XLSX 文件。"
        )
    formulas = False
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            content = archive.read(part)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise _broken() from error
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _broken()
        if part.filename.startswith("xl/worksheets/") and FORMULA.search(content):
            formulas = True
    return formulas


def _opened(body: bytes, *, values: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that are of no concern here
            return load_workbook(io.BytesIO(body), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # whatever a damaged workbook makes of openpyxl
        raise _broken() from error


def _records(sheet: Any, written: Any) -> Iterator[tuple[int, Cells]]:
    for one in (sheet, written):
        if isinstance(one, ReadOnlyWorksheet):
            one.reset_dimensions()  # what a file says of its size is not to be trusted
    try:
        rows = sheet.iter_rows()
        formulas = iter(written.iter_rows()) if written is not None else None
        for number, row in enumerate(rows, start=1):
            behind = next(formulas, ()) if formulas is not None else ()
            pairs = zip_longest(row, behind[: len(row)])
            yield number, [_cell(cell, formula) for cell, formula in pairs]
    except Invalid:
        raise
    except Exception as error:
        raise _broken() from error


def _cell(cell: Any, behind: Any) -> tuple[str, Flaw | None]:
    value = cell.value
    if value is None:
        if behind is not None and behind.data_type == "f":
            return "", Flaw(
                words("公式没有保存计算结果。", "The formula was saved without its result."),
                words("请用 Excel 打开并保存一次，或改填数值。", "Open and save it in Excel, or write the value."),
            )
        return "", None
    if isinstance(value, bool):
        return ("true" if value else "false"), None
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")), None
    if isinstance(value, date | time):
        return value.isoformat(), None
    if isinstance(value, timedelta):
        return str(value), None
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or "General"))
    return str(value), None


def _number(value: float, form: str) -> tuple[str, Flaw | None]:
    if abs(value) >= EXACT:
        return f"{value:.0f}", Flaw(
            words("号码超过 15 位，末位数字已被表格软件改动。", "More than 15 digits: the last ones were changed."),
            words("请将该列设为“文本”格式后重新填写。", "Format the column as text and enter them again."),
        )
    if "%" in form:
        return f"{round(value * 100, 10):g}%", None
    if float(value).is_integer():
        whole = str(int(value))
        return (whole.zfill(len(form)) if ZEROS.fullmatch(form) and value >= 0 else whole), None
    return repr(round(float(value), 10)), None


def _broken() -> Invalid:
    return Invalid(
        "The workbook cannot be read. 无法读取该工作簿。",
        "Open it in Excel or WPS, save it anew as XLSX, and upload that. "
        "请用 Excel 或 WPS 打开后重新另存为 XLSX 再上传。",
    )
