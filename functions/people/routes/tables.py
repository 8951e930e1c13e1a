"""Employees as tables: preview and import a sheet, and get the employees as CSV or workbook."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from functions.people.routes.desk import employee_desk, import_desk
from functions.people.routes.files import table_file
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.people.employees.model import EmployeeStatus
from shared.people.employees.staging import EmployeeImport
from shared.people.tables import importing
from shared.people.tables.errors import ERRORS_SHOWN
from shared.people.tables.exporting import export_page
from shared.people.tables.fields import FIELDS
from shared.people.tables.reading import ImportedEmployee, TableReading
from shared.people.tables.writing import as_csv, as_xlsx
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, PageLimit
from shared.platform.tabular.mapping import MappedColumn
from shared.platform.tabular.model import RowError
from shared.platform.tabular.uploaded import UploadedTable

router = routes()
IMPORTS = "/v1/people/employee-imports"
EXPORT = "/v1/people/employees/export"
SAMPLE = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_FILE: dict[int, Any] = {
    200: {"description": "A table.", "content": {kind: {"schema": {"type": "string"}} for kind in ("text/csv", XLSX)}}
}


class EmployeeTable(UploadedTable):
    """A table of employees."""

    def reading(self) -> TableReading:
        """Return how to read it."""
        return TableReading(columns=self.columns, sheet=self.sheet, encoding=self.encoding, header_row=self.header_row)


class PreviewedEmployeeTable(EmployeeTable):
    """The same file and mapping again, with the digest of their preview."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class EmployeeField(BaseModel):
    """Something that a column can mean."""

    name: str
    title: LocalizedText
    required: bool


class EmployeeImportPreview(BaseModel):
    """What would be imported. ``digest`` is null while rows have errors, or a required column is missing.

    ``errors`` holds the first 500 of ``errors_total``.
    """

    digest: str | None
    columns: tuple[MappedColumn, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    fields: tuple[EmployeeField, ...]
    notes: tuple[LocalizedText, ...]
    sheets: tuple[str, ...]
    rows: int
    employees: int
    sample: tuple[ImportedEmployee, ...]
    errors: tuple[RowError, ...]
    errors_total: int


@router.post(f"{IMPORTS}/previews", summary="Preview a table of employees")
def post_preview(file: EmployeeTable) -> EmployeeImportPreview:
    """Read a table of at most 500 rows and say what would be imported, with every error of every row.

    Nothing is kept.
    """
    read = importing.preview(file.body(), file.filename, file.reading(), import_desk(staff(router)))
    return EmployeeImportPreview(
        digest=read.digest if read.importable else None,
        columns=read.columns.mapped,
        left_out=read.columns.left_out,
        missing=read.columns.missing,
        fields=tuple(EmployeeField(name=one.name, title=one.title, required=one.required) for one in FIELDS),
        notes=read.table.notes,
        sheets=read.table.sheets,
        rows=len(read.table.rows),
        employees=len(read.employees),
        sample=tuple(read.employees[:SAMPLE]),
        errors=tuple(read.errors[:ERRORS_SHOWN]),
        errors_total=len(read.errors),
    )


@router.post(IMPORTS, summary="Import employees", status_code=201)
def post_import(file: PreviewedEmployeeTable) -> tuple[EmployeeImport, int]:
    """Import what was previewed, whole or not at all. The same again is the same import, and goes on where it stopped.

    Rows that are wrong are named in ``rows`` of the problem.
    """
    desk = import_desk(staff(router))
    made, new = importing.import_employees(file.body(), file.filename, file.reading(), file.digest, desk)
    return made, 201 if new else 200


@router.get(EXPORT, summary="Get employees as a table", responses=A_FILE)
def get_export(
    kind: Annotated[Literal["csv", "xlsx"], Query()] = "csv",
    language: Annotated[Language, Query()] = "zh",
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    status: Annotated[EmployeeStatus | None, Query()] = None,
    rows: Annotated[PageLimit, Query()] = 100,
    after: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response[str]:
    """Return up to 100 employees whom the caller may read, in the columns that an import reads.

    ``Link`` leads to the next file. The reading is recorded.
    """
    who = staff(router)
    desk = employee_desk(who)
    table, following = export_page(department, status, rows, Cursor.read(after), language, desk)
    asked = {"kind": kind, "language": language, "rows": str(rows), "department": department, "status": status}
    query = {name: value for name, value in asked.items() if value}
    name = f"employees-{desk.today()}.{kind}"
    if kind == "csv":
        return table_file(as_csv(table), "text/csv; charset=utf-8", name, EXPORT, query, following)
    return table_file(as_xlsx(table, "employees"), XLSX, name, EXPORT, query, following)
