"""Agreement of two rows of numbers, in plain Python: the CLI, a Lambda and a test count alike.

Every function returns None where the figure is not defined, never NaN: a figure without meaning is no figure.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import fsum, sqrt

QUINTILES = 5
FEWEST = 3
"""Pairs under which no agreement is told: two points always lie on a line."""
FLAT = 1e-12
"""Spread, relative to the size of the numbers, under which a row is constant."""

Numbers = Sequence[float]


def constant(values: Numbers) -> bool:
    """Whether all ``values`` are the same, but for rounding."""
    return max(values) - min(values) <= FLAT * max(1.0, max(abs(value) for value in values))


def pearson(left: Numbers, right: Numbers) -> float | None:
    """Return Pearson's r, −1 to 1; None for fewer than three pairs, or where one side is constant."""
    if len(left) < FEWEST or constant(left) or constant(right):
        return None
    mean_left, mean_right = fsum(left) / len(left), fsum(right) / len(right)
    offs = [(a - mean_left, b - mean_right) for a, b in zip(left, right, strict=True)]
    both = fsum(a * b for a, b in offs)
    size = sqrt(fsum(a * a for a, _ in offs)) * sqrt(fsum(b * b for _, b in offs))
    return max(-1.0, min(1.0, both / size)) if size > 0 else None


def spearman(left: Numbers, right: Numbers) -> float | None:
    """Return Spearman's rank correlation, equal values at their mean rank; None as ``pearson``."""
    return pearson(ranks(left), ranks(right))


def ranks(values: Numbers) -> list[float]:
    """Return ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + 1 + end) / 2
        start = end
    return found


def quantile(ordered: Numbers, share: float) -> float:
    """Return the quantile of sorted values, linear between them (type 7 of Hyndman & Fan 1996)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def quintiles(values: Numbers) -> list[int]:
    """Return for each value its fifth 0–4, cut by the values' own quintiles. Equal values fall together."""
    ordered = sorted(values)
    edges = [quantile(ordered, cut / QUINTILES) for cut in range(1, QUINTILES)]
    return [bisect_right(edges, value) for value in values]


def weighted_kappa(left: Sequence[int], right: Sequence[int], classes: int) -> float | None:
    """Return Cohen's kappa with quadratic weights (Cohen 1968) of classes 0 to ``classes`` − 1.

    None where chance alone would agree fully: both sides know one and the same class.
    """
    n = len(left)
    if n == 0:
        return None
    rows, columns = [0] * classes, [0] * classes
    for a, b in zip(left, right, strict=True):
        rows[a] += 1
        columns[b] += 1
    seen = sum((a - b) ** 2 for a, b in zip(left, right, strict=True)) / n
    chance = sum(
        rows[a] * columns[b] * (a - b) ** 2 for a in range(classes) for b in range(classes) if rows[a] and columns[b]
    ) / (n * n)
    return 1 - seen / chance if chance > 0 else None


def qwk(left: Numbers, right: Numbers) -> float | None:
    """Return the quadratically weighted kappa of both sides' own quintiles; None as ``pearson``."""
    if len(left) < FEWEST or constant(left) or constant(right):
        return None
    return weighted_kappa(quintiles(left), quintiles(right), QUINTILES)


def mae(predicted: Numbers, told: Numbers) -> float | None:
    """Return the mean absolute difference, in the unit of both; None for nothing."""
    pairs = list(zip(predicted, told, strict=True))
    return fsum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else None


def scaled_mae(scores: Numbers, told: Numbers) -> float | None:
    """Return the mean absolute error of the best line from ``scores`` to ``told`` (least squares), in ``told``'s unit.

    None as ``pearson``.
    """
    r = pearson(scores, told)
    if r is None:
        return None
    mean, mean_told = fsum(scores) / len(scores), fsum(told) / len(told)
    slope = r * sqrt(fsum((b - mean_told) ** 2 for b in told) / fsum((a - mean) ** 2 for a in scores))
    return mae([mean_told + slope * (score - mean) for score in scores], told)
