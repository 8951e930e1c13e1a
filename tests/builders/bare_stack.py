"""A stack with nothing but what every construct of ours is given, synthesized in this process."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aws_cdk import App, Environment, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.main_table import MainTable
from infra.stages import STAGES, Stage


@dataclass(frozen=True)
class BareStack:
    """The stack and its common parts; the code of its functions is an empty folder."""

    stack: Stack
    stage: Stage
    key: kms.Key
    table: MainTable
    bus: events.EventBus
    dead_letters: sqs.Queue
    settings: FunctionSettings


def bare_stack(
    folder: Path, name: str, *, region: str | None = None, context: Mapping[str, Any] | None = None
) -> BareStack:
    """Build the stack in ``folder``, which is empty and for this alone."""
    code = folder / "code"
    code.mkdir()
    (code / "nothing.txt").write_text("nothing")
    stage = STAGES["dev"]
    app = App(outdir=str(folder / "out"), context=context)
    stack = Stack(app, name, env=Environment(region=region) if region else None)
    key = kms.Key(stack, "Key")
    dead_letters = sqs.Queue(stack, "DeadLetters")
    layer = lambda_.LayerVersion(stack, "Layer", code=lambda_.Code.from_asset(str(code)))
    settings = FunctionSettings(
        stage=stage,
        runtime=lambda_.Runtime("python3.13", lambda_.RuntimeFamily.PYTHON),
        code=lambda_.Code.from_asset(str(code)),
        layers={"base": layer, "api": layer, "statistics": layer},
        key=key,
        log_retention=logs.RetentionDays.ONE_WEEK,
        environment={},
        tenant_role_arn="arn:aws:iam::123456789012:role/tenant",
        dead_letters=dead_letters,
    )
    table = MainTable(stack, "Table", key=key, protect=False)
    return BareStack(stack, stage, key, table, events.EventBus(stack, "Bus"), dead_letters, settings)
