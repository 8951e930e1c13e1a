"""Agreement: known answers by hand, and the same as the reference libraries say."""

import random

import pytest
from scipy import stats
from sklearn.metrics import cohen_kappa_score

from shared.assessment.validity.agreement import agreement, bootstrap_interval
from shared.assessment.validity.metrics import (
    mae,
    pearson,
    quintiles,
    qwk,
    ranks,
    scaled_mae,
    spearman,
    weighted_kappa,
)

RANDOM = random.Random(7)
LEFT = [RANDOM.gauss(0, 1) for _ in range(140)]
RIGHT = [0.5 * value + RANDOM.gauss(0, 1) for value in LEFT]
TIED = [round(value) for value in RIGHT]


def test_a_straight_line_agrees_fully_whatever_its_slope() -> None:
    assert pearson([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1.0)
    assert pearson([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1.0)
    assert scaled_mae([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(0.0)


@pytest.mark.parametrize("right", [RIGHT, TIED])
def test_correlations_are_those_of_scipy(right: list[float]) -> None:
    assert pearson(LEFT, right) == pytest.approx(stats.pearsonr(LEFT, right).statistic)
    assert spearman(LEFT, right) == pytest.approx(stats.spearmanr(LEFT, right).statistic)


@pytest.mark.parametrize("right", [RIGHT, TIED])
def test_kappa_is_that_of_scikit_learn(right: list[float]) -> None:
    expected = cohen_kappa_score(quintiles(LEFT), quintiles(right), weights="quadratic", labels=range(5))
    assert qwk(LEFT, right) == pytest.approx(expected)


def test_ranks_share_ties() -> None:
    assert ranks([10, 20, 20, 30]) == [1, 2.5, 2.5, 4]


def test_quintiles_are_fifths() -> None:
    assert quintiles(list(range(10))) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_kappa_by_hand() -> None:
    # Two of four agree, two are one class apart; by chance the mean squared distance is 1.25.
    assert weighted_kappa([0, 1, 2, 1], [0, 1, 1, 2], 3) == pytest.approx(1 - 0.5 / 1.0)


def test_mae_by_hand() -> None:
    assert mae([1, 2, 3], [1, 4, 2]) == pytest.approx(1.0)


@pytest.mark.parametrize("side", [[5.0] * 10, [0.1 + 0.2] * 10])
def test_a_constant_side_has_no_agreement_and_says_so(side: list[float]) -> None:
    found = agreement(side, list(range(10)))
    assert (found.pearson, found.spearman, found.qwk, found.mae, found.low) == (None,) * 5
    assert "the same for all" in found.note


def test_pairs_of_which_one_is_missing_are_left_out() -> None:
    found = agreement([1, 2, None, 4, 5], [2, 4, 6, None, 10])
    assert (found.n, found.pearson) == (3, 1.0)


def test_two_pairs_are_no_agreement() -> None:
    assert agreement([1, 2], [1, 2]).note == "fewer than 3 interviews have both"


def test_nothing_in_the_document_is_nan() -> None:
    for left, right in (([], []), ([1.0] * 9, [2.0] * 9), ([1, 2, 3], [3, 3, 3]), ([0, 0, 0, 1], [0, 0, 0, 1])):
        assert "NaN" not in agreement(left, right).model_dump_json()


def test_the_interval_holds_r_and_is_near_fishers() -> None:
    interval = bootstrap_interval(LEFT, RIGHT)
    fisher = stats.pearsonr(LEFT, RIGHT).confidence_interval()
    assert interval is not None
    assert interval[0] == pytest.approx(fisher.low, abs=0.06)
    assert interval[1] == pytest.approx(fisher.high, abs=0.06)


def test_the_interval_is_always_the_same() -> None:
    assert bootstrap_interval(LEFT, RIGHT) == bootstrap_interval(LEFT, RIGHT)
