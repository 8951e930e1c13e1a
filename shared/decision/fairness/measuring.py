"""The statistics of an audit, by scipy: impact ratio, exact test, bootstrap interval, difference of means.

The only file of the stage that imports scipy. Counted with it, not by our own formulas; fairlearn would add pandas and
scikit-learn to a function for ratios that scipy has.
"""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from scipy import stats

from shared.assessment.validity.groups import cohens_d
from shared.kernel.frozen import Frozen

RESAMPLES = 9_999
SEED = 144
"""The same data give the same interval, whoever counts it and when."""
TAIL = 0.025


class Impact(Frozen):
    """A category against the one with the highest rate. ``low``–``high``: 95 %, null where a bound is not finite."""

    ratio: float
    low: float | None
    high: float | None
    p: float


class Difference(Frozen):
    """A difference of two means, in the scores' unit; null where a group has no spread."""

    difference: float
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    d: float | None = None


def impact(selected: int, n: int, best_selected: int, best_n: int) -> Impact:
    """Return the impact ratio of a category. ``best_selected`` must not be 0.

    A bootstrap resample of n answers of yes and no has a binomially distributed number of yes, so it is drawn as that
    (Efron and Tibshirani 1993, 13.3): for a hundred thousand people it takes milliseconds, and it is the same interval.
    """
    risk = stats.contingency.relative_risk(selected, n, best_selected, best_n)
    exact = stats.fisher_exact([[selected, n - selected], [best_selected, best_n - best_selected]])
    chance = np.random.default_rng(SEED)
    own = stats.binom.rvs(n, selected / n, size=RESAMPLES, random_state=chance) / n
    best = stats.binom.rvs(best_n, best_selected / best_n, size=RESAMPLES, random_state=chance) / best_n
    # A resample without anybody selected in the reference has no ratio: it stands at the far end.
    ratios = np.divide(own, best, out=np.full(RESAMPLES, np.inf), where=best > 0)
    low, high = np.quantile(ratios, [TAIL, 1 - TAIL], method="inverted_cdf")
    return Impact(
        ratio=float(risk.relative_risk), low=_finite(float(low)), high=_finite(float(high)), p=float(exact.pvalue)
    )


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Return the p values adjusted for their number (Benjamini and Hochberg 1995)."""
    if not p_values:
        return []
    return [float(value) for value in stats.false_discovery_control(p_values, method="bh")]


def difference(own: Sequence[float], others: Sequence[float]) -> Difference:
    """Return the mean of ``own`` minus that of ``others``, with Welch's standard error. Neither may be empty."""
    distance = float(np.mean(own) - np.mean(others))
    if any(len(group) < 2 or float(np.ptp(group)) == 0 for group in (own, others)):
        return Difference(difference=distance)
    test = stats.ttest_ind(own, others, equal_var=False)
    error = float(np.hypot(stats.sem(own), stats.sem(others)))
    interval = test.confidence_interval(1 - 2 * TAIL)
    return Difference(
        difference=distance,
        standard_error=error,
        low=_finite(float(interval.low)),
        high=_finite(float(interval.high)),
        p=_finite(float(test.pvalue)),
        d=cohens_d(own, others),
    )


def median(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing."""
    return float(np.median(values)) if values else None


def root_mean_square(values: Sequence[float]) -> float | None:
    """Return the root of the mean square: how large errors are together. None of nothing."""
    return float(np.sqrt(np.mean(np.square(values)))) if values else None


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
