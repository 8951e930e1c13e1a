"""Tables are read as people's programs write them, or refused in words."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from shared.kernel.errors import Invalid
from shared.platform.tabular.model import WHOLE_ROW, Limits
from shared.platform.tabular.reading import HowToRead, read_table

SHEET = "工号,职位,抗压能力\r\n0001,生产经理,78\r\n0002,生产经理,64\r\n"


def workbook(*rows: list[object], sheet: str = "名单", text_format: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    for cell, form in (text_format or {}).items():
        page[cell].number_format = form
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_chinese_is_read_in_whatever_encoding_it_was_saved(codec: str, name: str) -> None:
    table = read_table(SHEET.encode(codec), "员工.csv")
    assert table.header == ("工号", "职位", "抗压能力")
    assert table.rows[0].cells == ("0001", "生产经理", "78")
    assert name in str(table.notes[0].en)


def test_big5_is_told_from_gb18030_and_said() -> None:
    told = "姓名,電話,應徵職位\r\n陳大文,0912345678,生產經理\r\n林美玲,0987654321,業務專員\r\n"
    table = read_table(told.encode("big5"), "名單.csv")
    assert table.rows[1].cells == ("林美玲", "0987654321", "業務專員")
    assert "Big5" in str(table.notes[0].zh)


def test_western_names_are_no_chinese() -> None:
    table = read_table("Name;Ort\r\nJürgen Groß;Köln\r\nRenée Müller;Zürich\r\n".encode("cp1252"), "liste.csv")
    assert table.rows[1].cells == ("Renée Müller", "Zürich")


def test_the_encoding_that_a_person_names_goes_before_the_guess() -> None:
    assert read_table(SHEET.encode("gbk"), "a.csv", HowToRead(encoding="gbk")).rows[0].cells[1] == "生产经理"
    with pytest.raises(Invalid, match="not in the encoding"):
        read_table(SHEET.encode("gbk"), "a.csv", HowToRead(encoding="utf-8"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    table = read_table(SHEET.replace(",", separator).encode(), "a.csv")
    assert table.rows[0].cells == ("0001", "生产经理", "78")


def test_excels_own_line_about_the_separator_is_no_header() -> None:
    table = read_table(b"sep=;\r\nid;note\r\n1;a, b and c, d\r\n", "a.csv")
    assert (table.header, table.rows[0].cells) == (("id", "note"), ("1", "a, b and c, d"))


def test_a_title_above_the_header_is_passed_over_and_rows_keep_their_numbers() -> None:
    table = read_table("2024 年度录用人员\n\n工号,分数\n1,80\n\n2,90\n,\n,\n".encode(), "a.csv")
    assert table.header == ("工号", "分数")
    assert [row.number for row in table.rows] == [4, 6]
    assert "3" in str(table.notes[-1].zh)


def test_a_table_of_one_column_is_a_table() -> None:
    table = read_table(b"phone\n" + b"\n".join(b"1380013%04d" % number for number in range(30)), "a.csv")
    assert (table.header, len(table.rows)) == (("phone",), 30)


def test_a_row_with_too_many_cells_is_marked_and_the_others_are_fine() -> None:
    table = read_table(b"id,note\n1,one, two\n2,three\n", "a.csv")
    assert WHOLE_ROW in table.rows[0].flaws
    assert table.rows[1].flaws == {}


def test_a_value_over_two_lines_is_one_row() -> None:
    table = read_table(b'id,note\n1,"two\nlines"\n2,x\n', "a.csv")
    assert [row.number for row in table.rows] == [2, 3]


def test_a_quote_that_is_never_closed_is_named_by_its_row() -> None:
    with pytest.raises(Invalid, match="row 3"):
        read_table(b'id,note\n1,a\n2,"open\n3,b\n', "a.csv")


def test_a_workbook_is_read_by_its_values() -> None:
    body = workbook(
        ["工号", "电话", "入职日期", "达成率", "得分", "在职"],
        [7, 13800138000.0, datetime(2024, 3, 1), 0.85, 78.5, True],
        text_format={"A2": "0000", "D2": "0%"},
    )
    table = read_table(body, "员工.xlsx")
    assert table.rows[0].cells == ("0007", "13800138000", "2024-03-01", "85%", "78.5", "true")


def test_a_sheet_can_be_named_and_those_that_there_are_are_told() -> None:
    body = workbook(["a", "b"], [1, date(2024, 1, 2)], sheet="二月")
    assert read_table(body, "a.xlsx", HowToRead(sheet="二月")).rows[0].cells == ("1", "2024-01-02")
    with pytest.raises(Invalid, match="二月"):
        read_table(body, "a.xlsx", HowToRead(sheet="三月"))


def test_digits_that_a_spreadsheet_dropped_are_named_at_their_cell() -> None:
    table = read_table(workbook(["id", "card"], [1, 110101199001011230]), "a.xlsx")
    assert "15" in str(table.rows[0].flaws[1].problem.zh)


def test_a_formula_that_failed_or_was_never_computed_is_named() -> None:
    table = read_table(workbook(["id", "score"], [1, "=A2*10"]), "a.xlsx")
    assert "公式" in str(table.rows[0].flaws[1].problem.zh)
    assert "#REF!" in str(read_table(b"id,score\n1,#REF!\n", "a.csv").rows[0].flaws[1].problem.en)


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return held.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    held = io.BytesIO(workbook(["a", "b"], [1, 2]))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "name", "word"),
    [
        (b"", "a.csv", "empty"),
        (bomb(), "a.xlsx", "unpacks"),
        (with_part("xl/vbaProject.bin", b"x"), "a.xlsx", "macros"),
        (with_part("xl/more.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "a.xlsx", "cannot be read"),
        (workbook(["a", "b"]), "a.xlsm", "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.xls", "protected"),
        (b"PK\x03\x04 this is no archive", "a.xlsx", "cannot be read"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "web page"),
        (b"\x00\x01\x02\x03" * 100, "a.csv", "no text file"),
        (b"a,a\n1,2\n", "a.csv", "same name"),
        (b"a,b\n" + b"1,2\n" * 20, "a.csv", "larger"),
        (b"a,b\n1," + b"x" * 200, "a.csv", "larger"),
        (b",".join(b"c%d" % place for place in range(40)), "a.csv", "larger"),
    ],
)
def test_what_is_no_table_is_refused_in_words(body: bytes, name: str, word: str) -> None:
    with pytest.raises(Invalid, match=word) as refused:
        read_table(body, name, limits=Limits(rows=10, columns=20, characters=100))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refused.value.problem)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Invalid, match="larger"):
        read_table(b"a,b\n1,2\n", "a.csv", limits=Limits(bytes=4))
