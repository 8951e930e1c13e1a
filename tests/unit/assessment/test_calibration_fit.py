"""Weights from people's ratings: near the standard ones, never negative, and better or not at all."""

import random

import pytest

from shared.assessment.calibration.cases import Case, usable
from shared.assessment.calibration.fit import Fitted, LevelAgreement, calibrated, composite, gain
from shared.assessment.calibration.proposal import GroupChange, advice_of, group_changes, weights_version
from shared.assessment.calibration.ridge import Moments, fit
from shared.kernel.errors import Invalid
from shared.kernel.ids import InterviewId

BASE = {"structure": 0.4, "specificity": 0.3, "fluency": 0.3, "vocabulary": 0.0}


def cases(truth: dict[str, float], n: int = 90, noise: float = 0.3, seed: int = 4) -> list[Case]:
    """Two answers an interview; people's levels follow ``truth``."""
    chance = random.Random(seed)
    found = []
    for row in range(n):
        features = {name: chance.random() for name in BASE}
        level = 3 + 2 * sum(truth.get(name, 0) * (value - 0.5) for name, value in features.items())
        level = min(5, max(1, level + chance.gauss(0, noise)))
        found.append(Case(interview_id=InterviewId(f"int_{row // 2}"), features=features, level=level))
    return found


def moments(found: list[Case]) -> Moments:
    return Moments.of([[*(case.features[name] for name in BASE), case.level] for case in found])


@pytest.mark.parametrize("penalty", [0.0, 0.1, 10.0])
def test_a_feature_that_people_hold_against_somebody_gets_nothing_and_never_less(penalty: float) -> None:
    found = fit(moments(cases({"structure": 1.5, "fluency": -1.5})), list(BASE.values()), penalty)
    assert min(found) >= 0
    assert sum(found) == pytest.approx(1)
    if penalty < 1:
        assert found[2] == 0


def test_a_great_penalty_keeps_the_standard_weights() -> None:
    found = fit(moments(cases({"vocabulary": 2})), list(BASE.values()), 1e6)
    assert found == pytest.approx(list(BASE.values()), abs=1e-3)


def test_without_a_penalty_it_is_least_squares() -> None:
    truth = {"structure": 1.0, "specificity": 0.5, "fluency": 0.25, "vocabulary": 0.25}
    found = fit(moments(cases(truth, n=2000, noise=0.05)), list(BASE.values()), 0.0)
    assert found == pytest.approx([0.5, 0.25, 0.125, 0.125], abs=0.02)


def test_a_feature_that_never_differs_keeps_its_share_in_proportion() -> None:
    same = [case.model_copy(update={"features": {**case.features, "fluency": 0.5}}) for case in cases({"structure": 1})]
    assert fit(moments(same), list(BASE.values()), 1.0)[2] > 0


def test_moments_without_a_part_are_those_of_the_rest() -> None:
    found = cases({"structure": 1.0})
    rest = moments(found).without(moments(found[:30]))
    assert rest.n == 60
    assert rest.covariance(0, 4) == pytest.approx(moments(found[30:]).covariance(0, 4))


def test_people_who_weigh_otherwise_are_followed() -> None:
    found = calibrated(cases({"vocabulary": 2.0}), BASE)
    assert found.weights["vocabulary"] > 0.6
    assert found.after.r is not None
    assert found.before.r is not None
    assert found.after.r > found.before.r + 0.2
    assert advice_of(found, ()) == ("adopt", ("agrees_better",))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ratings_by_chance_teach_nothing(seed: int) -> None:
    found = calibrated(cases({}, noise=1.0, seed=seed), BASE)
    assert found.after.r is not None
    assert found.after.r < 0.25
    assert advice_of(found, ())[0] == "keep"


def test_where_the_standard_weights_are_right_they_are_kept() -> None:
    found = calibrated(cases({name: 2 * share for name, share in BASE.items()}), BASE)
    assert advice_of(found, ()) == ("keep", ("r_not_better", *advice_of(found, ())[1][1:]))
    assert all(abs(found.weights[name] - share) < 0.15 for name, share in BASE.items())


def test_the_same_ratings_give_the_same_weights() -> None:
    assert calibrated(cases({"structure": 1}), BASE) == calibrated(cases({"structure": 1}), BASE)


def test_what_was_not_measured_gives_its_weight_to_the_others() -> None:
    assert composite({"structure": 1.0, "specificity": 0.0}, BASE) == pytest.approx(0.4 / 0.7)
    assert composite({"vocabulary": 1.0}, BASE) is None


def test_too_few_interviews_and_no_weights_are_refused_in_words() -> None:
    with pytest.raises(Invalid, match="cross-validation takes 10"):
        calibrated(cases({"structure": 1}, n=12), BASE)
    with pytest.raises(Invalid, match="none above zero"):
        calibrated(cases({"structure": 1}), {"structure": 0.0})


def test_what_the_camera_saw_is_refused() -> None:
    with pytest.raises(Invalid, match="gaze"):
        usable(("structure", "gaze"))


def test_a_change_that_takes_a_group_under_four_fifths_is_advised_against() -> None:
    worse = LevelAgreement(n=90, r=0.3, qwk=0.3, mae=0.8)
    better = LevelAgreement(n=90, r=0.6, qwk=0.6, mae=0.5)
    harm = GroupChange(
        attribute="sex",
        value="f",
        n=40,
        difference_sd_before=0.0,
        difference_sd_after=-0.6,
        impact_ratio_before=0.95,
        impact_ratio_after=0.7,
    )
    fitted = Fitted(weights=BASE, penalty=1.0, before=worse, after=better, gain_z=3.0)
    assert advice_of(fitted, [harm]) == ("keep", ("impact_ratio:sex=f",))


def test_a_gain_that_may_be_chance_is_no_gain() -> None:
    before = LevelAgreement(n=90, r=0.3, qwk=0.3, mae=0.8)
    after = LevelAgreement(n=90, r=0.35, qwk=0.35, mae=0.7)
    fitted = Fitted(weights=BASE, penalty=1.0, before=before, after=after, gain_z=0.5)
    assert advice_of(fitted, ()) == ("keep", ("may_be_chance",))


def test_the_gain_is_sure_where_it_is_large_and_turns_with_the_sides() -> None:
    found = cases({"vocabulary": 2.0})
    levels = [case.level for case in found]
    told, other = ([case.features[name] for case in found] for name in ("vocabulary", "fluency"))
    sure, against = gain(other, told, levels, 45), gain(told, other, levels, 45)
    assert sure is not None
    assert sure > 3
    assert against == -sure
    assert gain(told, told, levels, 45) is None


def test_groups_are_compared_over_interviews() -> None:
    found = cases({"structure": 1})
    groups = {case.interview_id: {"sex": "f" if int(case.interview_id[4:]) % 2 else "m"} for case in found}
    changes = group_changes(found, BASE, {"structure": 1.0}, groups)
    assert sum(change.n for change in changes) == 45
    assert all(change.impact_ratio_before is not None for change in changes)


def test_the_same_weights_have_the_same_name() -> None:
    assert weights_version({"a": 0.5, "b": 0.5, "c": 0.0}) == weights_version({"b": 0.5, "a": 0.5})
    assert weights_version({"a": 1.0}) != weights_version({"b": 1.0})


def test_folds_whose_composites_lie_otherwise_are_compared_as_levels() -> None:
    """A feature with little spread takes a share that differs from fold to fold, and moves the composites of each."""
    chance = random.Random(4)
    found = []
    for row in range(34):
        words = chance.random()
        features = {"structure": chance.random(), "specificity": 0.1 + 0.002 * chance.random(), "vocabulary": words}
        level = min(5, max(1, 1 + round(8 * words + 0.3 * chance.gauss(0, 1)) / 2))
        found.append(Case(interview_id=InterviewId(f"int_{row:02d}"), features=features, level=level))
    made = calibrated(found, {"structure": 0.4, "specificity": 0.3, "vocabulary": 0.1})
    assert made.after.r is not None
    assert made.after.r > 0.95


def test_levels_that_follow_nothing_are_not_agreed_with() -> None:
    chance = random.Random(8)
    found = [case.model_copy(update={"level": 1 + chance.randrange(9) / 2}) for case in cases({})]
    made = calibrated(found, BASE)
    assert made.after.r is not None
    assert made.after.r < 0.15
