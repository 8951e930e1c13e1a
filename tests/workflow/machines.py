"""The state machines of the synthesized template, made executable in process: real definitions, real handlers.

moto executes the definition. A Lambda task ends in the handler that the template names; a message to a worker's queue
is taken by the real worker loop around a scripted engine.
"""

import importlib
import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3
from moto.awslambda_simple.models import LambdaSimpleBackend

from shared.platform import bootstrap
from tests.builders.lambda_context import FakeContext

REGION = "eu-central-1"
ACCOUNT = "123456789012"
Template = dict[str, Any]


def find(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    """Return logical id → properties of the resources of one type."""
    return {name: r["Properties"] for name, r in template["Resources"].items() if r["Type"] == kind}


def handlers_of(template: Template) -> dict[str, str]:
    """Return logical id → ``module.handler`` of every Python function in the template."""
    functions = find(template, "AWS::Lambda::Function")
    return {name: p["Handler"] for name, p in functions.items() if p["Handler"].startswith("functions.")}


def definition_of(template: Template, machine: str, queues: dict[str, str]) -> dict[str, Any]:
    """Return the definition of the machine whose logical id begins with ``machine``, its tokens resolved.

    ``queues`` maps the logical id of a queue to its address. Waits between tries are cut to the second that
    the executor knows as its least; everything else is as synthesized.
    """
    (properties,) = (
        p for name, p in find(template, "AWS::StepFunctions::StateMachine").items() if name.startswith(machine)
    )
    parts = properties["DefinitionString"]["Fn::Join"][1]
    definition: dict[str, Any] = json.loads("".join(_text(part, queues) for part in parts))
    for state in states_of(definition).values():
        for retry in state.get("Retry", []):
            retry |= {"IntervalSeconds": 1, "BackoffRate": 1.0, "MaxAttempts": 2}
            retry.pop("JitterStrategy", None)
    return definition


def states_of(definition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return all states by name, those inside Parallel branches too."""
    found: dict[str, dict[str, Any]] = {}
    for name, state in definition["States"].items():
        found[name] = state
        for branch in state.get("Branches", []):
            found |= states_of(branch)
    return found


def _text(part: Any, queues: dict[str, str]) -> str:
    if isinstance(part, str):
        return part
    if "Fn::GetAtt" in part:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{part['Fn::GetAtt'][0]}"
    reference = part["Ref"]
    return "aws" if reference == "AWS::Partition" else queues[reference]


@dataclass
class Handlers:
    """Stands where AWS Lambda stands: calls the handler the template names, and reports its exceptions as Lambda does.

    ``failing`` maps a handler to errors that are raised instead of its next calls, ``before`` to what happens
    just before its next call.
    """

    by_function: dict[str, str]
    failing: dict[str, list[Exception]] = field(default_factory=dict)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def invoke(self, _backend: Any, function: str, _qualifier: Any, body: Any, _h: Any, response: Any) -> bytes:
        """Answer one invocation; the signature is that of moto's own backend."""
        path = self.by_function[function.split(":")[-1]]
        module, name = path.rsplit(".", 1)
        # Each function is a process of its own in the cloud, put together from its own settings.
        bootstrap.use(None)
        self.calls.append(module.removeprefix("functions."))
        try:
            self.before.pop(module.removeprefix("functions."), lambda: None)()
            if self.failing.get(module.removeprefix("functions.")):
                raise self.failing[module.removeprefix("functions.")].pop(0)
            answer = getattr(importlib.import_module(module), name)(json.loads(body or "{}"), FakeContext())
        except Exception as error:
            response["x-amz-function-error"] = "Unhandled"
            return json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)}).encode()
        return json.dumps(answer).encode()

    def install(self, patch: Callable[..., None]) -> None:
        """Put this in the place of moto's Lambda."""
        patch(LambdaSimpleBackend, "invoke", lambda *arguments: self.invoke(*arguments))


@dataclass
class Run:
    """One finished execution."""

    status: str
    output: dict[str, Any]
    visited: list[str]
    error: str | None


@dataclass
class Machine:
    """A deployed state machine. ``serve`` is called while it runs, to let workers take their clips."""

    arn: str

    def run(self, input_: dict[str, Any], serve: Callable[[], None] = lambda: None, limit_s: float = 30) -> Run:
        """Start an execution and return how it ended; raises TimeoutError when it does not end."""
        client = boto3.client("stepfunctions", region_name=REGION)
        execution = client.start_execution(
            stateMachineArn=self.arn, name=f"run-{uuid.uuid4()}", input=json.dumps(input_)
        )["executionArn"]
        begun = time.monotonic()
        while (found := client.describe_execution(executionArn=execution))["status"] == "RUNNING":
            if time.monotonic() - begun > limit_s:
                raise TimeoutError(f"{execution} still runs after {limit_s} s: {self._visited(execution)}")
            serve()
            time.sleep(0.02)
        output = json.loads(found["output"]) if found.get("output") else {}
        return Run(found["status"], output, self._visited(execution), found.get("error"))

    def _visited(self, execution: str) -> list[str]:
        client = boto3.client("stepfunctions", region_name=REGION)
        events = client.get_execution_history(executionArn=execution, maxResults=1000)["events"]
        return [
            event["stateEnteredEventDetails"]["name"]
            for event in events
            if re.search("StateEntered$", event["type"]) and "stateEnteredEventDetails" in event
        ]


def deploy(name: str, definition: dict[str, Any]) -> Machine:
    """Create the machine in moto."""
    role = boto3.client("iam", region_name=REGION).create_role(
        RoleName=f"{name}-{uuid.uuid4().hex[:8]}", AssumeRolePolicyDocument="{}"
    )["Role"]["Arn"]
    arn = boto3.client("stepfunctions", region_name=REGION).create_state_machine(
        name=name, definition=json.dumps(definition), roleArn=role
    )["stateMachineArn"]
    return Machine(arn)
