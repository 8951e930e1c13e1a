"""Two judges as one: what happens when they agree, when they do not, and when one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from shared.assessment.features.reading import Reading, Span
from shared.assessment.fusion import FusedJudge
from shared.assessment.fusion_rules import Said, fusion_rules, together
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.local_judge import level_of
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Judgement, ScoreReason
from shared.assessment.receipts import digest
from shared.kernel.errors import Unavailable
from tests.builders.said import ANSWER, case


@dataclass
class Scripted:
    """A judge that gives each competency what it is told to; an error is raised."""

    name: str
    gives: Mapping[str, float | str] = field(default_factory=dict)
    raises: Unavailable | None = None
    confidence: float = 0.8
    error: float = 12.0
    quote: Span = field(default_factory=lambda: Span(0, 11))
    flags: tuple[Flag, ...] = ()
    asked: list[JudgeCase] = field(default_factory=list)
    doubts: bool = False

    @property
    def making(self) -> Making:
        return Making(fusion_rules(), self.name, models={self.name: "some"}, prompts={self.name: "hash"})

    def judge(self, case: JudgeCase) -> Verdict:
        self.asked.append(case)
        if self.raises:
            raise self.raises
        scores = tuple(self._score(case, rubric.competency, rubric.version) for rubric in case.rubrics)
        return Verdict(features=(), scores=scores, flags=self.flags)

    def _score(self, case: JudgeCase, competency: str, version: str) -> CompetencyScore:
        given = self.gives.get(competency, 50.0)
        score = given if isinstance(given, float) else None
        values: dict[str, Any] = {
            "score": score,
            "level": level_of(score) if score is not None else None,
            "confidence": self.confidence if score is not None else 0.0,
            "not_scored": given if isinstance(given, str) else None,
            "evidence": (Reading(case.transcript).evidence(self.quote),) if score is not None else (),
            "reasons": (ScoreReason(code="said", detail=f"{self.name} says so"),),
            "judge": self.name,
        }
        judgement = Judgement(**values, spread=0.5, cost_usd=0.002, note="as it was") if self.name == "llm" else None
        return CompetencyScore(
            **values,
            competency=competency,
            rubric_version=version,
            standard_error=self.error if score is not None else None,
            judgements=(judgement,) if judgement else (),
            needs_human=self.doubts,
        )


def local(score: float | str = 50.0, **changed: Any) -> Scripted:
    return Scripted("local", {"teamwork": score}, **changed)


def llm(score: float | str = 50.0, **changed: Any) -> Scripted:
    return Scripted("llm", {"teamwork": score}, **{"quote": Span(30, 60), **changed})


def fused(ours: Scripted, theirs: Scripted, weight: float = 0.5, *competencies: str) -> Verdict:
    return FusedJudge(ours, theirs, weight).judge(case(ANSWER, *competencies))


def codes(verdict: Verdict) -> list[str]:
    return [flag.code for flag in verdict.flags]


def test_two_that_agree_give_their_mean_and_stay_sure() -> None:
    verdict = fused(local(50.0), llm(58.0))
    (score,) = verdict.scores
    assert (score.score, score.level, score.confidence, score.needs_human) == (54.0, 3, 0.8, False)
    assert codes(verdict) == []
    assert score.judge == "fused 2026-11.1 (local; llm)"


def test_the_configured_weight_and_the_confidence_decide_whose_score_counts() -> None:
    assert fused(local(40.0), llm(60.0), 0.75).scores[0].score == 55.0
    assert fused(local(40.0, confidence=0.2), llm(60.0, confidence=0.6)).scores[0].score == 55.0
    assert fused(local(40.0), llm(60.0), 0.0).scores[0].score == 40.0
    assert fused(local(40.0), llm(60.0), 1.0).scores[0].score == 60.0
    assert fused(local(40.0, confidence=0.0), llm(60.0, confidence=0.0)).scores[0].score == 50.0


def test_two_levels_apart_lower_the_confidence_and_call_a_person() -> None:
    verdict = fused(local(30.0), llm(70.0))
    (score,) = verdict.scores
    assert score.needs_human
    assert score.confidence == pytest.approx(0.8 * 0.6)
    assert [(flag.code, flag.detail) for flag in verdict.flags] == [("judges_disagree", "teamwork 2:4")]


def test_one_level_apart_needs_nobody_but_is_less_sure() -> None:
    verdict = fused(local(50.0), llm(70.0))
    assert not verdict.scores[0].needs_human
    assert verdict.scores[0].confidence == pytest.approx(0.8 * 0.8)
    assert codes(verdict) == []


def test_a_doubt_of_the_local_judge_stays_one_though_the_model_agrees() -> None:
    assert fused(local(60.0, doubts=True), llm(60.0)).scores[0].needs_human


def test_the_error_grows_with_the_distance_of_the_judges() -> None:
    errors = [fused(local(50.0), llm(score)).scores[0].standard_error or 0.0 for score in (50.0, 60.0, 75.0, 90.0)]
    assert errors == sorted(set(errors))
    assert errors[0] < 12.0


def test_correlated_errors_do_not_average_away() -> None:
    one = Said(score=50.0, level=3, confidence=0.8, error=12.0, weight=0.5)
    assert together(one, one, fusion_rules()).error == pytest.approx(12.0 * 0.75**0.5, abs=0.01)


def test_both_judgements_stand_on_the_score() -> None:
    (score,) = fused(local(50.0), llm(58.0)).scores
    assert [(one.judge, one.score, one.cost_usd) for one in score.judgements] == [
        ("local", 50.0, None),
        ("llm", 58.0, 0.002),
    ]
    assert [reason.detail for reason in score.reasons] == ["llm says so", "local says so"]


def test_the_models_quotes_come_first_and_none_overlaps() -> None:
    (score,) = fused(local(50.0), llm(58.0)).scores
    assert [quote.start_char for quote in score.evidence] == [30, 0]
    (score,) = fused(local(50.0, quote=Span(40, 70)), llm(58.0)).scores
    assert [quote.start_char for quote in score.evidence] == [30]
    ordered = sorted(score.evidence, key=lambda quote: quote.start_char)
    assert all(one.end_char <= following.start_char for one, following in pairwise(ordered))


@pytest.mark.parametrize("reason", ["quotes_void", "judge_unsure", "judge_abstained"])
def test_where_the_model_has_no_level_the_local_score_stands_less_sure_and_a_person_looks(reason: str) -> None:
    (score,) = fused(local(50.0), llm(reason)).scores
    assert (score.score, score.level, score.needs_human) == (50.0, 3, True)
    assert score.confidence == pytest.approx(0.56)
    assert (score.standard_error or 0) > 12.0
    assert score.judgements[1].not_scored == reason


@pytest.mark.parametrize("reason", ["off_topic", "another_question", "not_language"])
def test_what_the_local_judge_refuses_no_model_rescues_or_even_sees(reason: str) -> None:
    theirs = llm(90.0)
    (score,) = fused(local(reason), theirs).scores
    assert (score.score, score.level, score.not_scored) == (None, None, reason)
    assert theirs.asked == []
    assert [one.not_scored for one in score.judgements] == [reason, "not_asked"]


def test_only_what_the_local_judge_could_score_is_asked_about() -> None:
    ours = Scripted("local", {"teamwork": "off_topic", "leadership": 50.0})
    theirs = Scripted("llm", {"teamwork": 90.0, "leadership": 50.0})
    scores = fused(ours, theirs, 0.5, "teamwork", "leadership").scores
    assert [score.score for score in scores] == [None, 50.0]
    assert [rubric.competency for rubric in theirs.asked[0].rubrics] == ["leadership"]


@pytest.mark.parametrize(("lifted", "human"), [(90.0, True), (35.0, True), (15.0, False)])
def test_a_model_never_lifts_an_answer_from_the_bottom_level(lifted: float, human: bool) -> None:
    (score,) = fused(local(15.0), llm(lifted, confidence=0.9), 0.9).scores
    assert score.level == 1
    assert score.needs_human is human


def test_without_a_reply_the_local_verdict_stands_as_it_is_and_says_so() -> None:
    verdict = fused(local(50.0), llm(raises=ModelUnavailable("m", "timeout")))
    (score,) = verdict.scores
    assert (score.score, score.confidence, score.standard_error, score.judge) == (50.0, 0.8, 12.0, "local")
    assert not score.needs_human
    assert [(one.judge, one.note) for one in score.judgements] == [("local", ""), ("llm", "fell_back: timeout")]
    assert [(flag.code, flag.detail) for flag in verdict.flags] == [("judge_unavailable", "llm: timeout")]


def test_flags_of_both_judges_are_kept() -> None:
    ours, theirs = Flag(code="off_topic"), Flag(code="instruction_to_judge")
    assert codes(fused(local(flags=(ours,)), llm(flags=(theirs,)))) == ["off_topic", "instruction_to_judge"]


def test_what_the_local_judge_cannot_do_nobody_covers_up() -> None:
    with pytest.raises(Unavailable):
        fused(local(raises=Unavailable("No embedder.", "Install it.")), llm())


def test_the_receipt_names_both_judges_and_changes_with_the_weight() -> None:
    making = FusedJudge(local(), llm(), 0.5).making
    assert making.models == {"local": "some", "llm": "some"}
    assert making.prompts == {"local": "hash", "llm": "hash"}
    assert digest(making.weights) != digest(FusedJudge(local(), llm(), 0.6).making.weights)
