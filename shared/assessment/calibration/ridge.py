"""Ridge regression towards known weights, none of which may become negative. Plain Python on sums of products.

Minimised is |y − Zg|² / n + penalty · |g − prior|² with g ≥ 0, where Z are standardised features: one coordinate
after the other is set to its best value, or to zero. The function is convex, so the order does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

SWEEPS = 500
CLOSE = 1e-9

Rows = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Moments:
    """Sums over some cases: how many, of each column, and of each product of two. The last column is the target."""

    n: int
    sums: list[float]
    products: list[list[float]]

    @classmethod
    def of(cls, rows: Rows) -> "Moments":
        """Return the sums over ``rows``; each is the features and, last, the target."""
        width = len(rows[0]) if rows else 0
        products = [[0.0] * width for _ in range(width)]
        for row in rows:
            for left in range(width):
                line, value = products[left], row[left]
                for right in range(left, width):
                    line[right] += value * row[right]
        for left in range(width):
            for right in range(left):
                products[left][right] = products[right][left]
        return cls(len(rows), [sum(row[place] for row in rows) for place in range(width)], products)

    def without(self, other: "Moments") -> "Moments":
        """Return the sums over the cases that are not in ``other``."""
        return Moments(
            self.n - other.n,
            [ours - theirs for ours, theirs in zip(self.sums, other.sums, strict=True)],
            [
                [ours - theirs for ours, theirs in zip(line, taken, strict=True)]
                for line, taken in zip(self.products, other.products, strict=True)
            ],
        )

    def mean(self, place: int) -> float:
        """Return the mean of a column."""
        return self.sums[place] / self.n

    def covariance(self, left: int, right: int) -> float:
        """Return the covariance of two columns."""
        return self.products[left][right] / self.n - self.mean(left) * self.mean(right)

    def spread(self, place: int) -> float:
        """Return the standard deviation of a column, 0 where rounding would make it imaginary."""
        return sqrt(max(0.0, self.covariance(place, place)))


def fit(cases: Moments, prior: Sequence[float], penalty: float) -> list[float]:
    """Return weights that sum to 1, none negative, near ``prior`` for a great penalty and near the ratings for a small.

    ``prior`` has a weight for each feature. A feature that never differs keeps its prior weight: nothing is known.
    """
    width = len(prior)
    spreads = [cases.spread(place) for place in range(width)]
    free = [place for place in range(width) if spreads[place] > CLOSE]
    start = _in_target_units(cases, prior)
    wanted = [start * prior[place] * spreads[place] for place in range(width)]
    gram = {
        place: [cases.covariance(place, other) / (spreads[place] * spreads[other]) for other in free] for place in free
    }
    reached = {place: cases.covariance(place, width) / spreads[place] for place in free}
    found = {place: wanted[place] for place in free}
    for _ in range(SWEEPS):
        moved = 0.0
        for place in free:
            line = gram[place]
            others = sum(line[at] * found[other] for at, other in enumerate(free)) - found[place]
            best = max(0.0, (reached[place] - others + penalty * wanted[place]) / (1.0 + penalty))
            moved = max(moved, abs(best - found[place]))
            found[place] = best
        if moved < CLOSE:
            break
    raw = [found[place] / spreads[place] if place in found else start * prior[place] for place in range(width)]
    total = sum(raw)
    return [weight / total for weight in raw] if total > CLOSE else list(prior)


def _in_target_units(cases: Moments, prior: Sequence[float]) -> float:
    """Return how many levels one point 0–1 of the prior's composite is worth: its least-squares slope.

    At least a fifth of what full agreement would give: where the prior agrees with nobody, shrinking towards it still
    means something.
    """
    width = len(prior)
    variance = sum(
        prior[left] * prior[right] * cases.covariance(left, right) for left in range(width) for right in range(width)
    )
    if variance <= CLOSE:
        return 1.0
    slope = sum(prior[place] * cases.covariance(place, width) for place in range(width)) / variance
    return max(slope, 0.2 * cases.spread(width) / sqrt(variance))
