"""Where an interview stands in a cohort."""

import pytest

from shared.assessment.norms import percentile

HUNDRED = [float(score) for score in range(100)]


def test_below_thirty_people_there_is_no_percentile() -> None:
    found = percentile(60.0, "acme sales 2026-11.1", HUNDRED[:29])
    assert (found.n, found.percentile, found.low) == (29, None, None)


def test_from_thirty_people_on_there_is_one() -> None:
    assert percentile(60.0, "acme", HUNDRED[:30]).percentile == 100.0


def test_equal_scores_count_half() -> None:
    assert percentile(50.0, "acme", [50.0] * 40).percentile == 50.0


def test_the_interval_holds_the_percentile_and_stays_within_bounds() -> None:
    for score in (-5.0, 0.0, 42.0, 99.0, 150.0):
        found = percentile(score, "acme", HUNDRED)
        assert found.percentile is not None
        assert 0.0 <= (found.low or 0.0) <= found.percentile <= (found.high or 0.0) <= 100.0


def test_the_interval_is_wilsons() -> None:
    found = percentile(50.0, "acme", [0.0] * 50 + [99.0] * 50)
    assert [found.low, found.high] == pytest.approx([40.4, 59.6], abs=0.05)


def test_without_a_score_there_is_nothing_to_place() -> None:
    assert percentile(None, "acme", HUNDRED).percentile is None
