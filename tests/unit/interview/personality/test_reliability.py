"""Alpha and omega as textbooks and other programs have them, and not from few people."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from shared.interview.personality.inventory import inventory
from shared.interview.personality.norms import alpha
from shared.interview.personality.reliability import alpha_interval, alpha_of, omega_of, reliability_of
from tests.builders.respondents import always, at_random, careful

TWENTY = [
    [2, 3, 2, 3], [3, 3, 1, 3], [3, 3, 2, 2], [2, 2, 3, 2], [3, 3, 2, 3], [2, 2, 1, 2], [4, 2, 4, 3], [3, 5, 4, 3],
    [3, 3, 3, 3], [3, 3, 4, 2], [3, 3, 3, 3], [3, 3, 4, 4], [2, 3, 4, 2], [2, 2, 3, 3], [3, 3, 3, 4], [3, 3, 4, 3],
    [2, 1, 2, 2], [3, 3, 3, 3], [1, 2, 2, 2], [1, 2, 1, 1],
]  # fmt: skip
"""Twenty people, four items. pingouin 0.6.1 gives alpha 0.7670114; factor_analyzer 0.5.1 (minres) loadings 0.83132,
0.58805, 0.60532, 0.73651, and with them omega 0.7701125 in the items' own units."""


def covariances(rows: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    return np.asarray(np.cov(np.asarray(rows, dtype=np.float64), rowvar=False))


def of_one_factor(loadings: list[float], deviations: list[float]) -> NDArray[np.float64]:
    """The covariances that a one-factor model has exactly."""
    lambdas, scale = np.asarray(loadings), np.asarray(deviations)
    correlations = np.outer(lambdas, lambdas)
    np.fill_diagonal(correlations, 1.0)
    return np.asarray(correlations * np.outer(scale, scale))


def test_alpha_by_hand() -> None:
    # Two items: variances 2.5 and 2.5, covariance 2; the sum's variance is 9. Alpha = 2 × (1 − 5 / 9).
    rows = [[1, 2], [2, 1], [3, 3], [4, 5], [5, 4]]
    assert alpha(rows) == pytest.approx(2 * (1 - 5 / 9))
    assert alpha_of(covariances(rows)) == pytest.approx(8 / 9)


def test_alpha_as_another_program_has_it() -> None:
    assert alpha_of(covariances(TWENTY)) == pytest.approx(0.7670113621856248, abs=1e-12)
    assert alpha(TWENTY) == pytest.approx(0.7670113621856248, abs=1e-12)


def test_omega_as_another_program_has_it() -> None:
    assert omega_of(covariances(TWENTY)) == pytest.approx(0.7701124648761599, abs=1e-5)


def test_omega_of_a_model_that_fits_exactly_is_its_formula() -> None:
    # (0.8 + 0.7 + 0.6)² / ((0.8 + 0.7 + 0.6)² + 0.36 + 0.51 + 0.64) = 4.41 / 5.92
    assert omega_of(of_one_factor([0.8, 0.7, 0.6], [1, 1, 1])) == pytest.approx(4.41 / 5.92, abs=1e-5)


def test_omega_is_of_the_sum_in_the_items_own_units() -> None:
    # Loadings 0.8 × 2, 0.7 × 1, 0.6 × 3; unique variances 4 × 0.36, 0.51, 9 × 0.64.
    common, unique = (1.6 + 0.7 + 1.8) ** 2, 1.44 + 0.51 + 5.76
    assert omega_of(of_one_factor([0.8, 0.7, 0.6], [2, 1, 3])) == pytest.approx(common / (common + unique), abs=1e-5)


def test_where_all_items_load_alike_alpha_and_omega_are_one() -> None:
    same = of_one_factor([0.7] * 5, [1.0] * 5)
    assert omega_of(same) == pytest.approx(alpha_of(same), abs=1e-6)


def test_where_they_load_differently_alpha_is_the_lower_bound() -> None:
    uneven = of_one_factor([0.9, 0.8, 0.4, 0.3], [1.0] * 4)
    low, high = alpha_of(uneven), omega_of(uneven)
    assert low is not None
    assert high is not None
    assert low < high


def test_the_interval_of_alpha_is_bonetts() -> None:
    # n = 100, k = 10, alpha = 0.8: ln 0.2 ± 1.959964 × √(20 / (9 × 98)) → 0.7313 to 0.8511.
    low, high = alpha_interval(0.8, 10, 100)
    assert low == pytest.approx(0.7313, abs=5e-5)
    assert high == pytest.approx(0.8511, abs=5e-5)


def test_an_item_that_everybody_answers_alike_leaves_omega_open() -> None:
    assert omega_of(covariances([[1, 2, 3], [2, 3, 3], [4, 4, 3], [5, 1, 3]])) is None


def test_below_fifty_people_nothing_is_claimed() -> None:
    draw = random.Random(5)
    found = reliability_of(inventory(), [careful(draw) for _ in range(49)])
    assert (found.n, found.needed, found.factors) == (49, 50, ())


def test_careful_people_make_a_reliable_test() -> None:
    draw = random.Random(6)
    found = reliability_of(inventory(), [careful(draw, 0.65) for _ in range(200)])
    assert [each.factor for each in found.factors] == ["extraversion", "agreeableness", "conscientiousness",
                                                       "emotional_stability", "openness"]  # fmt: skip
    for each in found.factors:
        for estimate in (each.alpha, each.omega):
            assert estimate.value is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert 0.75 < estimate.value < 0.95
            assert estimate.low < estimate.value < estimate.high
        assert each.mean_inter_item == pytest.approx(0.38, abs=0.1)


def test_people_who_tick_at_random_make_none() -> None:
    draw = random.Random(7)
    found = reliability_of(inventory(), [at_random(draw) for _ in range(200)])
    assert all(each.alpha.value is not None and each.alpha.value < 0.3 for each in found.factors)


def test_the_same_people_give_the_same_intervals() -> None:
    draw = random.Random(8)
    people = [careful(draw) for _ in range(60)]
    assert reliability_of(inventory(), people) == reliability_of(inventory(), people)


def test_people_who_are_all_alike_break_nothing() -> None:
    found: Any = reliability_of(inventory(), [always(3)] * 60)
    assert {(each.alpha.value, each.omega.value, each.mean_inter_item) for each in found.factors} == {
        (None, None, None)
    }
