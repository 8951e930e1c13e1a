"""Small models for few interviews. Each predicts every rating at once, and says how well it does within training.

All settings are chosen within the training interviews: by leaving one out in closed form, by inner folds, or by the
trees' out-of-bag predictions. So cross-validation around them is nested, and nothing is chosen on what is predicted.
"""

from typing import Any, NamedTuple

import numpy as np

Array = Any
"""A float64 numpy array; targets have a column a rating."""
PENALTIES = np.logspace(-1, 3, 9)
"""Of a kernel whose mean diagonal is 1; the greatest leaves little more than correlations with the ratings."""
COUNTS = (2, 4, 7, 12, 20, 35)
INNER_FOLDS = 5


class Learnt(NamedTuple):
    """``inside``: predictions for the training interviews that did not see the interview; ``new``: for the others."""

    inside: Array
    new: Array


def kernel_ridge(kernel: Array, crossing: Array, targets: Array) -> Learnt:
    """Ridge regression in a kernel (linear: ordinary ridge), the penalty of each rating by leave-one-out.

    ``kernel``: training by training; ``crossing``: new by training. Both are centred here by the training mean.
    """
    means = kernel.mean(axis=0)
    centred = kernel - means - means[:, None] + means.mean()
    crossed = crossing - means - crossing.mean(axis=1, keepdims=True) + means.mean()
    scale = max(float(np.trace(centred)) / len(centred), 1e-12)
    values, vectors = np.linalg.eigh(centred / scale)
    values = np.maximum(values, 0.0)
    middle = targets.mean(axis=0)
    rotated = vectors.T @ (targets - middle)
    least = np.full(targets.shape[1], np.inf)
    inside, new = np.zeros_like(targets), np.zeros((len(crossing), targets.shape[1]))
    for penalty in PENALTIES:
        shrunk = values / (values + penalty)
        leverage = (vectors**2) @ shrunk + 1 / len(targets)
        fitted = vectors @ (shrunk[:, None] * rotated) + middle
        left_out = targets - (targets - fitted) / np.maximum(1 - leverage, 1e-6)[:, None]
        error = ((targets - left_out) ** 2).mean(axis=0)
        better = error < least
        dual = vectors @ (rotated / (values + penalty)[:, None])
        told = (crossed / scale) @ dual + middle
        least = np.where(better, error, least)
        inside[:, better], new[:, better] = left_out[:, better], told[:, better]
    return Learnt(inside, new)


def rbf(left: Array, right: Array, width: float) -> Array:
    """Return the Gaussian kernel with squared distances relative to the number of columns."""
    squared = (left**2).sum(axis=1)[:, None] + (right**2).sum(axis=1) - 2 * left @ right.T
    return np.exp(-np.maximum(squared, 0.0) / (2 * width**2 * max(1, left.shape[1])))


def few_features(train: Array, new: Array, targets: Array, seed: int) -> Learnt:
    """The features that correlate most, each weighted by its correlation; how many, by inner folds.

    Crude, and hard to beat with few interviews (Dawes 1979): no weight depends on another one.
    """
    folds = np.random.default_rng(seed).permutation(len(train)) % INNER_FOLDS
    counts = [count for count in COUNTS if count <= train.shape[1]] or [train.shape[1]]
    found = np.zeros((len(counts), *targets.shape))
    for fold in range(INNER_FOLDS):
        held = folds == fold
        for place, count in enumerate(counts):
            found[place, held] = _composite(train[~held], train[held], targets[~held], count)
    r = np.array([correlations(inside, targets) for inside in found])
    best = r.argmax(axis=0)
    inside, told = np.zeros_like(targets), np.zeros((len(new), targets.shape[1]))
    for place, count in enumerate(counts):
        chosen = best == place
        if chosen.any():
            inside[:, chosen] = found[place][:, chosen]
            told[:, chosen] = _composite(train, new, targets[:, chosen], count)
    return Learnt(inside, told)


def _composite(train: Array, new: Array, targets: Array, count: int) -> Array:
    weights = train.T @ standard(targets) / len(train)
    cut = np.sort(np.abs(weights), axis=0)[-count]
    return new @ np.where(np.abs(weights) >= cut, weights, 0.0)


def trees(train: Array, new: Array, targets: Array, seed: int) -> Learnt:
    """Extremely randomised trees with large leaves (Geurts, Ernst & Wehenkel 2006), all ratings in one forest.

    Ratings of one interview go together; a forest that must serve them all overfits none.
    """
    from sklearn.ensemble import ExtraTreesRegressor

    forest = ExtraTreesRegressor(
        n_estimators=160, min_samples_leaf=4, max_features=0.3, bootstrap=True, oob_score=True, random_state=seed
    )
    shaped = targets[:, 0] if targets.shape[1] == 1 else targets
    forest.fit(train, shaped)
    inside = np.nan_to_num(np.asarray(forest.oob_prediction_, dtype=float)).reshape(targets.shape)
    return Learnt(inside, np.asarray(forest.predict(new), dtype=float).reshape(len(new), -1))


def standard(columns: Array) -> Array:
    """Return columns with mean 0 and standard deviation 1; a constant one is all 0."""
    spread = columns.std(axis=0)
    return (columns - columns.mean(axis=0)) / np.where(spread > 1e-12, spread, np.inf)


def correlations(left: Array, right: Array) -> Array:
    """Return Pearson's r of each column with its counterpart; 0 where one is constant."""
    return (standard(left) * standard(right)).mean(axis=0)
