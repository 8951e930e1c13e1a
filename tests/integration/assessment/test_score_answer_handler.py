"""ScoreAnswer as it is deployed: the tenant's accepted weights, and the language model where one is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from functions.assessment.score_answer import handler
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.llm.prompt import CURRENT, prompt_hash
from shared.assessment.local_judge import weights
from shared.assessment.pipeline import ScoredAnswer, ScoreTask
from shared.assessment.receipts import digest
from shared.assessment.service import calibrate
from shared.assessment.service.judging import tenant_weights
from shared.platform import judges
from tests.builders.assessed import GOOD_EN
from tests.builders.assessment import Stage, plan
from tests.builders.aws import deployed
from tests.builders.calibrations import AFTER, kept_proposal
from tests.builders.fake_llm import FakeLlm, fake_llm
from tests.builders.lambda_context import FakeContext
from tests.builders.stored import SteadyEmbedder


@pytest.fixture(autouse=True)
def _light_embedder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(judges, "open_embedder", SteadyEmbedder)
    yield
    judges.forget()


@contextmanager
def opened(**settings: Any) -> Iterator[Stage]:
    with deployed(**settings) as deployment:
        stage = Stage(deployment, plan(answers=3))
        stage.publish_plan()
        yield stage


def scored(stage: Stage, answer: str = "a1") -> AnswerAssessed:
    """What the handler finds in a written answer."""
    body = GOOD_EN.encode()
    key = stage.upload(answer, body=body, medium="text", content_type="text/plain", duration_ms=None)
    prepared = stage.prepare(key, answer, size=len(body))
    task = ScoreTask(prepared=prepared, transcribed=None, watched=None)
    told = ScoredAnswer.model_validate(handler(task.model_dump(mode="json"), FakeContext()))
    return stage.scope.documents.get_document(told.document, AnswerAssessed)


def ownership(answer: AnswerAssessed) -> float | None:
    (found,) = (score for score in answer.scores if score.competency == "ownership")
    return found.score


@pytest.fixture
def llm() -> Iterator[FakeLlm]:
    with fake_llm() as served:
        yield served


def with_model(llm: FakeLlm, **changed: Any) -> dict[str, Any]:
    return {"llm_provider": "openai", "llm_model": "fake-model", "llm_base_url": f"{llm.url}/v1", **changed}


def test_without_a_model_and_without_calibration_the_standard_weights_judge() -> None:
    with opened() as stage:
        receipt = scored(stage).receipt
    assert receipt is not None
    assert receipt.weights_version == f"local {weights().version}"
    assert (receipt.weights, receipt.prompts, "llm" in receipt.models) == (digest(weights()), {}, False)


def test_accepted_weights_judge_from_the_next_answer_on_until_they_are_withdrawn() -> None:
    with opened() as stage:
        before = scored(stage, "a1")
        kept_proposal(stage.scope, competency="ownership")
        assert tenant_weights(stage.scope) == weights()
        calibrate.accept(stage.scope, "cal_1", by="eve")
        held = calibrate.accepted_weights(stage.scope, weights().version)
        during = scored(stage, "a2")
        calibrate.withdraw(stage.scope, "cal_1", by="eve")
        after = scored(stage, "a3")
    name = f"local {weights().version}+{calibrate.version_of(held)}"
    told = [answer.receipt.weights_version for answer in (before, during, after) if answer.receipt]
    assert told == [f"local {weights().version}", name, f"local {weights().version}"]
    assert {score.judge for score in during.scores} == {name}
    first, calibrated, last = (ownership(answer) for answer in (before, during, after))
    assert first is not None
    assert calibrated != first
    assert last == first


def test_weights_of_one_tenant_are_not_anothers() -> None:
    with opened() as stage:
        kept_proposal(stage.scope, competency="ownership")
        calibrate.accept(stage.scope, "cal_1", by="eve")
        judge = judges.open_judge(stage.deployment.platform.settings, tenant_weights(stage.scope))
        assert "+cal-" in judge.name
        assert "+cal-" not in judges.open_judge(stage.deployment.platform.settings).name


def test_weights_of_features_that_nobody_measures_any_more_stop_the_scoring() -> None:
    with opened() as stage:
        kept_proposal(stage.scope, competency="ownership", weights_after={**AFTER, "phrenology": 0.1})
        calibrate.accept(stage.scope, "cal_1", by="eve")
        with pytest.raises(ValueError, match="phrenology"):
            tenant_weights(stage.scope)


def test_the_receipt_of_a_fused_verdict_names_model_prompt_and_both_judges(llm: FakeLlm) -> None:
    with opened(**with_model(llm)) as stage:
        kept_proposal(stage.scope, competency="ownership")
        calibrate.accept(stage.scope, "cal_1", by="eve")
        answer = scored(stage)
    receipt = answer.receipt
    assert receipt is not None
    assert (receipt.models["llm"], receipt.models["embedding"]) == ("fake-model", "steady")
    assert receipt.prompts == {CURRENT: prompt_hash(CURRENT)}
    assert receipt.weights_version.startswith("fused 2026-11.1 (local 2026-11.2+cal-")
    assert f"llm fake-model prompt {CURRENT}" in receipt.weights_version
    assert [len(score.judgements) for score in answer.scores] == [2 for _ in answer.scores]
    assert len(llm.heard) == 3


def test_the_weight_of_the_model_is_in_the_receipt(llm: FakeLlm) -> None:
    found = []
    for weight in (0.3, 0.6):
        with opened(**with_model(llm, llm_weight=weight)) as stage:
            found.append(scored(stage).receipt)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].weights != found[1].weights


def test_a_model_that_is_not_reached_costs_no_answer(llm: FakeLlm) -> None:
    with opened(**with_model(llm.then("unauthorized"))) as stage:
        answer = scored(stage)
    assert [flag.code for flag in answer.flags if flag.code == "judge_unavailable"] == ["judge_unavailable"]
    assert answer.scores[0].score is not None
