"""Numbers made ready for a model: everything that is learnt about them, on the training interviews alone.

Each block is fitted on some interviews and applied to any: no figure of an interview that is to be predicted ever
touches a scale, a choice of words or a missing value that is filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

Array = Any
"""A float64 numpy array."""
MOST_MISSING = 0.4
"""Share of the training interviews without a column from which on it is left out."""
MOST_WORDS = 200
LEAST_SPOKEN = 0.15
"""Share of the training interviews in which a word must be said, to be one of everybody's words and of no topic."""


@dataclass(frozen=True)
class Normal:
    """Columns as normal scores: a value becomes the normal quantile of its rank in training (van der Waerden).

    It tames outliers and skew; between training values it is linear, beyond them it stays at the end.
    """

    kept: Array
    ladders: tuple[tuple[Array, Array], ...]

    @classmethod
    def fit(cls, columns: Array) -> "Normal":
        """Learn the ranks; columns that are constant, mostly missing or a copy of another are left out."""
        kept, ladders, seen = [], [], set()
        for place in range(columns.shape[1]):
            told = columns[:, place][~np.isnan(columns[:, place])]
            steps, counts = np.unique(told, return_counts=True)
            if len(told) < (1 - MOST_MISSING) * len(columns) or len(steps) < 2 or counts.max() > 0.95 * len(told):
                continue
            middles = np.cumsum(counts) - counts / 2
            scores = ndtri(middles / len(told))
            print_ = np.round(np.interp(columns[:, place], steps, scores), 6).tobytes()
            if print_ not in seen:
                seen.add(print_)
                kept.append(place)
                ladders.append((steps, scores))
        return cls(np.array(kept, dtype=int), tuple(ladders))

    def apply(self, columns: Array) -> Array:
        """Return the normal scores; what is missing is 0, the middle."""
        found = np.zeros((len(columns), len(self.kept)))
        for place, (column, (steps, scores)) in enumerate(zip(self.kept, self.ladders, strict=True)):
            values = columns[:, column]
            found[:, place] = np.where(np.isnan(values), 0.0, np.interp(np.nan_to_num(values), steps, scores))
        return found


@dataclass(frozen=True)
class CommonWords:
    """Shares of the words that most people say: pronouns, articles, fillers, small verbs. How, not about what."""

    words: tuple[str, ...]
    mean: Array
    spread: Array

    @classmethod
    def fit(cls, counts: Sequence[Mapping[str, int]]) -> "CommonWords":
        """Choose the words that the most training interviews have, and learn their scale."""
        spoken: dict[str, int] = {}
        for said in counts:
            for word in said:
                spoken[word] = spoken.get(word, 0) + 1
        common = sorted(word for word in spoken if spoken[word] >= LEAST_SPOKEN * len(counts))
        words = tuple(sorted(common, key=lambda word: (-spoken[word], word))[:MOST_WORDS])
        shares = _shares(counts, words)
        return cls(words, shares.mean(axis=0), np.maximum(shares.std(axis=0), 1e-9))

    def apply(self, counts: Sequence[Mapping[str, int]]) -> Array:
        """Return standardised square roots of shares: a word that is said twice as often is not twice as telling."""
        return np.clip((_shares(counts, self.words) - self.mean) / self.spread, -3, 3)


def _shares(counts: Sequence[Mapping[str, int]], words: Sequence[str]) -> Array:
    found = np.zeros((len(counts), len(words)))
    for row, said in enumerate(counts):
        total = max(1, sum(said.values()))
        found[row] = [(said.get(word, 0) / total) ** 0.5 for word in words]
    return found
