"""Cells as people and Excel write them."""

from datetime import date

import pytest

from shared.platform.tabular.cells import Unusable, cleaned, day, flag, identifier, number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'0138", "0138"),
        ('="00123"', "00123"),
        ("\ufeff 8 \xa0", "8"),
        ("’13800138000", "13800138000"),
        ("'tis", "'tis"),
    ],
)
def test_what_spreadsheets_put_around_a_value_is_taken_off(written: str, meant: str) -> None:
    assert cleaned(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("１３８００１３８０００", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("00042", "00042"),
        ("E-7", "E-7"),
        ("无", None),
    ],
)
def test_a_number_that_names_something_keeps_its_digits(written: str, meant: str | None) -> None:
    assert identifier(written) == meant


def test_a_phone_number_in_scientific_notation_is_refused_because_digits_are_lost() -> None:
    with pytest.raises(Unusable, match="scientific"):
        identifier("1.38E+10")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("85", 85),
        ("８５．５", 85.5),
        ("85%", 85),
        ("85分", 85),
        ("1,234.5", 1234.5),
        ("7,5", 7.5),
        ("-", None),
        ("1e2", 100),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, meant: float | None) -> None:
    assert number(written) == meant


@pytest.mark.parametrize(
    "written", ["八十五", "85-90", "1e999999999999999999999999999999999999999999", "0x10", "1_000", "nan"]
)
def test_what_is_no_number_is_not_guessed(written: str) -> None:
    with pytest.raises(Unusable):
        number(written)


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        "20240301",
        "2024年3月1日",
        "２０２４－３－１",
        "45352",
        "2024-03-01 00:00:00",
    ],
)
def test_a_day_is_read_in_every_usual_spelling(written: str) -> None:
    assert day(written) == date(2024, 3, 1)


def test_a_day_after_the_twelfth_cannot_be_a_month() -> None:
    assert day("25/03/2024") == day("03/25/2024") == date(2024, 3, 25)


def test_a_month_alone_asks_for_its_day() -> None:
    with pytest.raises(Unusable, match="day is missing"):
        day("2024年3月")


@pytest.mark.parametrize("written", ["03/04/2024", "2024-02-30", "去年", "2024"])
def test_a_day_that_could_be_another_is_refused(written: str) -> None:
    with pytest.raises(Unusable):
        day(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("是", True),
        ("达标", True),
        ("Y", True),
        ("１", True),
        ("未达标", False),
        ("否", False),
        ("0", False),
        ("", None),
    ],
)
def test_yes_and_no_are_read_in_both_languages(written: str, meant: bool | None) -> None:
    assert flag(written) is meant


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(Unusable, match="neither"):
        flag("也许")
