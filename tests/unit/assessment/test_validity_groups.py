"""What scores do to groups."""

import pytest

from shared.assessment.validity.groups import cohens_d, group_effects


def people(**sizes: list[float]) -> tuple[list[float | None], list[dict[str, str]]]:
    scores: list[float | None] = [score for several in sizes.values() for score in several]
    return scores, [{"sex": name} for name, several in sizes.items() for _ in several]


def test_impact_ratio_by_hand() -> None:
    # The median of 1 to 10 is 5.5: four of five of f and one of five of m are above it.
    scores, groups = people(f=[3, 6, 7, 8, 9], m=[1, 2, 4, 5, 10])
    f, m = group_effects(scores, groups)
    assert (f.selection_rate, m.selection_rate) == (0.8, 0.2)
    assert (f.impact_ratio, m.impact_ratio) == (1.0, 0.25)
    assert (f.flagged, m.flagged) == (False, True)
    assert "only 5 people" in m.note


def test_difference_in_standard_deviations_by_hand() -> None:
    # Means 3 and 1, each with variance 1.
    assert cohens_d([2, 3, 4], [0, 1, 2]) == pytest.approx(2.0)


def test_a_group_under_two_percent_is_counted_and_left_out() -> None:
    scores, groups = people(a=[float(n) for n in range(60)], b=[float(n) for n in range(60)], c=[99.0, 98.0])
    c = group_effects(scores, groups)[-1]
    assert (c.value, c.n, c.impact_ratio, c.flagged) == ("c", 2, None, False)
    assert "2%" in c.note


def test_who_has_no_score_is_in_no_group() -> None:
    effects = group_effects([1.0, None, 3.0], [{"sex": "f"}, {"sex": "f"}, {"sex": "m"}])
    assert [(one.value, one.n) for one in effects] == [("f", 1), ("m", 1)]


def test_one_group_alone_has_no_ratio() -> None:
    [only] = group_effects([1.0, 2.0, 3.0], [{"sex": "f"}] * 3)
    assert only.impact_ratio is None
    assert "no other group" in only.note


def test_equal_scores_harm_nobody() -> None:
    for one in group_effects([5.0] * 6, [{"sex": "f"}, {"sex": "m"}] * 3):
        assert (one.impact_ratio, one.difference_sd, one.flagged) == (None, None, False)
