"""The scale rises, corrections take the place of what they correct, and facts are only of those who agreed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from shared.kernel.ids import EmployeeId
from shared.people.employees.facts import facts_of
from shared.people.employees.model import Employee
from shared.people.outcomes.history import history_rows
from shared.people.outcomes.model import Review, current
from shared.people.outcomes.scale import RatingScale, standard

NOW = datetime(2026, 12, 1, tzinfo=UTC)
AGREED = {
    "purpose": "requirement_analysis",
    "becomes": "asked_anew",
    "why": {"en": "x"},
    "source": "x",
    "answer": "given",
}


def employee(**changed: Any) -> Employee:
    return Employee.model_validate(
        {
            "employee_id": "emp_1",
            "status": "active",
            "title": {"zh": "主任工程师"},
            "hired_as": {"zh": "工程师"},
            "department": "研发",
            "grade": "P6",
            "start_date": "2025-01-06",
            "consents": [AGREED],
            "created_by": "ada",
            "created_at": NOW,
            **changed,
        }
    )


def review(review_id: str, until: str, corrects: str | None = None) -> Review:
    return Review(
        review_id=review_id,
        employee_id=EmployeeId("emp_1"),
        since=date(2026, 1, 1),
        until=date.fromisoformat(until),
        rating="B",
        value=50,
        scale=0,
        reviewer="ada",
        recorded_by="ada",
        recorded_at=NOW,
        corrects=corrects,
    )


def rows(*employees: Employee, known: tuple[str, ...] = ("teamwork",)) -> list[list[str]]:
    facts = [found for each in employees if (found := facts_of(each)) is not None]
    return list(history_rows(facts, known, lambda _one: "P1", NOW.date()))


def test_a_scale_rises_from_worst_to_best() -> None:
    worst, *_, best = standard().ratings
    assert (worst.value, best.value) == (0, 100)
    with pytest.raises(ValidationError, match="from worst to best"):
        RatingScale.model_validate({"ratings": [each.model_dump() for each in reversed(standard().ratings)]})


def test_a_correction_stands_for_what_it_corrects() -> None:
    found = current(
        [review("rev_1", "2026-06-30"), review("rev_2", "2026-12-31"), review("rev_3", "2026-06-30", "rev_1")]
    )
    assert [each.review_id for each in found] == ["rev_3", "rev_2"]


@pytest.mark.parametrize("answer", [None, "refused"])
def test_of_who_did_not_agree_nothing_is_learned(answer: str | None) -> None:
    assert facts_of(employee(consents=[{**AGREED, "answer": answer}])) is None


def test_of_somebody_whose_file_never_asked_nothing_is_learned() -> None:
    assert facts_of(employee(consents=[])) is None


def test_before_the_first_day_there_is_nothing_to_learn() -> None:
    assert facts_of(employee(status="preboarding")) is None


def test_what_lies_ahead_has_not_happened_yet() -> None:
    future = employee(status="left", last_day="2027-01-31", promoted_on=["2027-01-01"])
    [_header, row] = rows(future)
    assert row[6:9] == ["", "", "2026-12-01"]


def test_the_job_is_the_one_that_somebody_was_hired_for() -> None:
    [_header, row] = rows(employee())
    assert row[1] == "工程师"
