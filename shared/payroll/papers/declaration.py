"""The declaration of withheld tax (个人所得税扣缴申报表) of a month as CSV or XLSX. The form is data."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.money import written
from shared.payroll.papers.declared import DeclarationRow, Kind
from shared.payroll.papers.model import Person


class Column(Frozen):
    """A column of the form: its heading, and what of a row it holds."""

    title: str
    value: str


class Form(Frozen):
    """The form as data."""

    source: str
    sheet: str
    columns: tuple[Column, ...]
    income_kind: dict[Kind, str]


class PersonsMissing(Invalid):
    """Employees who are to be declared have no name or identity number on file."""

    code: ClassVar[str] = "identities_missing"

    def __init__(self, employees: Sequence[str]) -> None:
        super().__init__(
            f"{len(employees)} employees have no name and identity number on file: {', '.join(employees[:5])}"
            f"{', …' if len(employees) > 5 else ''}.",
            "Enter them, then make the declaration again: the tax authority takes no row without.",
        )
        self.employees = tuple(employees)

    @property
    def members(self) -> dict[str, Any]:
        return {"employees": list(self.employees)}


@cache
def form() -> Form:
    """Return the form of ``declaration.toml``."""
    text = files(__package__).joinpath("declaration.toml").read_text(encoding="utf-8")
    return Form.model_validate(tomllib.loads(text))


def declaration_csv(rows: Sequence[DeclarationRow], persons: Mapping[EmployeeId, Person]) -> bytes:
    """Return the declaration as CSV (UTF-8 with a mark, as spreadsheets read it). Raises ``PersonsMissing``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in form().columns])
    writer.writerows(_cells(rows, persons))
    return text.getvalue().encode("utf-8-sig")


def declaration_xlsx(rows: Sequence[DeclarationRow], persons: Mapping[EmployeeId, Person]) -> bytes:
    """Return the declaration as XLSX; numbers of identities are texts, so none is cut. Raises ``PersonsMissing``."""
    book = Workbook()
    sheet = book.create_sheet(form().sheet, 0)
    del book[book.sheetnames[-1]]
    sheet.append([column.title for column in form().columns])
    for cells in _cells(rows, persons):
        sheet.append(cells)
    for place, column in enumerate(form().columns, start=1):
        head = sheet.cell(row=1, column=place)
        letter = get_column_letter(place)
        head.font, head.alignment = Font(bold=True), Alignment(horizontal="center")
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.title) + 2)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.data_type = "s"  # neither a formula nor a number that a table program would round
    sheet.freeze_panes = "C2"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cells(rows: Sequence[DeclarationRow], persons: Mapping[EmployeeId, Person]) -> list[list[str]]:
    unknown = [row.employee_id for row in rows if not _known(persons.get(row.employee_id))]
    if unknown:
        raise PersonsMissing(list(dict.fromkeys(unknown)))
    return [[_cell(column.value, row, persons[row.employee_id]) for column in form().columns] for row in rows]


def _known(person: Person | None) -> bool:
    return person is not None and bool(person.id_number)


def _cell(name: str, row: DeclarationRow, person: Person) -> str:
    whole = {
        "employee_id": row.employee_id,
        "name": person.name,
        "id_kind": person.id_kind,
        "id_number": person.id_number or "",
        "income_kind": form().income_kind[row.kind],
    }
    if name in whole:
        return whole[name]
    value = row.values.get(name, 0)
    return value if isinstance(value, str) else written(value)
