"""Rows → objects, all of them looked at: every error of every row is collected, and nothing is dropped in silence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from pydantic import ValidationError

from shared.kernel.localized import LocalizedText
from shared.platform.tabular import cells
from shared.platform.tabular.cells import Unusable
from shared.platform.tabular.mapping import ColumnMap
from shared.platform.tabular.model import WHOLE_ROW, Flaw, Row, RowError, Table, shown, words

T = TypeVar("T")
V = TypeVar("V")


class Fields:
    """The cells of one row by field. What cannot be read is noted, and read as None."""

    def __init__(self, row: Row, places: dict[str, tuple[int, str]]) -> None:
        self.row = row.number
        self.errors: list[RowError] = []
        self._row = row
        self._places = places

    def text(self, name: str, *, required: bool = False, longest: int = 200) -> str | None:
        """Return the text, blanks at the ends taken away."""

        def read(cell: str) -> str | None:
            if len(cell) > longest:
                raise Unusable(
                    f"超过 {longest} 个字符。", f"More than {longest} characters.", "请缩短。", "Shorten it."
                )
            return cell or None

        return self._read(name, read, required)

    def identifier(self, name: str, *, required: bool = False) -> str | None:
        """Return a number that names something, for example a phone or employee number."""
        return self._read(name, cells.identifier, required)

    def number(
        self, name: str, *, low: float | None = None, high: float | None = None, required: bool = False
    ) -> float | None:
        """Return a number within bounds, both included."""

        def read(cell: str) -> float | None:
            value = cells.number(cell)
            if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
                bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
                raise Unusable(
                    f"超出范围 {bounds}。", f"Outside of {bounds}.", "请核对并更正该数值。", "Correct the value."
                )
            return value

        return self._read(name, read, required)

    def day(self, name: str, *, required: bool = False) -> date | None:
        """Return a date."""
        return self._read(name, cells.day, required)

    def flag(self, name: str, *, required: bool = False) -> bool | None:
        """Return yes or no."""
        return self._read(name, cells.flag, required)

    def reject(self, name: str | None, problem: LocalizedText, remedy: LocalizedText) -> None:
        """Note an error of a field, or of the whole row (None)."""
        place, column = self._places.get(name or "", (WHOLE_ROW, None))
        value = "" if place == WHOLE_ROW else self._row.cells[place]
        self.errors.append(RowError(row=self.row, column=column, value=shown(value), problem=problem, remedy=remedy))

    def _read(self, name: str, read: Callable[[str], V | None], required: bool) -> V | None:
        if name not in self._places:
            return None
        place, _column = self._places[name]
        if flaw := self._row.flaws.get(place):
            self.reject(name, flaw.problem, flaw.remedy)
            return None
        try:
            value = read(self._row.cells[place])
        except Unusable as unusable:
            self.reject(name, unusable.flaw.problem, unusable.flaw.remedy)
            return None
        if value is None and required:
            self.reject(name, words("必填项为空。", "It is empty."), words("请补充。", "Fill it in."))
        return value


@dataclass
class ReadRows(Generic[T]):
    """What came of a table: objects with the numbers of their rows, and every error. Import only without errors."""

    items: list[tuple[int, T]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_rows(table: Table, columns: ColumnMap, build: Callable[[Fields], T | None]) -> ReadRows[T]:
    """Return what ``build`` makes of each row. A row with an error makes no object; the others still do.

    A pydantic ``ValidationError`` in ``build`` becomes an error of the fields that it names.
    """
    places = {one.field: (table.header.index(one.column), one.column) for one in columns.mapped}
    found: ReadRows[T] = ReadRows()
    for row in table.rows:
        fields = Fields(row, places)
        if flaw := row.flaws.get(WHOLE_ROW):
            fields.reject(None, flaw.problem, flaw.remedy)
        item = _built(fields, build)
        found.errors += fields.errors
        if item is not None and not fields.errors:
            found.items.append((row.number, item))
    return found


def _built(fields: Fields, build: Callable[[Fields], T | None]) -> T | None:
    try:
        return build(fields)
    except ValidationError as error:
        if not fields.errors:  # else the model only repeats what was found in the cells
            for fault in error.errors():
                name = str(fault["loc"][0]) if fault["loc"] else None
                flaw = Flaw(words(f"不符合要求：{fault['msg']}", fault["msg"]), words("请更正。", "Correct it."))
                fields.reject(name, flaw.problem, flaw.remedy)
        return None
