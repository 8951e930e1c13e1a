"""A table → records of history, with every error of every row. Pure: nothing is stored here."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import Field as ModelField

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.platform.tabular.cells import half_width, is_empty
from shared.platform.tabular.mapping import ColumnMap, Field, mapped
from shared.platform.tabular.model import RowError, Table, words
from shared.platform.tabular.reading import HowToRead, read_table
from shared.platform.tabular.rows import Fields, read_rows
from shared.recruiting.requirements.history import HistoryRecord, job_key, names_a_person
from shared.recruiting.requirements.history_fields import SCORE

MOST_JOBS = 500
"""Job titles of one table: more means that another column was taken for them."""


class HistoryReading(Frozen):
    """How a table is to be read. ``columns``: column → field, ``""`` leaves it out; what is not said is guessed.

    ``performance_grades`` name the ratings from worst to best (``["D", "C", "B", "A"]``) where they are no numbers:
    they become 1, 2, 3, …. ``as_of`` is the day up to which outcomes are known, where no column says it.
    """

    columns: dict[str, str] = ModelField(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    performance_grades: tuple[str, ...] = ()
    as_of: date


@dataclass(frozen=True)
class ReadHistory:
    """What a table holds. Only what has no ``errors`` and misses no column may be imported, under this ``digest``."""

    table: Table
    columns: ColumnMap
    records: list[HistoryRecord] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    digest: str = ""

    @property
    def importable(self) -> bool:
        """Whether it can be imported as it stands."""
        return bool(self.records) and not self.errors and not self.columns.missing

    @property
    def jobs(self) -> dict[str, int]:
        """Job titles with the number of their records, the most frequent first."""
        return dict(Counter(record.job_title for record in self.records).most_common())


def read_history(body: bytes, filename: str, how: HistoryReading, fields: Sequence[Field]) -> ReadHistory:
    """Return the records in a file.

    Raises:
        Invalid: it is no table, or ``how`` does not fit it.
    """
    table = read_table(body, filename, HowToRead(how.sheet, how.encoding, how.header_row))
    columns = mapped(table.header, fields, how.columns)
    if columns.missing:
        return ReadHistory(table, columns)
    there = {one.field for one in columns.mapped}
    _check_jobs(table, columns)
    reader = _Reader(how, frozenset(there))
    read = read_rows(table, columns, reader.record)
    errors = [*read.errors, *_twice(read.items, columns.column_of("person"))]
    errors.sort(key=lambda error: error.row)
    return ReadHistory(table, columns, [record for _row, record in read.items], errors, _digest(body, how, columns))


class _Reader:
    """Builds records; knows which columns there are."""

    def __init__(self, how: HistoryReading, there: frozenset[str]) -> None:
        self._as_of = how.as_of
        self._grades = {half_width(grade).casefold(): place for place, grade in enumerate(how.performance_grades, 1)}
        self._scores = sorted(name for name in there if name.startswith(SCORE))
        self._promotion = bool(there & {"promoted", "promoted_on"})
        self._leaving = bool(there & {"employed", "left_on"})

    def record(self, row: Fields) -> HistoryRecord | None:
        person, job = row.identifier("person", required=True), row.text("job_title", required=True, longest=80)
        if person is not None and (len(person) > 60 or names_a_person(person)):
            row.reject(
                "person",
                words(
                    "这里应为化名编号，不能是姓名、手机号、证件号或邮箱。",
                    "Not a pseudonymous number: it names a person.",
                ),
                words("请改用工号等内部编号。", "Use the company's own number of the person."),
            )
        scores = {
            name.removeprefix(SCORE): value
            for name in self._scores
            if (value := row.number(name, low=0, high=100)) is not None
        }
        hired_on, promoted_on, left_on = row.day("hired_on"), row.day("promoted_on"), row.day("left_on")
        performance, target = self._performance(row), row.flag("target_reached")
        promoted, employed = row.flag("promoted"), row.flag("employed")
        until = row.day("observed_until") or self._as_of
        hired = row.flag("hired")
        known = [day for day in (hired_on, promoted_on, left_on) if day is not None]
        outcome = bool(known) or any(value is not None for value in (performance, target, promoted, employed))
        if hired is False and outcome and (known or performance is not None):
            row.reject(
                "hired",
                words(
                    "标为未录用，却有入职、绩效或离职信息。",
                    "Not hired, and yet there is a date or rating of an employee.",
                ),
                words("请核对该行。", "Check this row."),
            )
        for name, day in (("promoted_on", promoted_on), ("left_on", left_on)):
            if day is not None and hired_on is not None and day < hired_on:
                row.reject(
                    name,
                    words("早于入职日期。", "It is before the day of hiring."),
                    words("请核对两个日期。", "Check both dates."),
                )
        if row.errors or person is None or job is None:
            return None
        return HistoryRecord(
            person=person,
            job_title=" ".join(job.split()),
            hired=outcome if hired is None else hired,
            scores=scores,
            hired_on=hired_on,
            performance=performance,
            target_reached=target,
            promoted=promoted,
            promoted_on=promoted_on,
            employed=employed,
            left_on=left_on,
            observed_until=until,
            tells_promotion=self._promotion,
            tells_leaving=self._leaving,
        )

    def _performance(self, row: Fields) -> float | None:
        if not self._grades:
            return row.number("performance")
        text = row.text("performance")
        if text is None or is_empty(text):
            return None
        grade = self._grades.get(half_width(text).casefold())
        if grade is None:
            row.reject(
                "performance",
                words("不在所给的绩效等级之中。", "It is none of the grades that were named."),
                words("请核对该等级，或补充到等级列表。", "Check it, or add it to performance_grades."),
            )
        return None if grade is None else float(grade)


def _check_jobs(table: Table, columns: ColumnMap) -> None:
    place = table.header.index(columns.column_of("job_title") or "")
    if len({job_key(row.cells[place]) for row in table.rows}) > MOST_JOBS:
        raise Invalid(
            f"The column {table.header[place]} holds more than {MOST_JOBS} job titles. "
            f"“{table.header[place]}”列中的职位超过 {MOST_JOBS} 种。",
            "Choose the column of the job titles, or split the table. 请确认该列确为职位名称，或拆分表格。",
        )


def _twice(items: list[tuple[int, HistoryRecord]], column: str | None) -> list[RowError]:
    first: dict[tuple[str, str], int] = {}
    errors = []
    for row, record in items:
        before = first.setdefault((record.person, job_key(record.job_title)), row)
        if before != row:
            errors.append(
                RowError(
                    row=row,
                    column=column,
                    value=record.person,
                    problem=words(
                        f"与第 {before} 行为同一人、同一职位。", f"The same person and job as in row {before}."
                    ),
                    remedy=words("请只保留一行。", "Keep one of the rows."),
                )
            )
    return errors


def _digest(body: bytes, how: HistoryReading, columns: ColumnMap) -> str:
    """Return the digest of the bytes and of everything that decides what they are read as."""
    told = how.model_dump(mode="json") | {"columns": columns.as_told()}
    content = hashlib.sha256(body)
    content.update(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())
    return content.hexdigest()
