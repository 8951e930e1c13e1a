"""Norms: where an interview stands in a named, frozen cohort."""

from collections.abc import Sequence
from math import sqrt

from shared.assessment.pipeline import Percentile

SMALLEST_COHORT = 30
"""Below it a percentile would move by whole tenths with each new person, and is not shown."""
Z_95 = 1.96


def percentile(overall: float | None, cohort_name: str, cohort: Sequence[float]) -> Percentile:
    """Return the mid-percentile rank 0–100 of ``overall`` in ``cohort`` with its 95 % Wilson interval.

    Equal scores count half (Crawford, Garthwaite & Slick 2009). Null below 30 people or without a score; ``n`` says how
    many there are. The interval is the uncertainty of the cohort, not of the score.
    """
    n = len(cohort)
    if overall is None or n < SMALLEST_COHORT:
        return Percentile(cohort=cohort_name, n=n, percentile=None)
    below = sum(score < overall for score in cohort) + sum(score == overall for score in cohort) / 2
    low, high = _wilson(below / n, n)
    return Percentile(
        cohort=cohort_name,
        n=n,
        percentile=round(100 * below / n, 1),
        low=round(100 * low, 1),
        high=round(100 * high, 1),
    )


def _wilson(share: float, n: int) -> tuple[float, float]:
    """The Wilson (1927) score interval of a share: stays within 0–1 and holds its level at the ends."""
    centre = (share + Z_95**2 / (2 * n)) / (1 + Z_95**2 / n)
    half = Z_95 / (1 + Z_95**2 / n) * sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)
