"""The average of small models: each weighted by how well it did on training interviews that it had not seen.

The zero-shot score is one of them: where nothing can be learnt, it stays.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shared.assessment.validity.blocks import CommonWords, Normal
from shared.assessment.validity.interview import InterviewScored
from shared.assessment.validity.learners import (
    Learnt,
    correlations,
    few_features,
    kernel_ridge,
    rbf,
    standard,
    trees,
)
from shared.kernel.frozen import Frozen

Array = Any
"""A float64 numpy array."""
SHARPNESS = 3
"""Power of a model's correlation within training that is its weight in the average."""
MAIN = ("main/", "score/", "surface/")
"""Beginnings of the columns that say the most with the fewest."""


class Data(Frozen, arbitrary_types_allowed=True):
    """Interviews as arrays: one row each."""

    main: Array
    everything: Array
    counts: tuple[dict[str, int], ...]
    embeddings: Array | None
    overall: Array

    def of(self, rows: Array) -> "Data":
        """Return some of the interviews."""
        return Data(
            main=self.main[rows],
            everything=self.everything[rows],
            counts=tuple(self.counts[row] for row in rows),
            embeddings=None if self.embeddings is None else self.embeddings[rows],
            overall=self.overall[rows],
        )


def data_of(scored: Sequence[InterviewScored]) -> Data:
    """Return the arrays of ``scored``. What an interview lacks is NaN there, and filled in each fold."""
    names = sorted({name for one in scored for name in one.columns})
    main = [name for name in names if name.startswith(MAIN)]
    width = {len(one.embedding) for one in scored}
    embedded = len(width) == 1 and width != {0}
    return Data(
        main=_table(scored, main),
        everything=_table(scored, names),
        counts=tuple(one.tokens for one in scored),
        embeddings=np.array([one.embedding for one in scored], dtype=float) if embedded else None,
        overall=np.array([[one.overall] for one in scored], dtype=float),
    )


def _table(scored: Sequence[InterviewScored], names: Sequence[str]) -> Array:
    rows = [[one.columns.get(name, np.nan) for name in names] for one in scored]
    return np.array(rows, dtype=float).reshape(len(scored), len(names))


def models_of(train: Data, new: Data, targets: Array, seed: int) -> dict[str, Learnt]:
    """Fit every model on ``train`` and predict ``new``."""
    own = standard(targets)
    goals = np.column_stack([own, own.mean(axis=1)])
    main, everything, words = Normal.fit(train.main), Normal.fit(train.everything), CommonWords.fit(train.counts)
    a, a_new = main.apply(train.main), main.apply(new.main)
    b, b_new = everything.apply(train.everything), everything.apply(new.everything)
    c, c_new = words.apply(train.counts), words.apply(new.counts)
    kernels = {
        "ridge, main features": (_linear(a, a), _linear(a_new, a)),
        "ridge, all features": (_linear(b, b), _linear(b_new, b)),
        "ridge, common words": (_linear(c, c), _linear(c_new, c)),
        "radial, main features": (rbf(a, a, 1.0), rbf(a_new, a, 1.0)),
    }
    both = [kernels["ridge, all features"], kernels["ridge, common words"]]
    if train.embeddings is not None and new.embeddings is not None:
        # The mean vectors of interviews differ little: their own scale is that of the training fold.
        middle = train.embeddings.mean(axis=0)
        d, d_new = train.embeddings - middle, new.embeddings - middle
        size = max(float((d**2).sum(axis=1).mean()), 1e-12)
        meaning = (d @ d.T / size, d_new @ d.T / size)
        kernels["ridge, meaning"] = meaning
        both.append(meaning)
    kernels["ridge, all together"] = (sum(k for k, _ in both), sum(k for _, k in both))
    learnt = {name: kernel_ridge(kernel, crossing, goals) for name, (kernel, crossing) in kernels.items()}
    learnt["few features"] = few_features(b, b_new, goals, seed)
    learnt = _with_general(learnt)
    learnt["trees"] = trees(b, b_new, own, seed)
    prior = Normal.fit(train.overall)
    flat = np.zeros((1, own.shape[1]))
    learnt["zero-shot"] = Learnt(_first(prior.apply(train.overall)) + flat, _first(prior.apply(new.overall)) + flat)
    return learnt


def _with_general(learnt: Mapping[str, Learnt]) -> dict[str, Learnt]:
    """Divide each model into one of the rating itself and one of the mean of all ratings, the last column.

    People's ratings of one interview go together, and their mean is steadier than any of them: what predicts it often
    predicts a single rating better than that rating's own model (the idea of Breiman & Friedman 1997). Merit decides.
    """
    found = {}
    for name, one in learnt.items():
        found[name] = Learnt(one.inside[:, :-1], one.new[:, :-1])
        if one.inside.shape[1] > 2:
            inside = np.broadcast_to(one.inside[:, -1:], found[name].inside.shape)
            new = np.broadcast_to(one.new[:, -1:], found[name].new.shape)
            found[f"{name}, of the mean rating"] = Learnt(inside, new)
    return found


def averaged(learnt: Mapping[str, Learnt], targets: Array) -> dict[str, Array]:
    """Return the standardised predictions of each model, and their average by merit within training.

    Standardised are predictions by the spread of the model's own within training, so that a model that dares much
    does not drown the others. Where no model shows any merit, all count alike.
    """
    told, merit = {}, {}
    for name, one in learnt.items():
        spread = one.inside.std(axis=0)
        told[name] = (one.new - one.inside.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf)
        merit[name] = np.maximum(correlations(one.inside, targets), 0.0) ** SHARPNESS + 1e-9
    total = sum(merit.values())
    return {**told, "average": sum(told[name] * merit[name] / total for name in told)}


def _linear(left: Array, right: Array) -> Array:
    return left @ right.T / max(1, left.shape[1])


def _first(columns: Array) -> Array:
    """The one column, or zeros where it was constant in training."""
    return columns[:, :1] if columns.shape[1] else np.zeros((len(columns), 1))
