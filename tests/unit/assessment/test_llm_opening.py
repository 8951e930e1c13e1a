"""Which judge a deployment has, where its key comes from, and what a request costs."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from shared.assessment.fusion import FusedJudge
from shared.assessment.llm.cost import list_price
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.llm.ports import ChatModel
from shared.assessment.local_judge import LocalJudge, weights
from shared.platform import judges
from shared.platform.llm.bedrock import BedrockModel
from shared.platform.llm.key import key_of
from shared.platform.llm.open import open_chat_model
from shared.platform.llm.openai_compatible import OpenAiCompatibleModel
from shared.platform.settings import LlmSettings, SettingsError, load
from tests.builders.assessed import OverlapEmbedder

OPENAI = {"llm_provider": "openai", "llm_model": "m", "llm_base_url": "http://127.0.0.1:1/v1"}


def settings(**changed: Any) -> LlmSettings:
    return LlmSettings(**{"stage": "test", **changed})


@pytest.fixture
def _light_embedder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(judges, "open_embedder", OverlapEmbedder)
    yield
    judges.forget()


def test_without_a_provider_there_is_no_model() -> None:
    assert open_chat_model(settings()) is None


@pytest.mark.usefixtures("_light_embedder")
def test_without_a_provider_the_local_judge_judges_alone() -> None:
    assert isinstance(judges.open_judge(settings()), LocalJudge)


@pytest.mark.usefixtures("_light_embedder")
def test_with_a_provider_both_judge() -> None:
    judge = judges.open_judge(settings(**OPENAI))
    assert isinstance(judge, FusedJudge)
    assert "llm m prompt 2026-11.1" in judge.name


@pytest.mark.usefixtures("_light_embedder")
def test_the_model_is_opened_once_a_process_and_the_weights_are_those_of_each_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = []

    def counted(given: LlmSettings, session: Any) -> ChatModel | None:
        opened.append(given)
        return open_chat_model(given, session)

    monkeypatch.setattr(judges, "open_chat_model", counted)
    own = weights().with_calibrated({"teamwork": {"structure": 1.0}}, "cal-1")
    names = [judges.open_judge(settings(**OPENAI), chosen).name for chosen in (None, own, None)]
    assert [f"{weights().version}+cal-1;" in name for name in names] == [False, True, False]
    judges.open_judge(settings(**OPENAI, llm_samples=5))
    assert len(opened) == 2


@pytest.mark.parametrize(
    ("chosen", "kind"), [(OPENAI, OpenAiCompatibleModel), ({"llm_provider": "bedrock", "llm_model": "m"}, BedrockModel)]
)
def test_each_provider_has_its_client(chosen: dict[str, str], kind: type[Any]) -> None:
    assert isinstance(open_chat_model(settings(**chosen)), kind)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"BOLE_LLM_PROVIDER": "bedrock"}, "BOLE_LLM_MODEL"),
        ({"BOLE_LLM_PROVIDER": "openai", "BOLE_LLM_MODEL": "m"}, "BOLE_LLM_BASE_URL"),
        ({"BOLE_LLM_INPUT_USD_PER_MTOK": "1"}, "BOLE_LLM_OUTPUT_USD_PER_MTOK"),
        ({"BOLE_LLM_WEIGHT": "1.5"}, "BOLE_LLM_WEIGHT"),
        ({"BOLE_LLM_PROVIDER": "oracle"}, "BOLE_LLM_PROVIDER"),
    ],
)
def test_settings_that_are_not_complete_are_named(
    variables: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"BOLE_STAGE": "test", **variables}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=named):
        load(LlmSettings)


def test_a_key_is_never_written_out() -> None:
    assert "sk-secret" not in repr(settings(llm_api_key="sk-secret"))


def test_a_key_from_a_secret_comes_before_a_plain_one() -> None:
    with mock_aws():
        session = boto3.Session(region_name="eu-central-1", aws_access_key_id="t", aws_secret_access_key="t")
        made = session.client("secretsmanager").create_secret(Name="llm", SecretString=" sk-secret\n")
        read = key_of(settings(llm_api_key="plain", llm_api_key_secret_arn=made["ARN"]), lambda: session)
        assert read() == "sk-secret"
    assert key_of(settings(llm_api_key="plain"))() == "plain"


def test_a_secret_that_cannot_be_read_makes_the_model_unavailable() -> None:
    with mock_aws():
        session = boto3.Session(region_name="eu-central-1", aws_access_key_id="t", aws_secret_access_key="t")
        arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:none-abcdef"
        read = key_of(settings(llm_model="m", llm_api_key_secret_arn=arn), lambda: session)
        with pytest.raises(ModelUnavailable, match="its key could not be read"):
            read()


@pytest.mark.parametrize(
    "model",
    [
        "amazon.nova-lite-v1:0",
        "eu.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0",
    ],
)
def test_an_inference_profile_costs_what_its_model_costs(model: str) -> None:
    price = list_price(model)
    assert price is not None
    assert price.of(1_000_000, 1_000_000) == pytest.approx(0.06 + 0.24)


def test_a_price_of_ones_own_comes_before_the_list_and_an_unknown_model_has_none() -> None:
    own = settings(llm_model="gpt-4.1", llm_input_usd_per_mtok=0.0, llm_output_usd_per_mtok=0.0)
    assert judges.price_of(own) is not None
    assert judges.price_of(own).of(1000, 1000) == 0.0  # type: ignore[union-attr]
    assert judges.price_of(settings(llm_model="home-made")) is None
