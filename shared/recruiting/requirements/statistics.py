"""The statistics of two groups, from SciPy. The only file of the stage that imports it."""

import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats
from scipy.stats import contingency

from shared.recruiting.requirements.contracts import Bounded

CONFIDENCE = 0.95


def share(positives: int, n: int) -> Bounded:
    """Return a proportion with Wilson's score interval (Wilson 1927)."""
    interval = stats.binomtest(positives, n).proportion_ci(CONFIDENCE, method="wilson")
    return _estimate(positives / n, interval.low, interval.high)


def difference_of_shares(above: tuple[int, int], below: tuple[int, int]) -> Bounded:
    """Return the difference of two proportions (positives, n) with Newcombe's hybrid score interval.

    Newcombe 1998, method 10: the square-and-add of the two Wilson intervals, which SciPy gives.
    """
    one, two = share(*above), share(*below)
    p1, p2 = above[0] / above[1], below[0] / below[1]
    l1, u1, l2, u2 = (float(bound or 0.0) for bound in (one.low, one.high, two.low, two.high))
    value = p1 - p2
    return _estimate(value, value - math.hypot(p1 - l1, u2 - p2), value + math.hypot(u1 - p1, p2 - l2))


def ratio_of_shares(above: tuple[int, int], below: tuple[int, int]) -> Bounded | None:
    """Return how many times as often (risk ratio, Katz's log interval); None where nobody below has the outcome."""
    if below[0] == 0:
        return None
    risk = contingency.relative_risk(above[0], above[1], below[0], below[1])
    if above[0] == 0:
        return Bounded(value=0.0)
    interval = risk.confidence_interval(CONFIDENCE)
    return _estimate(risk.relative_risk, interval.low, interval.high)


def cohen_h(above: float, below: float) -> float:
    """Return Cohen's h of two proportions (Cohen 1988, 6.2.1): 0.2 small, 0.5 medium, 0.8 large."""
    return 2 * math.asin(math.sqrt(above)) - 2 * math.asin(math.sqrt(below))


def cohen_d(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the difference of two means in pooled standard deviations (Cohen 1988, 2.5); 0 where nothing varies."""
    n1, n2 = len(above), len(below)
    pooled = ((n1 - 1) * np.var(above, ddof=1) + (n2 - 1) * np.var(below, ddof=1)) / (n1 + n2 - 2)
    return float((np.mean(above) - np.mean(below)) / math.sqrt(pooled)) if pooled > 0 else 0.0


def fisher(above: tuple[int, int], below: tuple[int, int]) -> float:
    """Return the two-sided p of Fisher's exact test."""
    table = [[above[0], above[1] - above[0]], [below[0], below[1] - below[0]]]
    return float(stats.fisher_exact(table).pvalue)


def mean_with_interval(values: Sequence[float]) -> Bounded:
    """Return a mean with Student's interval."""
    mean, error = float(np.mean(values)), float(stats.sem(values))
    if error == 0:
        return _estimate(mean, mean, mean)
    low, high = stats.t.interval(CONFIDENCE, len(values) - 1, loc=mean, scale=error)
    return _estimate(mean, low, high)


def difference_of_means(above: Sequence[float], below: Sequence[float]) -> tuple[Bounded, float]:
    """Return the difference of two means with Welch's interval, and his test's p."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two constant groups: told by the interval that is not defined
        test = stats.ttest_ind(above, below, equal_var=False)
        interval = test.confidence_interval(CONFIDENCE)
    value = float(np.mean(above) - np.mean(below))
    p = float(test.pvalue)
    return _estimate(value, interval.low, interval.high), 1.0 if math.isnan(p) else p


def correlation(scores: Sequence[float], outcome: Sequence[float]) -> Bounded:
    """Return Pearson's r (point-biserial for yes and no) with Fisher's z interval; 0 where a side is constant."""
    if len(scores) < 4 or np.ptp(scores) == 0 or np.ptp(outcome) == 0:
        return Bounded(value=0.0)
    result = stats.pearsonr(scores, outcome)
    interval = result.confidence_interval(CONFIDENCE)
    return _estimate(result.statistic, interval.low, interval.high)


def false_discovery(p: Sequence[float]) -> list[float]:
    """Return Benjamini–Hochberg's adjusted p (1995)."""
    return [float(q) for q in stats.false_discovery_control(np.clip(p, 0, 1), method="bh")] if p else []


def corrected_for_range(r: float, ratio: float) -> float:
    """Return r as it would be among applicants, where hires' spread is ``ratio`` of theirs (Thorndike 1949, case 2).

    It supposes that people were chosen by this score, a straight line, and the same spread of the outcome everywhere.
    """
    wider = 1 / ratio
    return r * wider / math.sqrt(1 - r**2 + r**2 * wider**2)


def _estimate(value: Any, low: Any, high: Any) -> Bounded:
    return Bounded(value=float(value), low=_bound(low), high=_bound(high))


def _bound(value: Any) -> float | None:
    return float(value) if math.isfinite(float(value)) else None
