"""What of people's ratings counts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from shared.assessment.calibration.ratings import HumanRating, Minimum, check_enough, minimum, rated
from shared.kernel.errors import Invalid


def rating(**changed: Any) -> HumanRating:
    values = {
        "interview_id": "int_1",
        "answer_id": "ans_1",
        "competency": "teamwork",
        "level": 3,
        "rater": "ann",
        "blind": True,
        "rated_at": datetime(2026, 11, 2, tzinfo=UTC),
    }
    return HumanRating.model_validate({**values, **changed})


@pytest.mark.parametrize("level", [0.5, 5.5, 3.25])
def test_a_level_is_one_to_five_in_halves(level: float) -> None:
    with pytest.raises(ValidationError):
        rating(level=level)


def test_only_blind_ratings_count_and_the_others_are_told() -> None:
    found = rated([rating(), rating(rater="bob", level=5, blind=False)], "teamwork")
    assert [(target.level, target.raters) for target in found.targets] == [(3, 1)]
    assert (found.ratings, found.not_blind, found.raters) == (1, 1, 1)


def test_several_raters_are_averaged() -> None:
    found = rated([rating(level=2), rating(rater="bob", level=4.5)], "teamwork")
    assert [target.level for target in found.targets] == [3.25]


def test_who_rates_again_counts_once_by_the_later_rating() -> None:
    later = rating(level=5, rated_at=datetime(2026, 11, 3, tzinfo=UTC))
    assert rated([later, rating(level=1)], "teamwork").targets[0].level == 5


def test_answers_and_whole_interviews_are_counted_apart() -> None:
    found = rated([rating(), rating(answer_id=None), rating(competency="other")], "teamwork")
    assert (found.answers, found.interviews, len(found.targets)) == (1, 1, 2)


def test_too_few_are_refused_with_what_is_missing() -> None:
    found = rated([rating(), rating(rater="bob", blind=False)], "teamwork")
    with pytest.raises(Invalid, match="1 blindly rated answers in 1 interviews; it takes 60 answers or 30 interviews"):
        check_enough(found, minimum())
    with pytest.raises(Invalid, match="1 ratings were not blind"):
        check_enough(found, minimum())
    check_enough(found, Minimum(answers=1, interviews=30))
