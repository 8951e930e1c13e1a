"""Five figures from fifty answers, compared with others only in a frozen norm."""

import random

import pytest

from shared.interview.personality.inventory import FACTORS, inventory
from shared.interview.personality.model import PersonalityTest
from shared.interview.personality.norms import FactorNorm, FlatScale, Norm, TooFewForNorm, norm_of
from shared.interview.personality.scoring import FactorScore, PersonalityResult, score
from shared.kernel.ids import CandidateId, InterviewId, PositionId
from shared.kernel.language import Language
from tests.builders.recruiting import NOW, days
from tests.builders.respondents import Answers, always, careful, responses

TEST = PersonalityTest(
    subject="app_1",
    application_id=None,
    interview_id=InterviewId("int_1"),
    candidate_id=CandidateId("cnd_1"),
    position_id=PositionId("pos_1"),
    department=None,
    version=inventory().version,
    language="zh",
    wording="w",
    notice_sha256="h",
    begun_at=NOW,
    closes_at=NOW + days(7),
)
CAREFUL = careful(random.Random(3))


def norm(language: Language = "zh", version: str | None = None) -> Norm:
    factors = {factor: FactorNorm(mean=3.0, sd=0.5, alpha=0.84) for factor in FACTORS}
    return Norm(
        norm_id="nrm_1",
        version=version or inventory().version,
        language=language,
        n=120,
        factors=factors,
        frozen_at=NOW,
        frozen_by="user-1",
    )


def scored(answers: Answers, against: Norm | None = None) -> PersonalityResult:
    return score(TEST, inventory(), responses(answers), against, NOW)


def of(result: PersonalityResult, factor: str = "openness") -> FactorScore:
    return next(each for each in result.scores if each.factor == factor)


def with_openness(answers: Answers, plain: int, turned: int) -> Answers:
    own = {item.item_id: turned if item.reversed else plain for item in inventory().of("openness")}
    return {**answers, **own}


def test_the_ends_of_the_scale_are_nought_and_a_hundred() -> None:
    answers = with_openness(CAREFUL, 5, 1)
    assert of(scored(answers)).pomp == 100
    assert of(scored(with_openness(CAREFUL, 1, 5))).pomp == 0
    assert of(scored(with_openness(CAREFUL, 4, 2))).pomp == 75


def test_who_agrees_with_everything_stands_in_the_middle() -> None:
    result = scored(always(5))
    assert {each.pomp for each in result.scores} == {50}
    assert result.verdict == "doubtful"


def test_missing_answers_do_not_turn_a_habit_into_a_score() -> None:
    agreeing = {**always(4)}
    for item_id in ("o06", "o07"):
        del agreeing[item_id]
    assert of(scored(agreeing)).pomp == pytest.approx(50, abs=0.5)


def test_a_factor_with_too_few_answers_has_no_score() -> None:
    answers = {name: answer for name, answer in CAREFUL.items() if name not in {"o01", "o02", "o03"}}
    assert (of(scored(answers)).pomp, of(scored(answers)).answered) == (None, 7)


def test_in_a_norm_one_standard_deviation_is_ten_points() -> None:
    answers = with_openness(CAREFUL, 4, 3)
    result = scored(answers, norm())
    assert result.verdict == "valid"
    assert of(result).t == pytest.approx(50 + 10 * (3.5 - 3.0) / 0.5)


def test_a_score_comes_with_its_error() -> None:
    found = of(scored(with_openness(CAREFUL, 4, 3), norm()))
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * 10 * (1 - 0.84) ** 0.5, abs=0.1)


def test_a_score_stays_between_nought_and_a_hundred() -> None:
    tight = norm().model_copy(
        update={"factors": {factor: FactorNorm(mean=1.5, sd=0.1, alpha=0.9) for factor in FACTORS}}
    )
    assert of(scored(with_openness(CAREFUL, 5, 1), tight)).t == 100


@pytest.mark.parametrize("other", [norm("en"), norm(version="2020-01.1"), None])
def test_a_norm_of_other_words_compares_nothing(other: Norm | None) -> None:
    result = scored(CAREFUL, other)
    assert (result.norm_id, of(result).t) == (None, None)
    assert of(result).pomp is not None


def test_a_doubtful_result_is_compared_with_nobody() -> None:
    assert of(scored(always(3), norm())).t is None


def test_a_norm_needs_a_hundred_people() -> None:
    draw = random.Random(4)
    people = [careful(draw) for _ in range(100)]
    with pytest.raises(TooFewForNorm, match="99"):
        norm_of(inventory(), "zh", people[:99], "nrm_1", "user-1", NOW)
    frozen = norm_of(inventory(), "zh", people, "nrm_1", "user-1", NOW)
    assert frozen.n == 100
    assert all(0.7 < each.alpha < 1 and 2 < each.mean < 4 and each.sd > 0 for each in frozen.factors.values())


def test_people_who_are_all_alike_make_no_norm() -> None:
    with pytest.raises(FlatScale):
        norm_of(inventory(), "zh", [always(3)] * 100, "nrm_1", "user-1", NOW)
