"""The agreement of scores with one rating, with its uncertainty."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from shared.assessment.validity.metrics import FEWEST, constant, pearson, qwk, scaled_mae, spearman
from shared.kernel.frozen import Frozen

RESAMPLES = 2000
SEED = 20261124
FEWEST_TO_RESAMPLE = 8
"""Pairs under which the bootstrap's interval is a wish."""


class Agreement(Frozen):
    """Of ``n`` pairs. ``low`` and ``high`` bound Pearson's r (95 %); ``mae`` is in the rating's unit, after the best
    line from score to rating. What is not defined is null, and ``note`` says why."""

    n: int
    pearson: float | None = None
    low: float | None = None
    high: float | None = None
    spearman: float | None = None
    qwk: float | None = None
    mae: float | None = None
    note: str = ""


def agreement(scores: Sequence[float | None], ratings: Sequence[float | None]) -> Agreement:
    """Return how ``scores`` agree with ``ratings``; pairs of which one is missing are left out."""
    pairs = [(a, b) for a, b in zip(scores, ratings, strict=True) if a is not None and b is not None]
    if len(pairs) < FEWEST:
        return Agreement(n=len(pairs), note=f"fewer than {FEWEST} interviews have both")
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    for side, name in ((ours, "the score"), (theirs, "the rating")):
        if constant(side):
            return Agreement(n=len(pairs), note=f"{name} is the same for all")
    interval = bootstrap_interval(ours, theirs)
    return Agreement(
        n=len(pairs),
        pearson=_round(pearson(ours, theirs)),
        low=_round(interval[0]) if interval else None,
        high=_round(interval[1]) if interval else None,
        spearman=_round(spearman(ours, theirs)),
        qwk=_round(qwk(ours, theirs)),
        mae=_round(scaled_mae(ours, theirs)),
        note="" if interval else f"no interval below {FEWEST_TO_RESAMPLE} interviews",
    )


def bootstrap_interval(scores: Sequence[float], ratings: Sequence[float]) -> tuple[float, float] | None:
    """Return the percentile bootstrap 95 % interval of Pearson's r (Efron 1979): 2,000 resamples, always the same.

    A resample is written as how often each pair was drawn, so that all of them are a few products of matrices. Those
    in which a side is constant tell nothing and are left out; None for too few pairs.
    """
    n = len(scores)
    if n < FEWEST_TO_RESAMPLE:
        return None
    x, y = _standard(scores), _standard(ratings)
    drawn = _resamples(n)
    mean_x, mean_y = drawn @ x, drawn @ y
    var_x, var_y = drawn @ (x * x) - mean_x**2, drawn @ (y * y) - mean_y**2
    told = (var_x > 1e-9) & (var_y > 1e-9)
    if not told.any():
        return None
    r = (drawn @ (x * y) - mean_x * mean_y)[told] / np.sqrt(var_x[told] * var_y[told])
    low, high = np.percentile(np.clip(r, -1, 1), (2.5, 97.5))
    return float(low), float(high)


@lru_cache(maxsize=8)
def _resamples(n: int) -> Any:
    """A row a resample: the share of the draws that each of ``n`` pairs got."""
    return np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES) / n


def _standard(values: Sequence[float]) -> Any:
    array = np.asarray(values, dtype=float)
    return (array - array.mean()) / array.std()


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
