"""What a model of all features would reach on this corpus: repeated, nested K-fold cross-validation of an average.

Several small models are fitted in each fold and averaged (``averaging``). Every choice is made within the training
interviews of a fold; the interviews that it predicts have no part in any.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shared.assessment.validity.agreement import Agreement, agreement
from shared.assessment.validity.averaging import Data, averaged, data_of, models_of
from shared.assessment.validity.interview import InterviewScored
from shared.assessment.validity.learners import correlations, standard
from shared.assessment.validity.report import CalibratedAgreement
from shared.kernel.errors import Invalid

Array = Any
REPEATS = 5
"""Divisions into folds. One division's figure moves by several hundredths with its seed; the mean of five hardly."""
FEWEST = 30
"""Interviews under which every fold learns from chance."""


def calibrate(scored: Sequence[InterviewScored], folds: int, repeats: int = REPEATS) -> dict[str, CalibratedAgreement]:
    """Return the cross-validated agreement by rating. Interviews without an overall score are left out.

    Raises ``Invalid`` for fewer than two folds.
    """
    if folds < 2:
        raise Invalid(f"{folds} folds cannot be learnt from.", "Give 2 or more: --calibrate 10")
    told = [one for one in scored if one.overall is not None]
    names = sorted({name for one in told for name in one.ratings})
    found: dict[str, CalibratedAgreement] = {}
    together: dict[tuple[int, ...], list[str]] = {}
    for name in names:
        rows = tuple(row for row, one in enumerate(told) if name in one.ratings)
        values = {told[row].ratings[name] for row in rows}
        fewest = max(FEWEST, 2 * folds)
        if len(rows) < fewest or len(values) < 2:
            note = f"fewer than {fewest} rated interviews" if len(rows) < fewest else "the rating is the same for all"
            nothing = Agreement(n=len(rows), note=f"not calibrated: {note}")
            found[name] = CalibratedAgreement(folds=folds, repeats=0, agreement=nothing)
        else:
            together.setdefault(rows, []).append(name)
    for rows, several in together.items():
        chosen = [told[row] for row in rows]
        targets = np.array([[one.ratings[name] for name in several] for one in chosen], dtype=float)
        predictions = cross_validated(data_of(chosen), targets, folds, repeats)
        for place, name in enumerate(several):
            given = [float(value) for value in targets[:, place]]
            found[name] = CalibratedAgreement(
                folds=folds,
                repeats=repeats,
                agreement=agreement([float(value) for value in predictions["average"][:, place]], given),
                models={
                    model: round(float(correlations(told_by, targets)[place]), 4)
                    for model, told_by in predictions.items()
                    if model != "average"
                },
            )
    return {name: found[name] for name in names}


def cross_validated(data: Data, targets: Array, folds: int, repeats: int) -> Mapping[str, Array]:
    """Return each model's predictions, and the ``average``: one row an interview, never seen by what predicts it.

    Predictions are in standard deviations of the training fold; those of several repeats are averaged.
    """
    from threadpoolctl import threadpool_limits

    totals: dict[str, Array] = {}
    # Matrices of a few hundred rows: a second thread of the linear algebra only spins and waits (four times the work).
    with threadpool_limits(1):
        for repeat in range(repeats):
            places = stratified(standard(targets).mean(axis=1), folds, seed=repeat)
            for fold in range(folds):
                held, rest = np.flatnonzero(places == fold), np.flatnonzero(places != fold)
                learnt = models_of(data.of(rest), data.of(held), targets[rest], seed=repeat * folds + fold)
                for name, told in averaged(learnt, targets[rest]).items():
                    totals.setdefault(name, np.zeros_like(targets))[held] += told / repeats
    return totals


def stratified(level: Array, folds: int, seed: int) -> Array:
    """Return the fold of each interview: those next to each other in ``level`` go to different folds."""
    rng = np.random.default_rng(seed)
    order = np.lexsort((rng.random(len(level)), level))
    places = np.empty(len(level), dtype=int)
    for start in range(0, len(level), folds):
        block = order[start : start + folds]
        places[block] = rng.permutation(folds)[: len(block)]
    return places
