"""A language model is there only where a stage has one, and who scores or drafts alone may ask exactly that one."""

from typing import Any

import pytest

from infra.language_model import LONGEST_DEADLINE_SECONDS, LanguageModel
from infra.options import read_options
from infra.stages import DEV, PROD
from shared.platform.settings import LlmSettings
from tests.builders.deployment import Deployment, Json, Resource, listed
from tests.builders.language_models import KMS_KEY, LANGUAGE_MODELS, SECRET
from tests.builders.synthesis import CANARY

SCORE = "functions.assessment.score_answer.handler"
DRAFT = "functions.recruiting.api.handler"
ASKERS = {SCORE, DRAFT}
"""Who may ask a model: the scorer of answers, and the routes that draft questions from a job description."""
ONLY_FOR_MODELS = ("bedrock:", "secretsmanager:")
OF_OTHERS = ("ReadTheSecretsOfConnections", "ReadTheAccountsOfSigningServices")
"""Finance and offers read secrets, too: those of connections and signing services, by their names."""


def scorer(deployment: Deployment) -> Resource:
    (found,) = (each for each in deployment.resources("AWS::Lambda::Function") if each.properties["Handler"] == SCORE)
    return found


def told(function: Resource) -> dict[str, Any]:
    variables = function.properties["Environment"]["Variables"]
    return {name: value for name, value in variables.items() if name.startswith("BOLE_LLM_")}


def rights(deployment: Deployment) -> dict[str, Json]:
    """The statements that only a model needs, by their names; nobody but those who may ask one has them."""
    found = {}
    for resource, statement in deployment.statements():
        if statement.get("Sid") in OF_OTHERS:
            continue
        if any(action.startswith(ONLY_FOR_MODELS) for action in listed(statement["Action"])) or (
            statement.get("Sid") == "DecryptThatKey"
        ):
            assert resource.name.startswith(("PipelineScoreAnswer", "HandlersRecruiting"))
            found[statement["Sid"]] = statement
    return found


def test_without_a_model_there_is_no_layer_no_variable_and_no_right(deployment: Deployment) -> None:
    assert told(scorer(deployment)) == {}
    assert len(scorer(deployment).properties["Layers"]) == 2
    assert rights(deployment) == {}
    assert [str(each) for each in deployment.resources("AWS::Lambda::LayerVersion") if "Llm" in each.name] == []


def test_functions_are_in_no_network_of_ours_so_a_model_needs_no_endpoint(deployment: Deployment) -> None:
    functions = deployment.resources("AWS::Lambda::Function")
    assert [str(each) for each in functions if "VpcConfig" in each.properties] == []


def test_only_what_is_set_is_told_to_the_scorer(deployment_with_model: tuple[str, Deployment]) -> None:
    provider, deployment = deployment_with_model
    expected = {
        "bedrock": {
            "BOLE_LLM_PROVIDER": "bedrock",
            "BOLE_LLM_MODEL": "us.amazon.nova-lite-v1:0",
            "BOLE_LLM_WEIGHT": "0.4",
        },
        "openai": {
            "BOLE_LLM_PROVIDER": "openai",
            "BOLE_LLM_MODEL": "some-model",
            "BOLE_LLM_BASE_URL": "https://models.example/v1",
            "BOLE_LLM_API_KEY_SECRET_ARN": SECRET,
        },
    }
    assert told(scorer(deployment)) == expected[provider]
    functions = deployment.resources("AWS::Lambda::Function")
    assert {each.properties["Handler"] for each in functions if told(each)} == ASKERS


def test_the_vendors_client_is_carried_only_where_lambda_has_none(
    deployment_with_model: tuple[str, Deployment],
) -> None:
    provider, deployment = deployment_with_model
    layers = [str(layer["Ref"]) for layer in scorer(deployment).properties["Layers"]]
    assert any("Llm" in layer for layer in layers) is (provider == "openai")
    carriers = {
        each.properties["Handler"]
        for each in deployment.resources("AWS::Lambda::Function")
        if any("Llm" in str(layer) for layer in each.properties["Layers"])
    }
    assert carriers == (ASKERS if provider == "openai" else set())


def test_the_scorer_may_ask_this_model_and_read_this_secret_only(
    deployment_with_model: tuple[str, Deployment],
) -> None:
    provider, deployment = deployment_with_model
    held = rights(deployment)
    text = str(held).replace("{'Ref': 'AWS::AccountId'}", "ACCOUNT")
    if provider == "openai":
        assert set(held) == {"ReadTheKeyOfTheModel", "DecryptThatKey"}
        assert (held["ReadTheKeyOfTheModel"]["Action"], held["ReadTheKeyOfTheModel"]["Resource"]) == (
            "secretsmanager:GetSecretValue",
            SECRET,
        )
        assert held["DecryptThatKey"]["Resource"] == KMS_KEY
        assert held["DecryptThatKey"]["Condition"]["StringEquals"] == {
            "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
            "kms:EncryptionContext:SecretARN": SECRET,
        }
        return
    assert set(held) == {"AskTheProfile", "AskTheModelBehindIt"}
    assert {action for statement in held.values() for action in listed(statement["Action"])} == {"bedrock:InvokeModel"}
    assert "inference-profile/us.amazon.nova-lite-v1:0" in str(held["AskTheProfile"]["Resource"])
    behind = str(listed(held["AskTheModelBehindIt"]["Resource"]))
    assert [region in behind for region in ("us-east-1", "us-west-2", "us-east-2")] == [True, True, False]
    assert behind.count("foundation-model/amazon.nova-lite-v1:0") == 2
    assert held["AskTheModelBehindIt"]["Condition"]["StringEquals"] == {
        "bedrock:InferenceProfileArn": held["AskTheProfile"]["Resource"]
    }
    assert "*" not in text


def test_the_rules_find_nothing_in_a_deployment_with_a_model(deployment_with_model: tuple[str, Deployment]) -> None:
    _, deployment = deployment_with_model
    assert [finding for finding in deployment.findings if not finding[0].startswith(CANARY)] == []


def test_all_samples_are_back_before_the_scorer_is_stopped(deployment: Deployment) -> None:
    assert scorer(deployment).properties["Timeout"] >= LONGEST_DEADLINE_SECONDS + 60


@pytest.mark.parametrize("provider", sorted(LANGUAGE_MODELS))
def test_the_scorer_understands_what_it_is_told(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    llm = read_options(LANGUAGE_MODELS[provider], {}).stage.llm
    assert llm is not None
    for name, value in {"BOLE_STAGE": "test", **llm.environment()}.items():
        monkeypatch.setenv(name, value)
    assert LlmSettings().llm_model == llm.model


def test_the_stages_of_the_repository_send_nothing_to_a_model() -> None:
    assert (DEV.llm, PROD.llm) == (None, None)


def test_settings_come_from_context_and_environment_and_none_takes_a_model_away() -> None:
    options = read_options(
        {"llm_provider": "bedrock"}, {"BOLE_LLM_MODEL": "amazon.nova-lite-v1:0", "BOLE_LLM_SAMPLES": "5"}
    )
    assert options.stage.llm == LanguageModel("bedrock", "amazon.nova-lite-v1:0", samples=5)
    assert read_options({**LANGUAGE_MODELS["openai"], "llm_provider": "none"}, {}).stage.llm is None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"llm_provider": ""}, "llm_provider"),
        ({"llm_model": ""}, "model"),
        ({"llm_base_url": ""}, "BOLE_LLM_BASE_URL"),
        ({"llm_weight": "2"}, "llm_weight"),
        ({"llm_samples": "many"}, "samples"),
        ({"llm_deadline_seconds": "280"}, "llm_deadline_seconds"),
        ({"llm_api_key_secret_arn": "llm-key"}, "llm_api_key_secret_arn"),
        ({"llm_input_usd_per_mtok": "1"}, "BOLE_LLM_OUTPUT_USD_PER_MTOK"),
        ({"llm_provider": "bedrock", "llm_model": "eu.amazon.nova-lite-v1:0"}, "llm_regions"),
        (
            {
                "llm_provider": "bedrock",
                "llm_model": "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
            },
            "application inference profile",
        ),
    ],
)
def test_what_cannot_work_is_refused_when_it_is_synthesized(changed: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        read_options({**LANGUAGE_MODELS["openai"], **changed}, {})


@pytest.mark.parametrize(
    ("model", "profile", "behind"),
    [
        ("amazon.nova-lite-v1:0", False, "amazon.nova-lite-v1:0"),
        ("moonshotai.kimi-k2.5", False, "moonshotai.kimi-k2.5"),
        ("eu.amazon.nova-lite-v1:0", True, "amazon.nova-lite-v1:0"),
        ("global.amazon.nova-lite-v1:0", True, "amazon.nova-lite-v1:0"),
        (
            "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
            True,
            "amazon.nova-lite-v1:0",
        ),
        ("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", False, "amazon.nova-lite-v1:0"),
    ],
)
def test_a_profile_is_told_from_a_model(model: str, profile: bool, behind: str) -> None:
    llm = LanguageModel("bedrock", model, regions=("us-east-1",))
    assert (llm.profile, llm.foundation_model) == (profile, behind)
