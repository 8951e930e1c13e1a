"""How a Lambda step is written here: one payload, one result path, patience with a busy neighbour."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk import aws_stepfunctions_tasks as tasks
from constructs import Construct

PASSING = ["Unavailable", "Lambda.TooManyRequestsException"]
"""Errors that pass by themselves: the kernel error that asks to be tried again (Lambda reports an exception by its
class name), and Lambda's own word that a campus spike outran its scaling."""

PEOPLE_ONLY = "PeopleOnly"
"""``shared.assessment.service.people_only.PeopleOnly``: a candidate took the consent back, and nobody's fault it is."""


def lambda_step(
    scope: Construct,
    name: str,
    function: lambda_.IFunction,
    *,
    result_path: str,
    timeout: Duration,
    payload: Mapping[str, Any] | None = None,
    input_path: str | None = None,
) -> tasks.LambdaInvoke:
    """Return a state that calls ``function`` and keeps what it returns at ``result_path``.

    The function gets exactly ``payload``, or what lies at ``input_path`` (what the step before returned).
    """
    step = tasks.LambdaInvoke(
        scope,
        name,
        lambda_function=function,
        payload=None if payload is None else sfn.TaskInput.from_object(dict(payload)),
        input_path=input_path,
        payload_response_only=True,
        result_path=result_path,
        task_timeout=sfn.Timeout.duration(timeout),
        retry_on_service_exceptions=True,
    )
    step.add_retry(
        errors=PASSING,
        interval=Duration.seconds(2),
        backoff_rate=2,
        max_attempts=8,
        max_delay=Duration.seconds(30),
        jitter_strategy=sfn.JitterType.FULL,
    )
    return step


def recording_step(
    scope: Construct, name: str, function: lambda_.IFunction, *, payload: Mapping[str, Any], timeout: Duration
) -> tasks.LambdaInvoke:
    """Return a state that writes a failure down. It tries longest of all: what it does not write, nobody sees."""
    step = lambda_step(scope, name, function, payload=payload, result_path="$.settled", timeout=timeout)
    step.add_retry(
        errors=["States.ALL"],
        interval=Duration.seconds(5),
        backoff_rate=2,
        max_attempts=6,
        max_delay=Duration.minutes(2),
    )
    return step


def execution_log(machine: Construct, *, key: Any, retention: logs.RetentionDays) -> sfn.LogOptions:
    """Return log options that keep errors with their data; what people said is never in there, only references."""
    group = logs.LogGroup(machine, "Log", encryption_key=key, retention=retention)
    return sfn.LogOptions(destination=group, level=sfn.LogLevel.ERROR, include_execution_data=True)
