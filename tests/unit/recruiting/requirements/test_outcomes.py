"""An outcome counts when it is known, and only then."""

from datetime import date
from typing import Any

import pytest

from shared.recruiting.requirements.contracts import AnalysisOrder
from shared.recruiting.requirements.history import HistoryRecord
from shared.recruiting.requirements.outcomes import months_after, outcome_of

ORDER = AnalysisOrder(job_titles=("销售",), good_performance=4)


def hire(**changed: Any) -> HistoryRecord:
    told = {"person": "1", "job_title": "销售", "hired": True, "hired_on": "2024-01-31", "observed_until": "2025-06-30"}
    return HistoryRecord.model_validate({**told, "tells_promotion": True, "tells_leaving": True, **changed})


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({"promoted_on": "2024-06-01"}, 1.0),
        ({"promoted_on": "2025-01-31"}, 1.0),
        ({"promoted_on": "2025-02-01"}, 0.0),
        ({}, 0.0),
        ({"left_on": "2024-03-01"}, 0.0),
        ({"observed_until": "2024-12-31"}, None),
        ({"tells_promotion": False}, None),
        ({"hired_on": None, "promoted": True}, 1.0),
        ({"promoted": True}, None),
    ],
)
def test_promotion_within_a_year_is_known_once_the_year_is_over(changed: dict[str, Any], value: float | None) -> None:
    assert outcome_of(hire(**changed), "promoted", ORDER).value == value


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({}, 1.0),
        ({"left_on": "2024-06-01"}, 0.0),
        ({"left_on": "2025-01-31"}, 1.0),
        ({"observed_until": "2024-12-31"}, None),
        ({"tells_leaving": False}, None),
        ({"hired_on": None, "employed": False}, 0.0),
    ],
)
def test_who_was_hired_lately_has_neither_stayed_nor_left(changed: dict[str, Any], value: float | None) -> None:
    assert outcome_of(hire(**changed), "stayed", ORDER).value == value


def test_only_lack_of_time_is_called_too_recent() -> None:
    assert outcome_of(hire(observed_until="2024-12-31"), "promoted", ORDER).too_recent
    assert not outcome_of(hire(tells_promotion=False), "promoted", ORDER).too_recent


def test_performance_is_good_from_the_rating_that_was_told() -> None:
    assert [outcome_of(hire(performance=rating), "good_performance", ORDER).value for rating in (3.9, 4, None)] == [
        0,
        1,
        None,
    ]


def test_a_year_after_the_last_of_a_month_is_the_last_of_that_month() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 12, 31), 2) == date(2025, 2, 28)
