"""From rated answers to calibrated weights, and what they are worth on answers that they were not fitted on."""

import random
from collections.abc import Callable, Mapping, Sequence
from math import atanh, sqrt
from statistics import fmean

from shared.assessment.calibration.cases import Case
from shared.assessment.calibration.ridge import Moments, fit
from shared.assessment.validity.metrics import pearson, qwk, scaled_mae
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId

FOLDS = 5
REPEATS = 3
PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SEED = 20261124


class LevelAgreement(Frozen):
    """With people's levels, on ``n`` cases. ``mae`` is in levels, after the best line. Null where not defined."""

    n: int
    r: float | None
    qwk: float | None
    mae: float | None


class Fitted(Frozen):
    """``after`` is cross-validated: each case is predicted by weights, and a line from them to levels, that were fitted
    without its interview."""

    weights: dict[str, float]
    penalty: float
    before: LevelAgreement
    after: LevelAgreement
    gain_z: float | None = None
    """How many standard errors the gain of r is above none; null where it is not defined."""


def composite(features: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """Return the weighted mean 0–1 of what was measured: what is missing gives its weight to the others, as the judge
    does. None where nothing was measured that has a weight."""
    total = sum(weight for name, weight in weights.items() if name in features)
    if total <= 0:
        return None
    return sum(weight * features[name] for name, weight in weights.items() if name in features) / total


def calibrated(cases: Sequence[Case], base: Mapping[str, float]) -> Fitted:
    """Return the weights that agree best with people, near ``base`` where the ratings say nothing, none negative.

    ``base``: a prior weight for each feature that may have one, 0 included. How near is chosen by cross-validation
    over interviews, and the agreement is found by another one around it. Raises ``Invalid`` where there are fewer
    than two interviews a fold, or no base weight is above zero.
    """
    total = sum(base.values())
    if total <= 0 or min(base.values()) < 0:
        raise Invalid("The base weights have none above zero, or one below.", "Give the weights that hold now.")
    names = tuple(base)
    prior = [base[name] / total for name in names]
    interviews = sorted({case.interview_id for case in cases})
    if len(interviews) < 2 * FOLDS:
        raise Invalid(
            f"{len(interviews)} rated interviews have assessed answers; cross-validation takes {2 * FOLDS}.",
            "Give the answer_assessed documents of the rated interviews.",
        )
    predicted = [0.0] * len(cases)
    for repeat in range(REPEATS):
        folds = _folds(interviews, repeat)
        for held in range(FOLDS):
            rest = [case for case in cases if folds[case.interview_id] != held]
            inside, _ = _chosen(rest, names, prior, repeat * FOLDS + held)
            predict = _line(rest, inside)
            for place, case in enumerate(cases):
                if folds[case.interview_id] == held:
                    predicted[place] += predict(composite(case.features, inside) or 0.0) / REPEATS
    levels = [case.level for case in cases]
    now = dict(zip(names, prior, strict=True))
    standing = [composite(case.features, now) or 0.0 for case in cases]
    weights, penalty = _chosen(cases, names, prior, SEED)
    return Fitted(
        weights={name: round(weight, 6) for name, weight in weights.items()},
        penalty=penalty,
        before=agreed(standing, levels),
        after=agreed(predicted, levels),
        gain_z=gain(standing, predicted, levels, len(interviews)),
    )


def agreed(scores: Sequence[float], levels: Sequence[float]) -> LevelAgreement:
    """Return how ``scores`` agree with people's levels."""
    figures = (pearson(scores, levels), qwk(scores, levels), scaled_mae(scores, levels))
    r, kappa, error = (None if figure is None else round(figure, 4) for figure in figures)
    return LevelAgreement(n=len(levels), r=r, qwk=kappa, mae=error)


def gain(before: Sequence[float], after: Sequence[float], levels: Sequence[float], people: int) -> float | None:
    """Return how sure it is that ``after`` agrees better than ``before``, in standard errors (Steiger 1980).

    Both correlations share the levels, and each other. ``people`` counts interviews: several answers of one person
    are no several people. None where a correlation is not defined or the two scores are the same.
    """
    old, new, both = pearson(before, levels), pearson(after, levels), pearson(before, after)
    if old is None or new is None or both is None or people <= 3 or max(abs(old), abs(new), both) > 1 - 1e-9:
        return None
    mean = ((old + new) / 2) ** 2
    shared = (both * (1 - 2 * mean) - mean / 2 * (1 - 2 * mean - both**2)) / (1 - mean) ** 2
    spread = 2 - 2 * shared
    return round((atanh(new) - atanh(old)) * sqrt((people - 3) / spread), 3) if spread > 0 else None


def _line(cases: Sequence[Case], weights: Mapping[str, float]) -> Callable[[float], float]:
    """Return the best line from the composite 0–1 to levels, on the cases that the weights were fitted on.

    Weights of each fold sum to 1, and so their composites lie otherwise: a feature with little spread that gets a
    large share moves all of them. Laid together as they are, folds would seem to disagree with people where each of
    them agrees.
    """
    scores = [composite(case.features, weights) or 0.0 for case in cases]
    middle, level = fmean(scores), fmean(case.level for case in cases)
    spread = sum((score - middle) ** 2 for score in scores)
    together = sum((score - middle) * (case.level - level) for score, case in zip(scores, cases, strict=True))
    slope = together / spread if spread > 0 else 0.0
    return lambda score: level + slope * (score - middle)


def _chosen(
    cases: Sequence[Case], names: Sequence[str], prior: Sequence[float], seed: int
) -> tuple[dict[str, float], float]:
    """Fit with the penalty that predicts best over inner folds; of equal ones the greatest, which changes least."""
    rows = _rows(cases, names)
    folds = _folds(sorted({case.interview_id for case in cases}), seed)
    places = [folds[case.interview_id] for case in cases]
    whole = Moments.of(rows)
    parts = [Moments.of([row for row, at in zip(rows, places, strict=True) if at == fold]) for fold in range(FOLDS)]
    best, lowest = PENALTIES[-1], float("inf")
    for penalty in reversed(PENALTIES):
        error = sum(
            _error(
                whole.without(part), prior, penalty, [row for row, at in zip(rows, places, strict=True) if at == fold]
            )
            for fold, part in enumerate(parts)
            if 0 < part.n < whole.n
        )
        if error < lowest - 1e-9:
            best, lowest = penalty, error
    return dict(zip(names, fit(whole, prior, best), strict=True)), best


def _error(train: Moments, prior: Sequence[float], penalty: float, held: Sequence[Sequence[float]]) -> float:
    """The squared error on ``held`` of the composite, brought to levels by the training cases' own line."""
    weights = fit(train, prior, penalty)
    width = len(weights)
    both = range(width)
    variance = sum(weights[a] * weights[b] * train.covariance(a, b) for a in both for b in both)
    slope = sum(weights[a] * train.covariance(a, width) for a in both) / variance if variance > 1e-12 else 0.0
    middle = sum(weights[a] * train.mean(a) for a in both)
    total = 0.0
    for row in held:
        score = sum(weight * value for weight, value in zip(weights, row, strict=False))
        total += (row[-1] - train.mean(width) - slope * (score - middle)) ** 2
    return total


def _rows(cases: Sequence[Case], names: Sequence[str]) -> list[list[float]]:
    """Features and level of each case; what was not measured is the mean of what was, and so says nothing."""
    means = {}
    for name in names:
        told = [case.features[name] for case in cases if name in case.features]
        means[name] = sum(told) / len(told) if told else 0.0
    return [[*(case.features.get(name, means[name]) for name in names), case.level] for case in cases]


def _folds(interviews: Sequence[InterviewId], seed: int) -> dict[InterviewId, int]:
    """Divide interviews, not answers: two answers of one person are no test of each other."""
    order = list(interviews)
    random.Random(SEED + seed).shuffle(order)
    return {interview: place % FOLDS for place, interview in enumerate(order)}
