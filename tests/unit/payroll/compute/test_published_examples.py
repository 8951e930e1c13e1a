"""Worked examples that others published, to the fen, through the document that people write."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shared.payroll.compute.reading import read
from shared.payroll.compute.writing import document
from shared.payroll.compute.year import compute

EXAMPLES = json.loads(
    (Path(__file__).parents[1] / "data/payroll_examples.json").read_text(encoding="utf-8"), parse_float=Decimal
)["cases"]
BY_MONTH = [one for one in EXAMPLES if "withheld" in one]
FIRST_MONTH = [one for one in EXAMPLES if "first_month_withheld" in one]
BONUSES = [one for one in EXAMPLES if "bonus_separate" in one]


def name(example: dict[str, Any]) -> str:
    return str(example["id"])


def answer(**employee: Any) -> dict[str, Any]:
    text = json.dumps({"year": 2026, "employees": [{"id": "one", **employee}]}, default=str)
    found: dict[str, Any]
    (found,) = document(compute(read(text)))["employees"]
    return found


def month_of(example: dict[str, Any]) -> dict[str, Any]:
    return {field: example[field] for field in ("gross", "social", "special")}


def test_every_example_is_of_a_kind_that_is_checked() -> None:
    assert len(EXAMPLES) == len(BY_MONTH) + len(FIRST_MONTH) + len(BONUSES) == 11


@pytest.mark.parametrize("example", BY_MONTH, ids=name)
def test_each_month_is_withheld_as_published(example: dict[str, Any]) -> None:
    found = answer(months=[month_of(example)] * example["months"])
    assert [Decimal(month["withheld"]) for month in found["months"]] == example["withheld"]
    assert Decimal(found["year"]["withheld"]) == example["year"]
    kept = (example["gross"] - example["social"]) * example["months"] - example["year"]
    assert Decimal(found["year"]["net"]) == kept


@pytest.mark.parametrize("example", FIRST_MONTH, ids=name)
def test_the_first_month_of_a_job_in_mid_year_is_withheld_as_published(example: dict[str, Any]) -> None:
    how = {field: example[field] for field in ("start_month", "first_job_in_year")}
    found = answer(months=[month_of(example)], **how)
    assert found["months"][0]["month"] == 6
    assert Decimal(found["months"][0]["withheld"]) == example["first_month_withheld"]


@pytest.mark.parametrize("example", BONUSES, ids=name)
def test_a_bonus_is_taxed_as_published(example: dict[str, Any]) -> None:
    bonus = answer(months=[], bonus_separate=example["bonus_separate"])["bonus"]
    assert Decimal(bonus["tax"]) == example["tax"]
    assert Decimal(bonus["net"]) == example["bonus_separate"] - example["tax"]
