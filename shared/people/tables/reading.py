"""A table → employees, with every error of every row. Pure: nothing is stored here."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from pydantic import Field as ModelField

from shared.kernel.errors import TooLarge
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import PayKind, SalaryLine, SocialBase
from shared.people.employees.model import PersonalData, StaffNumber
from shared.people.employees.terms import Department
from shared.people.tables import cells
from shared.people.tables.fields import ACTIVE, FIELDS, NUMBER, PAY
from shared.people.tables.writing import plain
from shared.platform.tabular.cells import Unusable, half_width, is_empty
from shared.platform.tabular.mapping import ColumnMap, mapped
from shared.platform.tabular.model import RowError, Table, words
from shared.platform.tabular.reading import HowToRead, read_table
from shared.platform.tabular.rows import Fields, read_rows

MOST_ROWS = 500
NO_GRADE = "ungraded"
V = TypeVar("V")


class TableReading(Frozen):
    """How a table is to be read. ``columns``: column → field, ``""`` leaves it out; what is not said is guessed."""

    columns: dict[str, str] = ModelField(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None


class ImportedEmployee(Frozen):
    """A row: somebody who works here already."""

    row: int
    staff_number: StaffNumber | None = None
    person: PersonalData
    department: Department
    title: LocalizedText
    grade: str
    cost_centre: str
    start_date: date
    probation_until: date | None = None
    salary: tuple[SalaryLine, ...]
    social: SocialBase


@dataclass(frozen=True)
class ReadEmployees:
    """What a table holds. Only what has no ``errors`` and misses no column may be imported, under this ``digest``."""

    table: Table
    columns: ColumnMap
    employees: list[ImportedEmployee] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    digest: str = ""

    @property
    def importable(self) -> bool:
        """Whether it can be imported as it stands."""
        return bool(self.employees) and not self.errors and not self.columns.missing

    def with_errors(self, more: Iterable[RowError]) -> "ReadEmployees":
        """Return the same with more errors, in the order of rows."""
        errors = sorted([*self.errors, *more], key=lambda each: each.row)
        return ReadEmployees(self.table, self.columns, self.employees, errors, self.digest)


def read_employees(body: bytes, filename: str, how: TableReading, today: date) -> ReadEmployees:
    """Return the employees in a file; who begins after ``today`` comes by an offer.

    Raises ``Invalid`` where it is no table or ``how`` does not fit it, ``TooLarge`` for more than 500 rows.
    """
    table = read_table(body, filename, HowToRead(how.sheet, how.encoding, how.header_row))
    if len(table.rows) > MOST_ROWS:
        raise TooLarge(
            f"The table has {len(table.rows)} rows; {MOST_ROWS} are taken at once. "
            f"表格有 {len(table.rows)} 行,一次最多 {MOST_ROWS} 行。",
            "Split it into several files. 请拆分为多个文件。",
        )
    columns = mapped(table.header, FIELDS, how.columns)
    if columns.missing:
        return ReadEmployees(table, columns)
    read = read_rows(table, columns, lambda row: _employee(row, today))
    found = [each for _row, each in read.items]
    errors = [*read.errors, *_twice(found, columns)]
    return ReadEmployees(table, columns, found, sorted(errors, key=lambda each: each.row), _digest(body, how, columns))


def _employee(row: Fields, today: date) -> ImportedEmployee | None:
    start = row.day("start_date", required=True)
    if start is not None and start > today:
        row.reject(
            "start_date",
            words("入职日期尚未到来。", "The first day is still to come."),
            words("请走录用流程,或在入职当日导入。", "Make an offer, or import on that day."),
        )
    until = row.day("probation_until")
    if start is not None and until is not None and until < start:
        row.reject(
            "probation_until",
            words("早于入职日期。", "It is before the first day."),
            words("请核对两个日期。", "Check both dates."),
        )
    _works_here(row)
    department, title = row.text("department", required=True, longest=80), row.text("title", required=True, longest=120)
    salary = tuple(_salary(row))
    city = _as(row, "city", cells.city, required=True)
    person = _person(row)
    number = row.identifier("staff_number")
    if row.errors or start is None or department is None or title is None or person is None or city is None:
        return None
    return ImportedEmployee(
        row=row.row,
        staff_number=number,
        person=person,
        department=plain(department),
        title=LocalizedText(zh=plain(title)),
        grade=plain(row.text("grade", longest=60) or NO_GRADE),
        cost_centre=plain(row.text("cost_centre", longest=60) or department),
        start_date=start,
        probation_until=until,
        salary=salary,
        social=SocialBase(
            city=city,
            social_base_fen=_as(row, "social_base", cells.money),
            fund_base_fen=_as(row, "fund_base", cells.money),
            fund_rate=_as(row, "fund_rate", cells.rate),
        ),
    )


def _works_here(row: Fields) -> None:
    """Only who works here is imported: who left is paid by nobody."""
    said, last = row.text("status"), row.day("last_day")
    gone = said is not None and not is_empty(said) and half_width(said).casefold() not in ACTIVE
    if gone or last is not None:
        row.reject(
            "last_day" if last is not None else "status",
            words("此人不在职。", "This person does not work here."),
            words("请只导入在职员工。", "Import those who work here."),
        )


def _person(row: Fields) -> PersonalData | None:
    name, number = row.text("name", required=True, longest=120), row.identifier("id_number")
    told = row.day("birth_date")
    born = _as(row, "id_number", cells.resident_id) if number else None
    if born is not None and told is not None and born != told:
        row.reject(
            "birth_date",
            words("与身份证号中的出生日期不符。", "The identity number holds another day of birth."),
            words("请核对证件。", "Check it with the card."),
        )
    phone, mail = row.identifier("phone"), row.text("email")
    sex, address = _as(row, "sex", cells.sex), row.text("address", longest=300)
    if row.errors or name is None:
        return None
    return PersonalData.model_validate(
        {
            "name": plain(name),
            "birth_date": told or born,
            "sex": sex,
            "id_kind": ("resident_id" if born else "other") if number else None,
            "id_number": number.upper() if number else None,
            "phones": (plain(phone),) if phone else (),
            "emails": (plain(mail),) if mail else (),
            "address": plain(address) if address else None,
        }
    )


def _salary(row: Fields) -> Iterable[SalaryLine]:
    for column, kind in PAY.items():
        amount = _as(row, column.name, cells.money, required=column.required)
        if amount or (amount is not None and column.required):
            yield SalaryLine(
                component=column.name, title=column.title, kind=cast("PayKind", kind), amount_fen=int(amount)
            )


def _as(row: Fields, name: str, read: Callable[[str], V | None], *, required: bool = False) -> V | None:
    """Return a cell as ``read`` has it; what it cannot read is an error of the row."""
    text = row.text(name, required=required)
    if text is None:
        return None
    try:
        return read(text)
    except Unusable as unusable:
        row.reject(name, unusable.flaw.problem, unusable.flaw.remedy)
        return None


def _twice(found: list[ImportedEmployee], columns: ColumnMap) -> list[RowError]:
    """Staff numbers and identity numbers that two rows have."""
    errors: list[RowError] = []
    for name, values in (
        ("staff_number", [(each.row, each.staff_number) for each in found]),
        ("id_number", [(each.row, each.person.id_number) for each in found]),
    ):
        first: dict[str, int] = {}
        for row, value in values:
            if value is not None and (before := first.setdefault(value, row)) != row:
                errors.append(
                    RowError(
                        row=row,
                        column=columns.column_of(name),
                        value=value if name == NUMBER.name else "",
                        problem=words(f"与第 {before} 行重复。", f"Row {before} has the same."),
                        remedy=words("请核对两行。", "Check both rows."),
                    )
                )
    return errors


def _digest(body: bytes, how: TableReading, columns: ColumnMap) -> str:
    """Return the digest of the bytes and of everything that decides what they are read as."""
    told = how.model_dump(mode="json") | {"columns": columns.as_told()}
    content = hashlib.sha256(body)
    content.update(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())
    return content.hexdigest()
