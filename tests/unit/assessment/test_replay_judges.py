"""Answers that a language model helped to judge are replayed from its stored judgements, without asking it again."""

import json
from collections.abc import Callable

import pytest

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.fusion import FusedJudge
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.llm.judge import LlmJudge
from shared.assessment.llm.ports import ChatReply, ChatRequest
from shared.assessment.local_judge import LocalJudge, weights
from shared.assessment.ports import Judge
from shared.assessment.replay import NotReplayable, read_answer, replay_answer
from shared.assessment.replay_judges import ReplayJudges
from tests.builders.assessed import GOOD_EN, RAMBLING_EN, assessed
from tests.builders.fake_llm import material_of
from tests.builders.stored import SteadyEmbedder

QUOTE = "I wrote down each of his concerns"


class Model:
    """Rates as it is told; ``levels`` go round, one a sample."""

    model = "test-model"

    def __init__(self, *levels: int, silent: bool = False) -> None:
        self.levels = levels
        self.silent = silent
        self.asked = 0

    def complete(self, request: ChatRequest) -> ChatReply:
        if self.silent:
            raise ModelUnavailable(self.model, "timeout")
        level = self.levels[self.asked % len(self.levels)]
        self.asked += 1
        named = {rubric["competency"] for rubric in material_of(request.user)["rubrics"]}
        ratings = [
            {
                "competency": name,
                "level": level,
                "not_scorable": None,
                "confidence": 0.8,
                "quotes": [QUOTE],
                "reasons": ["Listens before deciding."],
            }
            for name in sorted(named)
        ]
        return ChatReply(text=json.dumps({"ratings": ratings}), model=self.model, finish="complete")


def fused(model: Model, weight: float = 0.5) -> Judge:
    return FusedJudge(LocalJudge(SteadyEmbedder()), LlmJudge(model), weight)


def stored(judge: Judge, text: str = GOOD_EN) -> AnswerAssessed:
    return read_answer(assessed(text, judge=judge).model_dump_json())


def judges(weight: float = 0.5) -> ReplayJudges:
    return ReplayJudges(SteadyEmbedder(), weight)


def differences(answer: AnswerAssessed, by: ReplayJudges | None = None) -> list[str]:
    judge = (by or judges()).judge_of(answer)
    return [difference.field for difference in replay_answer(answer, judge).differences]


@pytest.mark.parametrize(
    "judge",
    [
        lambda: LocalJudge(SteadyEmbedder()),
        lambda: fused(Model(4, 4, 5)),
        lambda: fused(Model(1)),
        lambda: fused(Model(4, silent=True)),
        lambda: LlmJudge(Model(3, 4, 5)),
    ],
    ids=["local", "fused", "in disagreement", "fell back", "model alone"],
)
@pytest.mark.parametrize("text", [GOOD_EN, RAMBLING_EN], ids=["good", "rambling"])
def test_every_kind_of_judge_comes_out_as_it_was(judge: Callable[[], Judge], text: str) -> None:
    assert differences(stored(judge(), text)) == []


def test_the_model_is_not_asked_again() -> None:
    model = Model(4)
    answer = stored(fused(model))
    asked = model.asked
    differences(answer)
    assert model.asked == asked > 0


def test_a_stored_judgement_that_was_changed_moves_the_score_that_is_made_of_it() -> None:
    answer = stored(fused(Model(4)))
    first = answer.scores[0]
    local, said = first.judgements
    lower = said.model_copy(update={"score": 10.0, "level": 1})
    scores = (first.model_copy(update={"judgements": (local, lower)}), *answer.scores[1:])
    assert f"scores.{first.competency}.score" in differences(answer.model_copy(update={"scores": scores}))


def test_another_share_of_the_model_is_found_in_the_receipt() -> None:
    assert "receipt.weights" in differences(stored(fused(Model(1), weight=0.3)), judges(0.5))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("local 2019-01.1", "weights"),
        ("somebody 1", "weights"),
        ("fused 2019 (local 2026-11.2; llm m prompt 2026-11.1)", "fusion rules 2019"),
        ("llm m prompt 2019-01.1", "prompt 2019-01.1"),
    ],
)
def test_what_this_tree_has_no_more_is_named(name: str, words: str) -> None:
    answer = stored(LocalJudge(SteadyEmbedder()))
    assert answer.receipt is not None
    older = answer.model_copy(update={"receipt": answer.receipt.model_copy(update={"weights_version": name})})
    with pytest.raises(NotReplayable, match=words):
        judges().judge_of(older)


def test_weights_that_a_tenant_has_calibrated_are_found_where_the_caller_has_them() -> None:
    calibrated = weights().with_calibrated({"teamwork": {"structure": 1.0}}, "c1")
    answer = stored(LocalJudge(SteadyEmbedder(), calibrated))
    with pytest.raises(NotReplayable, match=r"\+c1"):
        judges().judge_of(answer)
    assert differences(answer, ReplayJudges(SteadyEmbedder(), weights_of=lambda _answer, _version: calibrated)) == []
