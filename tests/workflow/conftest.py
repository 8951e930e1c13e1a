"""One synthesis for all workflow tests, and a fresh moto world with the deployed machines for each."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.responses import EmptyResult
from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackEndpoint
from moto.stepfunctions.responses import StepFunctionResponse

from shared.platform import bootstrap
from tests.builders.aws import BUCKET, BUS, TABLE
from tests.workflow.machines import (
    ACCOUNT,
    REGION,
    Handlers,
    Machine,
    Template,
    definition_of,
    deploy,
    find,
    handlers_of,
)
from tests.workflow.workers import ScriptedWorkers

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Templates:
    """The synthesized templates by stack."""

    data: Template
    assessment: Template


@dataclass
class World:
    """AWS in this process: machines, handlers, workers, table and bucket."""

    assess_answer: Machine
    complete_interview: Machine
    handlers: Handlers
    workers: ScriptedWorkers
    definitions: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Synthesize once; the layers are empty folders, because nothing is deployed."""
    folder = tmp_path_factory.mktemp("synth")
    for layer in ("base", "api", "statistics", "media", "scoring", "report", "finance"):
        (folder / "layers" / layer).mkdir(parents=True)
        (folder / "layers" / layer / "empty").touch()
    environment = {**os.environ, "BOLE_LAYERS": str(folder / "layers"), "BOLE_OUTDIR": str(folder / "out")}
    subprocess.run(
        [sys.executable, "-m", "infra.app"], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300
    )
    found = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (folder / "out").glob("*.template.json")}

    def stack(name: str) -> Template:
        (template,) = (template for key, template in found.items() if key.endswith(f"-{name}"))
        return template  # type: ignore[no-any-return]

    return Templates(data=stack("data"), assessment=stack("assessment"))


def _create_table(template: Template) -> None:
    """Create the main table; the one of sealed keys has no index, and no step of a machine needs it."""
    tables = find(template, "AWS::DynamoDB::Table").values()
    (properties,) = (properties for properties in tables if "GlobalSecondaryIndexes" in properties)
    kept = ("KeySchema", "AttributeDefinitions", "BillingMode")
    indexes: Any = [
        {name: index[name] for name in ("IndexName", "KeySchema", "Projection")}
        for index in properties["GlobalSecondaryIndexes"]
    ]
    boto3.client("dynamodb", region_name=REGION).create_table(
        TableName=TABLE,
        GlobalSecondaryIndexes=indexes,
        **{name: properties[name] for name in kept},
    )


def _create_queues(template: Template) -> dict[str, str]:
    """Create every queue of the template; return logical id → address. Dead letters go where the template says."""
    sqs = boto3.client("sqs", region_name=REGION)
    addresses = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in find(template, "AWS::SQS::Queue")}
    for name, properties in find(template, "AWS::SQS::Queue").items():
        redrive = properties.get("RedrivePolicy")
        if redrive:
            target = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{redrive['deadLetterTargetArn']['Fn::GetAtt'][0]}"
            policy = {"deadLetterTargetArn": target, "maxReceiveCount": redrive["maxReceiveCount"]}
            sqs.set_queue_attributes(QueueUrl=addresses[name], Attributes={"RedrivePolicy": json.dumps(policy)})
    return addresses


def send_task_failure_with_its_cause(self: Any) -> EmptyResult:
    """AWS hands the cause of a failed task on; moto drops it on the way to its own executor."""
    token, error, cause = (self._get_param(name) for name in ("taskToken", "error", "cause"))
    self.stepfunction_backend.send_task_failure(token, error=error, cause=cause)
    return EmptyResult()


@pytest.fixture
def world(templates: Templates, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for name in [name for name in os.environ if name.startswith(("BOLE_", "AWS_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "POWERTOOLS_TRACE_DISABLED": "1",
        "POWERTOOLS_METRICS_NAMESPACE": "bole",
        "BOLE_STAGE": "dev",
        "BOLE_TABLE": TABLE,
        "BOLE_MEDIA_BUCKET": BUCKET,
        "BOLE_BUS": BUS,
    }.items():
        monkeypatch.setenv(name, value)
    settings: Any = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    with mock_aws(config=settings):
        _create_table(templates.data)
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        boto3.client("events", region_name=REGION).create_event_bus(Name=BUS)
        queues = _create_queues(templates.assessment)
        by_name = {
            kind: next(address for name, address in queues.items() if name.startswith(prefix) and "Dead" not in name)
            for kind, prefix in (("transcribe", "TranscribeQueue"), ("watch", "WatchQueue"))
        }
        monkeypatch.setenv("BOLE_TRANSCRIBE_QUEUE_URL", by_name["transcribe"])
        monkeypatch.setenv("BOLE_WATCH_QUEUE_URL", by_name["watch"])
        definitions = {name: definition_of(templates.assessment, name, queues) for name in MACHINES}
        machines = {name: deploy(name, definition) for name, definition in definitions.items()}
        monkeypatch.setenv("BOLE_ASSESS_ANSWER_ARN", machines["AssessAnswer"].arn)
        monkeypatch.setenv("BOLE_COMPLETE_INTERVIEW_ARN", machines["CompleteInterview"].arn)
        handlers = Handlers(handlers_of(templates.assessment))
        handlers.install(monkeypatch.setattr)
        # AWS takes a heartbeat of a task that asked for none; moto calls its token invalid.
        monkeypatch.setattr(CallbackEndpoint, "notify_heartbeat", lambda _self: True)
        monkeypatch.setattr(StepFunctionResponse, "send_task_failure", send_task_failure_with_its_cause)
        bootstrap.use(None)
        yield World(
            assess_answer=machines["AssessAnswer"],
            complete_interview=machines["CompleteInterview"],
            handlers=handlers,
            workers=ScriptedWorkers(by_name["transcribe"], by_name["watch"]),
            definitions=definitions,
        )
        bootstrap.use(None)


MACHINES = ("AssessAnswer", "CompleteInterview")
