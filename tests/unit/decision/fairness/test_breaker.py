from datetime import timedelta

import pytest

from shared.decision.fairness.breaker import WINDOW, BiasBreaker, tripped_by
from tests.builders.fairness import POSITION, WHEN, Groups, audited, people


def test_a_ratio_of_seventy_percent_among_a_thousand_trips_it() -> None:
    findings = tripped_by(audited(*people({("male", None): (250, 500), ("female", None): (175, 500)})))
    assert {(found.measure, found.category, found.impact_ratio) for found in findings} == {
        ("advanced", ("female",), 0.7),
        ("proposed", ("female",), 0.7),
        ("scored", ("female",), 0.7),
    }
    assert all(found.p_adjusted < 0.05 and found.n == 500 for found in findings)


def test_a_ratio_of_seventy_percent_still_trips_it_where_four_attributes_are_known_of_everybody() -> None:
    groups: Groups = {}
    for ethnicity, n in (("white", 250), ("asian", 130), ("hispanic_or_latino", 120)):
        groups["male", ethnicity] = (n // 2, n)
        groups["female", ethnicity] = (round(n * 0.35), n)
    findings = tripped_by(audited(*people(groups)))
    assert ("female",) in {found.category for found in findings}


def test_one_of_many_categories_that_is_low_by_chance_stops_nothing() -> None:
    """p = 0.02 for one of five comparisons is what chance gives; for one alone it would not be."""
    ethnicities = ("white", "asian", "two_or_more_races", "black_or_african_american", "hispanic_or_latino")
    chance: Groups = {(None, ethnicity): (50, 100) for ethnicity in ethnicities}
    chance[None, "native_american_or_alaska_native"] = (33, 100)
    assert tripped_by(audited(*people(chance))) == ()
    alone: Groups = {(None, "white"): (50, 100), (None, "native_american_or_alaska_native"): (33, 100)}
    assert tripped_by(audited(*people(alone))) != ()


def test_a_ratio_of_ninety_five_percent_does_not() -> None:
    assert tripped_by(audited(*people({("male", None): (260, 500), ("female", None): (247, 500)}))) == ()


@pytest.mark.parametrize(("own", "best"), [((3, 10), (6, 12)), ((0, 4), (9, 10)), ((14, 40), (20, 40))])
def test_a_few_people_do_not_whatever_their_ratio(own: tuple[int, int], best: tuple[int, int]) -> None:
    assert tripped_by(audited(*people({("male", None): best, ("female", None): own}))) == ()


def test_a_ratio_that_is_certain_but_not_under_four_fifths_does_not() -> None:
    audit = audited(*people({("male", None): (5000, 10_000), ("female", None): (4100, 10_000)}))
    assert tripped_by(audit) == ()


def test_harm_to_an_intersection_alone_trips_it() -> None:
    groups: Groups = {
        ("male", "white"): (60, 200),
        ("female", "white"): (140, 200),
        ("male", "asian"): (140, 200),
        ("female", "asian"): (60, 200),
    }
    findings = tripped_by(audited(*people(groups)))
    assert {found.attribute for found in findings} == {"sex_and_ethnicity"}


def test_a_category_under_two_percent_stops_nothing() -> None:
    assert tripped_by(audited(*people({("male", None): (300, 600), ("another", None): (0, 10)}))) == ()


def test_after_a_person_looked_only_what_came_since_counts() -> None:
    breaker = BiasBreaker(position_id=POSITION).stop((), WHEN).resume(WHEN + timedelta(hours=1))
    assert breaker.window(WHEN + timedelta(days=2)) == WHEN + timedelta(hours=1)
    assert breaker.window(WHEN + timedelta(days=800)) == WHEN + timedelta(days=800) - WINDOW
    assert (breaker.stopped, breaker.revision) == (False, 2)
