"""The bytes of a voucher's file. The same voucher has the same bytes, whenever and wherever it is written."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

from openpyxl import Workbook

from shared.finance.connectors.files.templates import Template, rows
from shared.finance.contracts import Voucher
from shared.kernel.language import Language

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip can hold."""
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>[^<]*</dcterms:modified>")


def as_csv(voucher: Voucher, template: Template) -> bytes:
    """Return the voucher as CSV (RFC 4180) in the template's encoding."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows(voucher, template))
    return text.getvalue().encode(template.encoding)


def as_xlsx(voucher: Voucher, template: Template, language: Language = "zh") -> bytes:
    """Return the voucher as a workbook of one sheet. Every cell is a text, so an account keeps its zeros."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = template.title.read_in(language)
    for row in rows(voucher, template):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
    made = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = made
    raw = io.BytesIO()
    book.save(raw)
    return _undated(raw.getvalue())


def _undated(workbook: bytes) -> bytes:
    """Return the workbook without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "docProps/core.xml":
                body = _MODIFIED.sub(b"", body)
            new.writestr(zipfile.ZipInfo(entry.filename, _FIRST_DAY), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
