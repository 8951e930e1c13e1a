"""What is wrong with a document is told all at once, by employee and field, and nothing of it is computed."""

import json
from typing import Any

import pytest

from shared.payroll.compute.errors import FaultyInput, NotReadable
from shared.payroll.compute.reading import read

GOOD = {"id": "good", "months": [{"gross": 10_000}]}


def faults(document: Any) -> list[tuple[str, str, str]]:
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    with pytest.raises(FaultyInput) as error:
        read(text)
    assert error.value.members["faults"] == [fault.model_dump() for fault in error.value.faults]
    assert all(fault.problem.endswith(".") for fault in error.value.faults)
    return [(fault.employee, fault.field, fault.code) for fault in error.value.faults]


def of(**employee: Any) -> list[tuple[str, str]]:
    found = faults({"year": 2026, "employees": [{"id": "one", "months": [], **employee}]})
    return [(field, code) for _, field, code in found]


def test_every_employee_at_fault_is_named_with_every_field() -> None:
    bad = {"id": "bad", "city": "Atlantis", "months": [{"gross": -1}, {"gross": 1, "speciall": 3}]}
    nameless = {"months": [{"social": 1}], "bonus_separate": "much"}
    assert faults({"year": 2026, "employees": [GOOD, bad, nameless, GOOD, 5]}) == [
        ("bad", "city", "unknown_city"),
        ("bad", "months[0].gross", "negative"),
        ("bad", "months[1].speciall", "unknown_field"),
        ("#3", "id", "missing"),
        ("#3", "bonus_separate", "not_money"),
        ("#3", "months[0].gross", "missing"),
        ("good", "id", "duplicate_id"),
        ("#5", "", "wrong_type"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("gross", -0.01, "negative"),
        ("gross", "12,000", "not_money"),
        ("gross", "1_000", "not_money"),
        ("gross", "１２", "not_money"),
        ("gross", "", "not_money"),
        ("gross", "NaN", "not_money"),
        ("gross", True, "not_money"),
        ("gross", [1], "not_money"),
        ("gross", 100.005, "not_money"),
        ("gross", "100.00000000000000000000001", "not_money"),
        ("gross", 10**13, "too_large"),
        ("gross", 1e30, "not_money"),
        ("gross", None, "missing"),
        ("social", -5, "negative"),
        ("special", "-5", "negative"),
        ("other", "x", "not_money"),
    ],
)
def test_an_amount_that_is_none(field: str, value: object, code: str) -> None:
    assert of(months=[{"gross": 1, field: value}]) == [(f"months[0].{field}", code)]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e999999999"])
def test_a_number_that_no_one_earns(number: str) -> None:
    text = '{"year": 2026, "employees": [{"id": "one", "months": [{"gross": %s}]}]}'
    ((_, field, _),) = faults(text % number)
    assert field == "months[0].gross"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("start_month", 0, "out_of_range"),
        ("start_month", 13, "out_of_range"),
        ("start_month", "6", "wrong_type"),
        ("start_month", True, "wrong_type"),
        ("start_month", 1.0, "wrong_type"),
        ("first_job_in_year", "yes", "wrong_type"),
        ("low_income_prior_year", 1, "wrong_type"),
        ("months", {}, "wrong_type"),
        ("months", None, "missing"),
        ("months", [{"gross": 1}] * 13, "too_many_months"),
        ("city", 5, "wrong_type"),
        ("city", "", "wrong_type"),
        ("bonus_separate", -1, "negative"),
        ("bonus", 5, "unknown_field"),
        ("id", True, "wrong_type"),
        ("id", " ", "wrong_type"),
    ],
)
def test_a_field_of_an_employee_that_cannot_be(field: str, value: object, code: str) -> None:
    assert of(**{field: value}) == [(field, code)]


def test_months_do_not_go_beyond_december() -> None:
    assert of(start_month=6, months=[{"gross": 1}] * 8) == [("months", "beyond_december")]


def test_a_city_without_rules_in_the_month_says_from_when_it_has_some() -> None:
    employee = {"id": "one", "city": "北京", "start_month": 5, "months": [{"gross": 9_000}] * 4}
    with pytest.raises(FaultyInput) as error:
        read(json.dumps({"year": 2026, "employees": [employee]}))
    assert [(fault.field, fault.code) for fault in error.value.faults] == [("city", "no_rules_for_period")] * 2
    assert error.value.faults[0].problem == (
        "No rules of social insurance of Beijing (北京) hold in 2026-05 to 2026-06. "
        "The rules that are there hold from 2026-07-01 on."
    )


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ([], ("", "", "wrong_type")),
        ({"year": 2026}, ("", "employees", "missing")),
        ({"employees": []}, ("", "year", "missing")),
        ({"year": "2026", "employees": []}, ("", "year", "wrong_type")),
        ({"year": 1999, "employees": []}, ("", "year", "out_of_range")),
        ({"year": 2018, "employees": []}, ("", "year", "no_rules_for_period")),
        ({"year": 2026, "employees": [], "month": 1}, ("", "month", "unknown_field")),
        ({"year": 2028, "employees": [{"id": 1, "bonus_separate": 1}]}, ("1", "bonus_separate", "no_rules_for_period")),
        (
            {"year": 2020, "employees": [{"id": 1, "first_job_in_year": True, "months": [{"gross": 1}]}]},
            ("1", "first_job_in_year", "no_rules_for_period"),
        ),
        (
            {"year": 2020, "employees": [{"id": 1, "low_income_prior_year": True, "months": [{"gross": 1}]}]},
            ("1", "low_income_prior_year", "no_rules_for_period"),
        ),
    ],
)
def test_a_document_that_cannot_be(document: object, found: tuple[str, str, str]) -> None:
    assert faults(document) == [found]


def test_an_empty_document_lacks_everything() -> None:
    assert faults({}) == [("", "year", "missing"), ("", "employees", "missing")]


def test_a_field_that_stands_twice_is_refused() -> None:
    text = '{"year": 2026, "employees": [{"id": "one", "months": [{"gross": 1, "gross": 2}]}]}'
    assert faults(text) == [("one", "months[0].gross", "repeated_field")]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5_000])
def test_what_is_no_json_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises((NotReadable, FaultyInput)):
        read(data)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps({"year": 2026, "employees": [GOOD]}).encode()).year == 2026
