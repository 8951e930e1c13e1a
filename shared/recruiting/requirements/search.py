"""The search for cuts, and how much of what it finds is the search itself.

Every cut of every competency is tried against every outcome: the statistic is z, the standardised difference between
those above and below. A maximally selected statistic (Miller & Siegmund 1982) is large by chance alone, so its
distribution is taken from permutations: outcomes are dealt to other people, row by row, and everything is searched
again. Outcomes keep their relation to each other and scores to theirs; only what joins the two is broken.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = Any
"""A NumPy array."""

LEAST_SIDE, LEAST_SHARE = 10, 0.1
"""Each side of a cut has at least ten people and a tenth of all."""
MOST_PERMUTATIONS, FEWEST_PERMUTATIONS = 4999, 999
WORK = 2.5e10
"""Multiplications that the permutations together may take: some seconds of one core."""
FOLDS, REPEATS = 5, 20
SEED = 20261124


@dataclass(frozen=True)
class Searched:
    """One pair: the best cut by \\|z\\|, and the chances of doing as well."""

    competency: int
    outcome: int
    cut: float
    z: float
    p_search: float
    p_adjusted: float
    cuts: tuple[float, ...]


@dataclass(frozen=True)
class Found:
    """Every pair that could be searched; what was tried, how often it was permuted."""

    pairs: tuple[Searched, ...]
    cuts: int
    permutations: int


@dataclass
class _Cuts:
    """All cuts in a row: ``above`` (cuts × people) and ``scored`` (the same rows: who has a score at all)."""

    values: list[float] = field(default_factory=list)
    competency: list[int] = field(default_factory=list)
    above: list[Array] = field(default_factory=list)


def candidate_cuts(scores: Array, step: float) -> list[float]:
    """Return the multiples of ``step`` that leave enough people on both sides."""
    known = scores[~np.isnan(scores)]
    least = least_side(len(known))
    return [
        float(cut)
        for cut in np.arange(step, 100 + step / 2, step)
        if min((known >= cut).sum(), (known < cut).sum()) >= least
    ]


def least_side(n: int) -> int:
    """Return how many people each side of a cut must have at least."""
    return max(LEAST_SIDE, math.ceil(LEAST_SHARE * n))


def search(scores: Array, outcomes: Array, step: float, *, permutations: int | None = None, seed: int = SEED) -> Found:
    """Search all pairs. ``scores`` is people × competencies, ``outcomes`` people × outcomes, NaN where not known."""
    kinds = outcomes.shape[1]
    rows = _Cuts()
    for competency in range(scores.shape[1]):
        for cut in candidate_cuts(scores[:, competency], step):
            rows.values.append(cut)
            rows.competency.append(competency)
            rows.above.append(scores[:, competency] >= cut)
    if not rows.values:
        return Found((), 0, 0)
    above = np.array(rows.above, dtype=np.float32)
    scored = (~np.isnan(scores)).T.astype(np.float32)
    of = np.array(rows.competency)
    told, known = _standardised(outcomes)
    observed, sides = _statistics(above, scored, of, np.concatenate([told, known], axis=1)[:, None])
    usable = sides[0] >= np.array([[least_side(int(scored[c] @ known[:, o])) for o in range(kinds)] for c in of])
    z = np.where(usable, observed[0], 0.0)
    if not usable.any():
        return Found((), 0, 0)
    pairs = [(c, o) for c in range(scores.shape[1]) for o in range(kinds) if usable[of == c, o].any()]
    best = np.array([np.abs(z[of == c, o]).max() for c, o in pairs])
    count = permutations or int(np.clip(WORK / (4 * above.size * kinds), FEWEST_PERMUTATIONS, MOST_PERMUTATIONS))
    alone, together = _chances(above, scored, of, told, known, usable, pairs, best, count, seed)
    found = []
    for place, (competency, outcome) in enumerate(pairs):
        mine = np.flatnonzero((of == competency) & usable[:, outcome])
        top = mine[np.abs(z[mine, outcome]).argmax()]
        found.append(
            Searched(
                competency=competency,
                outcome=outcome,
                cut=rows.values[top],
                z=float(z[top, outcome]),
                p_search=alone[place],
                p_adjusted=together[place],
                cuts=tuple(rows.values[row] for row in mine),
            )
        )
    return Found(tuple(found), int(usable.sum()), count)


def _standardised(outcomes: Array) -> tuple[Array, Array]:
    """Return outcomes with mean 0 and spread 1, 0 where not known; and where they are known."""
    known = ~np.isnan(outcomes)
    mean = np.nanmean(outcomes, axis=0)
    spread = np.nanstd(outcomes, axis=0)
    told = np.where(known, (outcomes - mean) / np.where(spread > 0, spread, 1.0), 0.0)
    return told.astype(np.float32), known.astype(np.float32)


def _statistics(above: Array, scored: Array, of: Array, deals: Array) -> tuple[Array, Array]:
    """Return z (deals × cuts × outcomes) and the smaller side. ``deals``: people × deals × (outcomes, known)."""
    n, count, width = deals.shape
    kinds = width // 2
    flat = deals.reshape(n, -1)
    over = (above @ flat).reshape(len(above), count, width)
    under = (scored @ flat).reshape(len(scored), count, width)[of] - over
    n1, n0 = over[:, :, kinds:], under[:, :, kinds:]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (over[:, :, :kinds] / n1 - under[:, :, :kinds] / n0) / np.sqrt(1 / n1 + 1 / n0)
    z = np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0)
    return z.transpose(1, 0, 2), np.minimum(n1, n0).transpose(1, 0, 2)


def _chances(
    above: Array,
    scored: Array,
    of: Array,
    told: Array,
    known: Array,
    usable: Array,
    pairs: list[tuple[int, int]],
    best: Array,
    count: int,
    seed: int,
) -> tuple[list[float], list[float]]:
    """Return for each pair p over its cuts, and p over everything: step-down maxT (Westfall & Young 1993, 4.1).

    The observed deal counts as one of the permutations, so no p is 0 (Phipson & Smyth 2010).
    """
    rng = np.random.default_rng(seed)
    places = [np.flatnonzero((of == c) & usable[:, o]) for c, o in pairs]
    order = np.argsort(-best)
    alone, together = np.ones(len(pairs)), np.ones(len(pairs))
    both = np.concatenate([told, known], axis=1)
    batch = max(1, min(64, int(4e6 / told.size)))
    people = np.repeat(np.arange(len(told))[:, None], batch, axis=1)
    done = 0
    while done < count:
        size = min(batch, count - done)
        deals = both[rng.permuted(people[:, :size], axis=0)]
        z, _sides = _statistics(above, scored, of, deals)
        chance = np.stack([np.abs(z[:, rows, o]).max(axis=1) for rows, (_c, o) in zip(places, pairs, strict=True)], 1)
        alone += (chance >= best).sum(axis=0)
        # Of each and all that stand below it: the maximum from the end of the order.
        following = np.maximum.accumulate(chance[:, order[::-1]], axis=1)[:, ::-1]
        together[order] += (following >= best[order]).sum(axis=0)
        done += size
    together[order] = np.maximum.accumulate(together[order])
    return [float(p) for p in alone / (count + 1)], [float(p) for p in np.minimum(together / (count + 1), 1)]


def held_out(
    scores: Array, outcome: Array, cuts: tuple[float, ...], chosen: float, *, seed: int = SEED
) -> tuple[float | None, float]:
    """Return the difference in people who had no part in finding the cut, and how often this cut or its neighbour won.

    Five folds, dealt twenty times, each with its share of the outcome (Stone 1974). In four the cut is searched for, in
    the fifth people are counted above and below it; the counts of five folds make one difference, twenty make the mean.
    """
    there = ~np.isnan(scores) & ~np.isnan(outcome)
    x, y = scores[there], outcome[there]
    above = x[None, :] >= np.array(cuts)[:, None]
    place_of_chosen = cuts.index(chosen)
    near = set(cuts[max(0, place_of_chosen - 1) : place_of_chosen + 2])
    rng = np.random.default_rng(seed)
    differences, same = [], 0
    for _ in range(REPEATS):
        fold = _folds(y, rng)
        over: list[Array] = []
        under: list[Array] = []
        for place in range(FOLDS):
            train = fold != place
            cut = cuts[int(np.abs(_z(above[:, train], y[train])).argmax())]
            same += cut in near
            test, high = y[~train], x[~train] >= cut
            over.append(test[high])
            under.append(test[~high])
        one, two = np.concatenate(over), np.concatenate(under)
        if len(one) and len(two):
            differences.append(one.mean() - two.mean())
    return (float(np.mean(differences)) if differences else None), same / (FOLDS * REPEATS)


def _folds(y: Array, rng: np.random.Generator) -> Array:
    """Return a fold for each person, so that each has its share of low and high outcomes."""
    fold = np.empty(len(y), dtype=int)
    shuffled = rng.permutation(len(y))
    in_order = shuffled[np.argsort(y[shuffled], kind="stable")]
    fold[in_order] = (np.arange(len(y)) + rng.integers(FOLDS)) % FOLDS
    return fold


def _z(above: Array, y: Array) -> Array:
    n1 = above.sum(axis=1)
    n0 = above.shape[1] - n1
    total = y.sum()
    over = above @ y
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (over / n1 - (total - over) / n0) / np.sqrt(1 / n1 + 1 / n0)
    return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0)
