"""What comes out of the app: outputs, settings that processes know, one template for every place."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.options import ROOT, read_options
from infra.stages import STAGES
from shared.platform.settings import PREFIX, EverySetting
from tests.builders.deployment import Deployment

OUTPUTS = {
    "ApiUrl",
    "TableName",
    "MediaBucketName",
    "BusName",
    "UserPoolId",
    "UserPoolClientId",
    "AssessAnswerArn",
    "CompleteInterviewArn",
    "CreateTenantFunctionName",
    "TranscribeQueueUrl",
    "WatchQueueUrl",
    "TranscribeDeadLetterUrl",
    "WatchDeadLetterUrl",
}


def variables(deployment: Deployment) -> dict[str, set[str]]:
    """Return the names of the environment variables of every function and container."""
    found = {
        str(each): set(each.properties["Environment"]["Variables"])
        for each in deployment.resources("AWS::Lambda::Function")
    }
    for task in deployment.resources("AWS::ECS::TaskDefinition"):
        for container in task.properties["ContainerDefinitions"]:
            found[str(task)] = {pair["Name"] for pair in container["Environment"]}
    return found


def test_the_outputs_that_tools_rely_on_are_there(deployment: Deployment) -> None:
    assert deployment.outputs() >= OUTPUTS


def test_every_setting_given_to_a_process_is_one_that_it_knows(deployment: Deployment) -> None:
    known = {PREFIX + name.upper() for name in EverySetting.model_fields}
    given = variables(deployment)
    assert {
        place: sorted(n for n in names if n.startswith(PREFIX) and n not in known) for place, names in given.items()
    } == {place: [] for place in given}


def test_every_handler_of_the_template_is_a_module_of_the_repository(deployment: Deployment) -> None:
    missing = [
        each.properties["Handler"]
        for each in deployment.resources("AWS::Lambda::Function")
        if not (ROOT / (each.properties["Handler"].removesuffix(".handler").replace(".", "/") + ".py")).is_file()
    ]
    assert missing == []


def test_functions_run_on_the_newest_python_that_lambda_has(deployment: Deployment) -> None:
    assert {each.properties["Runtime"] for each in deployment.resources("AWS::Lambda::Function")} == {"python3.14"}


def test_there_are_no_custom_resources(deployment: Deployment) -> None:
    assert [str(each) for each in deployment if each.kind.startswith(("Custom::", "AWS::CloudFormation::"))] == []


def test_no_name_that_two_deployments_would_fight_over_is_fixed(deployment: Deployment) -> None:
    fixed = {"AWS::S3::Bucket": "BucketName", "AWS::SQS::Queue": "QueueName", "AWS::DynamoDB::Table": "TableName"}
    assert [str(each) for each in deployment if fixed.get(each.kind) in each.properties] == []


@pytest.mark.parametrize(
    ("context", "environment"),
    [({"lambda_python": "3.11"}, {}), ({}, {"BOLE_LAMBDA_PYTHON": "3.11"})],
    ids=["context", "environment"],
)
def test_options_come_from_the_context_or_the_environment(context: dict[str, str], environment: dict[str, str]) -> None:
    options = read_options(context, environment)
    assert (options.stage, options.lambda_python) == (STAGES["dev"], "3.11")


def test_an_unknown_stage_is_refused_with_the_names_of_the_known_ones() -> None:
    with pytest.raises(KeyError, match="dev, prod"):
        read_options({"stage": "staging"}, {})


def test_a_bare_python_uses_the_same_feature_flags_as_the_command_line() -> None:
    from infra.app import feature_flags

    file: dict[str, Any] = json.loads(Path(ROOT / "cdk.json").read_text())
    assert feature_flags() == file["context"]
