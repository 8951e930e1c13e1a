"""A company's sheet becomes history, or every row that is wrong is named."""

from datetime import date

import pytest

from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.recruiting.requirements.history import names_a_person, newest_of_each
from shared.recruiting.requirements.history_fields import fields_of
from shared.recruiting.requirements.history_reading import HistoryReading, ReadHistory, read_history
from tests.builders.history import as_csv, planted_history

FIELDS = fields_of(
    {
        "stress_tolerance": LocalizedText(zh="抗压能力", en="Stress tolerance"),
        "logical_thinking": LocalizedText(zh="逻辑思维", en="Logical thinking"),
        "communication": LocalizedText(zh="沟通能力", en="Communication"),
    }
)
AS_OF = date(2025, 6, 30)


def read(text: str, **how: object) -> ReadHistory:
    told = HistoryReading.model_validate({"as_of": AS_OF, **how})
    return read_history(text.encode(), "历史.csv", told, FIELDS)


def test_a_sheet_of_a_company_comes_back_as_the_history_it_was_made_from() -> None:
    history = planted_history(20)
    made = read_history(as_csv(history), "历史.csv", HistoryReading(as_of=AS_OF), FIELDS)
    assert made.importable
    assert len(made.records) == 40
    first = made.records[0]
    assert (first.person, first.job_title, first.hired, first.hired_on) == (
        "E00000",
        "生产经理",
        True,
        date(2023, 3, 1),
    )
    assert set(first.scores) == {"stress_tolerance", "logical_thinking", "communication"}
    assert not made.records[-1].hired


def test_an_empty_promotion_date_means_no_only_where_there_is_such_a_column() -> None:
    assert read("工号,岗位,入职日期,晋升日期\n1,销售,2023-01-01,\n").records[0].tells_promotion
    assert not read("工号,岗位,入职日期\n1,销售,2023-01-01\n").records[0].tells_promotion


def test_who_has_an_outcome_was_hired_where_no_column_says_it() -> None:
    told = read("工号,岗位,抗压能力,达标\n1,销售,70,是\n2,销售,60,\n").records
    assert [record.hired for record in told] == [True, False]


@pytest.mark.parametrize("name", ["王小明", "13800138000", "110101199001011234", "li@example.com", "138 0013 8000"])
def test_a_number_that_names_a_person_does_not_come_in(name: str) -> None:
    made = read(f"工号,岗位,抗压能力\n{name},销售,70\n")
    assert not made.importable
    assert "化名" in str(made.errors[0].problem.zh)


def test_a_companys_own_numbers_are_no_names() -> None:
    assert not any(names_a_person(number) for number in ("E00012", "20230017", "HR-7", "00042"))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,销售,是,2023-01-01,2022-12-01,,70", "晋升日期"),
        ("1,销售,是,2023-01-01,,2022-12-01,70", "离职日期"),
        ("1,销售,否,2023-01-01,,,70", "是否录用"),
        ("1,销售,是,2023-01-01,,,170", "抗压能力"),
        ("1,销售,也许,2023-01-01,,,70", "是否录用"),
        ("1,,是,2023-01-01,,,70", "岗位"),
        ("1,销售,是,03/04/2023,,,70", "入职日期"),
    ],
)
def test_what_cannot_be_is_named_at_its_cell(row: str, column: str) -> None:
    made = read(f"工号,岗位,是否录用,入职日期,晋升日期,离职日期,抗压能力\n{row}\n")
    assert [error.column for error in made.errors] == [column]
    assert made.records == []


def test_ten_bad_rows_of_a_thousand_are_all_named_and_nothing_is_importable() -> None:
    rows = [f"E{number},销售,{'abc' if number % 100 == 7 else 70}" for number in range(1000)]
    made = read("工号,岗位,抗压能力\n" + "\n".join(rows))
    assert [error.row for error in made.errors] == [number + 2 for number in range(7, 1000, 100)]
    assert not made.importable


def test_the_same_person_and_job_twice_is_told_with_both_rows() -> None:
    made = read("工号,岗位,抗压能力\n1,销售,70\n2,销售,71\n1,销 售,72\n")
    assert [(error.row, error.column) for error in made.errors] == [(4, "工号")]
    assert "2" in str(made.errors[0].problem.en)


def test_grades_become_numbers_in_the_order_that_is_told() -> None:
    text = "工号,岗位,绩效等级\n1,销售,A\n2,销售,D\n3,销售,Ｂ\n"
    assert [record.performance for record in read(text, performance_grades=["D", "C", "B", "A"]).records] == [4, 1, 3]
    assert read(text).errors[0].column == "绩效等级"
    assert len(read(text, performance_grades=["C", "B"]).errors) == 2


def test_without_the_columns_that_it_needs_nothing_is_read_and_they_are_named() -> None:
    made = read("姓名,抗压能力\nA,70\n")
    assert made.columns.missing == ("person", "job_title")
    assert not made.importable


def test_the_digest_changes_with_the_bytes_the_mapping_and_the_day() -> None:
    text = "工号,岗位,抗压能力\n1,销售,70\n"
    digests = {
        read(text).digest,
        read(text + "2,销售,80\n").digest,
        read(text, columns={"抗压能力": "score:communication"}).digest,
        read(text, as_of="2025-07-01").digest,
    }
    assert len(digests) == 4
    assert read(text).digest == read(text).digest


def test_a_mapping_to_a_competency_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Invalid, match="score:charm"):
        read("工号,岗位,抗压能力\n1,销售,70\n", columns={"抗压能力": "score:charm"})


def test_a_later_import_replaces_what_an_earlier_one_said_of_the_same_person_and_job() -> None:
    old, new = planted_history(5)[0], planted_history(5)[0].model_copy(update={"target_reached": None})
    assert newest_of_each([old, new]) == [new]


def test_a_column_of_names_taken_for_job_titles_is_noticed() -> None:
    with pytest.raises(Invalid, match="500 job titles"):
        read("工号,岗位\n" + "\n".join(f"E{number},某人{number}" for number in range(501)))
