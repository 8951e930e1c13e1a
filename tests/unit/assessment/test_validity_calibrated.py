"""Cross-validated calibration: it finds what is there, and nothing where nothing is."""

from collections.abc import Sequence

import numpy as np
import pytest

from shared.assessment.validity.blocks import CommonWords, Normal
from shared.assessment.validity.calibrated import calibrate, stratified
from shared.assessment.validity.interview import InterviewScored
from shared.assessment.validity.learners import kernel_ridge
from shared.kernel.errors import Invalid


def corpus(signal: float, n: int = 120, seed: int = 3, names: Sequence[str] = ("overall",)) -> list[InterviewScored]:
    """Forty features of noise, of which six carry ``signal`` (the correlation of their sum with the rating)."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, 40))
    truth = features[:, :6].sum(axis=1) / 6**0.5
    ratings = {name: signal * truth + (1 - signal**2) ** 0.5 * rng.normal(size=n) for name in names}
    return [
        InterviewScored(
            id=str(row),
            overall=float(rng.normal()),
            competencies={},
            features={},
            columns={f"main/f{column}": float(value) for column, value in enumerate(features[row])},
            tokens={f"w{word}": int(count) for word, count in enumerate(rng.poisson(3, size=60)) if count},
            answers=3,
            answers_scored=3,
            words=500,
            ratings={name: float(values[row]) for name, values in ratings.items()},
        )
        for row in range(n)
    ]


def test_a_planted_signal_is_found() -> None:
    found = calibrate(corpus(0.85), folds=5, repeats=1)["overall"].agreement
    assert found.pearson is not None
    assert found.pearson > 0.5


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_found_in_noise(seed: int) -> None:
    found = calibrate(corpus(0.0, seed=seed), folds=5, repeats=1)["overall"].agreement
    assert found.pearson is not None
    assert found.pearson < 0.2


def test_one_rating_does_not_tell_another() -> None:
    found = calibrate(corpus(0.85, names=("b", "a")), folds=4, repeats=1)
    assert list(found) == ["a", "b"]
    assert all(one.agreement.pearson is not None and one.agreement.pearson > 0.4 for one in found.values())


def test_the_same_corpus_gives_the_same_figure() -> None:
    scored = corpus(0.5, n=60)
    assert calibrate(scored, 3, repeats=1) == calibrate(scored, 3, repeats=1)


def test_too_few_and_constant_are_refused_in_words() -> None:
    few = calibrate(corpus(0.5, n=20), folds=5)["overall"].agreement
    assert (few.pearson, few.note) == (None, "not calibrated: fewer than 30 rated interviews")
    same = [one.model_copy(update={"ratings": {"overall": 3.0}}) for one in corpus(0.5, n=40)]
    assert "the same for all" in calibrate(same, folds=5)["overall"].agreement.note
    with pytest.raises(Invalid):
        calibrate(corpus(0.5, n=40), folds=1)


def test_an_interview_without_a_score_is_left_out() -> None:
    scored = corpus(0.5, n=40)
    scored[0] = scored[0].model_copy(update={"overall": None})
    assert calibrate(scored, folds=3, repeats=1)["overall"].agreement.n == 39


def test_folds_hold_low_and_high_alike() -> None:
    level = np.arange(50.0)
    folds = stratified(level, 5, seed=1)
    means = [level[folds == fold].mean() for fold in range(5)]
    assert max(means) - min(means) < 8
    assert np.bincount(folds).tolist() == [10] * 5


def test_what_is_missing_is_in_the_middle_and_empty_columns_go() -> None:
    train = np.array([[1.0, np.nan, 5.0], [2.0, np.nan, 5.0], [3.0, 1.0, 5.0], [4.0, np.nan, 5.0]])
    fitted = Normal.fit(train)
    assert fitted.kept.tolist() == [0]
    assert fitted.apply(np.array([[np.nan, 0, 0], [99.0, 0, 0]]))[:, 0].tolist() == pytest.approx(
        [0.0, 1.1503], abs=1e-3
    )


def test_common_words_are_those_of_the_training_interviews() -> None:
    fitted = CommonWords.fit([{"we": 2, "i": 1}, {"we": 1, "i": 3}])
    assert fitted.words == ("i", "we")
    assert fitted.apply([{"topic": 9}]).shape == (1, 2)


def test_leaving_one_out_in_closed_form_is_what_it_says() -> None:
    rng = np.random.default_rng(5)
    features, targets = rng.normal(size=(24, 5)), rng.normal(size=(24, 1))
    targets += features[:, :1] * 2
    whole = kernel_ridge(features @ features.T, features @ features.T, targets)
    one_out = []
    for row in range(24):
        rest = np.arange(24) != row
        learnt = kernel_ridge(features[rest] @ features[rest].T, features[[row]] @ features[rest].T, targets[rest])
        one_out.append(learnt.new[0, 0])
    assert np.corrcoef(one_out, whole.inside[:, 0])[0, 1] > 0.99
