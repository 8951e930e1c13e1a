"""Who answers with care is rarely doubted; who does not, mostly is."""

import random
from datetime import timedelta

import pytest

from shared.interview.personality.checks import acquiescence, check, doubts
from shared.interview.personality.inventory import inventory
from shared.interview.personality.model import order_of
from tests.builders.recruiting import NOW
from tests.builders.respondents import Answers, always, at_random, careful, responses

PEOPLE = 300


def signs(answers: Answers, seconds: float = 6.0, subject: str = "app_1") -> list[str]:
    given = responses(answers, seconds)
    found = doubts(check(inventory(), order_of(subject, inventory()), given, NOW), len(inventory().items))
    return [doubt.sign for doubt in found]


@pytest.mark.parametrize(("loading", "most"), [(0.7, 0.03), (0.6, 0.05)])
def test_careful_people_are_rarely_doubted(loading: float, most: float) -> None:
    draw = random.Random(11)
    doubted = sum(bool(signs(careful(draw, loading), subject=f"app_{number}")) for number in range(PEOPLE))
    assert doubted / PEOPLE <= most


def test_four_of_five_who_tick_at_random_are_doubted() -> None:
    draw = random.Random(12)
    doubted = sum(bool(signs(at_random(draw), subject=f"app_{number}")) for number in range(PEOPLE))
    assert doubted / PEOPLE >= 0.75


@pytest.mark.parametrize("point", [1, 3, 5])
def test_one_point_throughout_is_a_long_string(point: int) -> None:
    assert "long_string" in signs(always(point))


def test_agreeing_with_everything_is_inconsistent_and_a_habit() -> None:
    assert {"inconsistent", "acquiescence"} <= set(signs(always(5)))


def test_what_cannot_have_been_read_is_too_fast() -> None:
    assert signs(careful(random.Random(1)), seconds=1.0) == ["too_fast"]


def test_a_browser_that_claims_more_time_than_has_passed_is_not_believed() -> None:
    claimed = {
        name: each.model_copy(update={"answered_at": NOW + timedelta(seconds=50)})
        for name, each in responses(careful(random.Random(1)), seconds=6.0).items()
    }
    assert check(inventory(), order_of("app_1", inventory()), claimed, NOW).seconds_per_item == 1.0


def test_a_break_of_days_is_no_slowness() -> None:
    given = responses(careful(random.Random(1)), seconds=5.0)
    later = {
        name: each.model_copy(update={"answered_at": each.answered_at + timedelta(days=2)})
        for name, each in given.items()
    }
    assert check(inventory(), order_of("app_1", inventory()), later, NOW).seconds_per_item == 5.0


def test_a_tenth_may_be_left_out_and_more_is_doubted() -> None:
    answers = careful(random.Random(2))
    kept = list(answers.items())
    assert signs(dict(kept[:45])) == []
    assert signs(dict(kept[:44])) == ["missing"]


def test_the_habit_of_agreeing_is_measured_on_both_directions_alike() -> None:
    answers = {item.item_id: 5 for item in inventory().items if item.reversed} | {"e01": 5, "a01": 3}
    assert acquiescence(inventory(), responses(answers)) == pytest.approx((5 + 4) / 2 - 3)


def test_every_doubt_is_said_in_both_languages() -> None:
    given = responses(always(5), seconds=1.0)
    found = doubts(check(inventory(), order_of("app_1", inventory()), given, NOW), 50)
    assert len(found) == 4
    assert all(doubt.words.zh and doubt.words.en and "{" not in doubt.words.zh for doubt in found)


def test_with_few_answers_little_is_said() -> None:
    found = check(inventory(), order_of("app_1", inventory()), responses({"e01": 3}), NOW)
    assert (found.inconsistency, found.even_odd, found.acquiescence) == (None, None, None)
