"""What all functions of one stack share: code, layers, runtime, key, and the environment they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs

from infra.stages import Stage

LayerName = Literal["base", "api", "statistics", "media", "scoring", "report", "llm", "finance"]


@dataclass(frozen=True)
class FunctionSettings:
    """Given to every ``PythonFunction`` of a stack.

    ``environment`` has the names of table, bucket and bus; what only one function needs is given to that function.
    ``dead_letters`` gets the events of asynchronous calls that failed three times.
    """

    stage: Stage
    runtime: lambda_.Runtime
    code: lambda_.Code
    layers: Mapping[LayerName, lambda_.ILayerVersion]
    key: kms.IKey
    log_retention: logs.RetentionDays
    environment: Mapping[str, str]
    tenant_role_arn: str
    dead_letters: sqs.IQueue
