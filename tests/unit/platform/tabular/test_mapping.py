"""Columns find their fields by name, and say why; every error of every row is collected."""

import pytest

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.platform.tabular.mapping import Field, mapped
from shared.platform.tabular.model import words
from shared.platform.tabular.reading import read_table
from shared.platform.tabular.rows import Fields, read_rows

FIELDS = (
    Field("person", words("工号", "Employee number"), ("员工编号", "人员编号"), required=True),
    Field("phone", words("电话", "Phone"), ("手机", "手机号", "mobile")),
    Field("score", words("抗压能力", "Stress tolerance"), ("抗压",)),
)


class Person(Frozen):
    person: str
    phone: str | None
    score: float


def person_of(row: Fields) -> Person | None:
    person, score = row.identifier("person", required=True), row.number("score", low=0, high=100, required=True)
    phone = row.identifier("phone")
    return None if person is None or score is None else Person(person=person, phone=phone, score=score)


def test_a_header_is_understood_whatever_its_width_case_and_unit() -> None:
    columns = mapped(["員工", "员工编号", "ＭＯＢＩＬＥ", "抗压能力（分）", "备注"], FIELDS)
    assert columns.as_told() == {"员工编号": "person", "ＭＯＢＩＬＥ": "phone", "抗压能力（分）": "score"}
    assert columns.left_out == ("員工", "备注")
    assert "抗压能力" in str(columns.mapped[2].why.zh)


def test_what_a_person_says_goes_before_the_guess() -> None:
    columns = mapped(["工号", "编号", "抗压"], FIELDS, {"编号": "person", "工号": ""})
    assert columns.as_told() == {"编号": "person", "抗压": "score"}
    assert columns.left_out == ("工号",)


def test_a_column_that_could_mean_two_fields_is_left_to_a_person() -> None:
    pair = (Field("a", words("甲方电话", "First phone")), Field("b", words("乙方电话", "Second phone")))
    assert mapped(["甲方电话乙方电话"], pair).mapped == ()


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"薪水": "score"}, "no column"),
        ({"工号": "salary"}, "no field"),
        ({"工号": "score", "抗压": "score"}, "Several"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(told: dict[str, str], word: str) -> None:
    with pytest.raises(Invalid, match=word):
        mapped(["工号", "抗压"], FIELDS, told)


def test_a_required_field_without_a_column_is_named_in_both_languages() -> None:
    with pytest.raises(Invalid, match=r"Employee number.*工号"):
        mapped(["抗压"], FIELDS).complete(FIELDS)


def test_all_errors_of_all_rows_are_collected_and_good_rows_are_read() -> None:
    text = "工号,手机,抗压\n1,1.38E+10,101\n,13800138000,80\n3,13800138001,九十\n4,,95\n5,1,60,70\n"
    table = read_table(text.encode(), "a.csv")
    read = read_rows(table, mapped(table.header, FIELDS), person_of)
    assert [(error.row, error.column) for error in read.errors] == [
        (2, "抗压"),
        (2, "手机"),
        (3, "工号"),
        (4, "抗压"),
        (6, None),
    ]
    assert read.items == [(5, Person(person="4", phone=None, score=95))]
    assert read.errors[0].value == "101"
    assert all(error.problem.zh and error.problem.en and error.remedy.zh and error.remedy.en for error in read.errors)
