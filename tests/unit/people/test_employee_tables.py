"""Cells of a sheet of employees, and rows that cannot be people who work here."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.errors import TooLarge
from shared.kernel.money import written
from shared.people.tables import cells
from shared.people.tables.reading import ReadEmployees, TableReading, read_employees
from shared.people.tables.writing import FORMULAS, as_csv, harmless, plain
from shared.platform.tabular.cells import Unusable

TODAY = date(2026, 11, 22)
HEADER = "工号,姓名,部门,职位,入职日期,参保城市,基本工资,身份证号,状态"
GOOD = "A001,王小明,研发,工程师,2024-03-01,北京,20000,11010519491231002X,在职"


def read(*rows: str, header: str = HEADER, **how: Any) -> ReadEmployees:
    return read_employees("\n".join([header, *rows]).encode(), "员工.csv", TableReading(**how), TODAY)


def faults(*rows: str, header: str = HEADER) -> list[tuple[int, str | None]]:
    return [(error.row, error.column) for error in read(*rows, header=header).errors]


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("12000", 1200000), ("12,000.50", 1200050), ("¥12000.5", 1200050), ("１２０００元", 1200000), ("0", 0)],
)
def test_money_is_read_exactly(cell: str, fen: int) -> None:
    assert cells.money(cell) == fen


@pytest.mark.parametrize("cell", ["12000.505", "-1", "一万二", "1e4x", "99999999999999"])
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(Unusable):
        cells.money(cell)


@given(st.integers(0, 10**12))
def test_an_amount_that_was_written_is_read_as_it_was(fen: int) -> None:
    assert cells.money(written(fen)) == fen


@pytest.mark.parametrize(
    ("cell", "rate"), [("12%", "0.12"), ("12", "0.12"), ("0.12", "0.12"), ("1%", "0.01"), ("0", "0")]
)
def test_a_rate_is_read_in_any_spelling(cell: str, rate: str) -> None:
    assert cells.rate(cell) == Decimal(rate)


@pytest.mark.parametrize("cell", ["-5%", "120%", "abc", "nan"])
def test_what_is_no_rate_is_refused(cell: str) -> None:
    with pytest.raises(Unusable):
        cells.rate(cell)


def test_an_identity_number_tells_the_day_of_birth_and_its_last_digit_is_checked() -> None:
    assert cells.resident_id("11010519491231002x") == date(1949, 12, 31)
    assert cells.resident_id("E12345678") is None
    with pytest.raises(Unusable, match="check digit"):
        cells.resident_id("110105194912310021")


def test_a_row_becomes_somebody_who_works_here() -> None:
    [found] = read(GOOD).employees
    assert (found.person.name, found.person.birth_date, found.person.id_kind) == (
        "王小明",
        date(1949, 12, 31),
        "resident_id",
    )
    assert (found.social.city, found.cost_centre, found.grade) == ("beijing", "研发", "ungraded")
    assert [(line.component, line.amount_fen) for line in found.salary] == [("base_salary", 2000000)]


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("2024-03-01", "2027-03-01", "入职日期"),
        ("在职", "已离职", "状态"),
        ("北京", "某某市", "参保城市"),
        ("20000", "面议", "基本工资"),
        ("20000", "", "基本工资"),
        ("A001", "工号一", "工号"),
        ("A001", "1.23E+10", "工号"),
        ("11010519491231002X", "110105194912310021", "身份证号"),
        ("研发", "研发|测试", "部门"),
        ("王小明", "", "姓名"),
    ],
)
def test_a_row_at_fault_is_named_with_its_column(before: str, after: str, column: str) -> None:
    assert faults(GOOD.replace(before, after)) == [(2, column)]


def test_two_rows_with_one_staff_or_identity_number_are_named() -> None:
    assert faults(GOOD, GOOD.replace("王小明", "李雷")) == [(3, "工号"), (3, "身份证号")]


def test_a_probation_does_not_end_before_the_first_day() -> None:
    assert faults(f"{GOOD},2024-02-01", header=f"{HEADER},试用期截止") == [(2, "试用期截止")]


def test_without_a_column_that_is_needed_nothing_is_importable() -> None:
    found = read("王小明,研发", header="姓名,部门")
    assert found.columns.missing == ("title", "start_date", "city", "base_salary")
    assert not found.importable


def test_more_than_five_hundred_rows_are_refused_whole() -> None:
    with pytest.raises(TooLarge, match="501 rows"):
        read(*[GOOD] * 501)


def test_the_digest_is_of_bytes_and_reading() -> None:
    assert read(GOOD).digest == read(GOOD).digest
    assert read(GOOD).digest != read(GOOD, columns={"状态": ""}).digest
    assert read(GOOD).digest != read(GOOD.replace("20000", "20001")).digest


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_all_come_back(cell: str) -> None:
    assert not harmless(cell).startswith(FORMULAS)
    if not cell.startswith("'"):
        assert plain(harmless(cell)) == cell


def test_a_csv_begins_with_the_mark_that_excel_looks_for() -> None:
    assert as_csv([["姓名"]]).encode().startswith(b"\xef\xbb\xbf")
