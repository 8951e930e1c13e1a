"""A stack with nothing but what rights need, synthesized in this process."""

from pathlib import Path
from typing import Any

from aws_cdk import App, Environment, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Template

from infra.constructs.eraser_role import EraserRole
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.key_table import KeyTable
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import MediaBucket
from infra.constructs.rights import Rights
from infra.stages import STAGES


def rights_template(folder: Path) -> dict[str, Any]:
    """The template, as JSON. ``folder`` is empty, and for this alone."""
    code = folder / "code"
    code.mkdir()
    (code / "nothing.txt").write_text("nothing")
    stage = STAGES["dev"]
    app = App(outdir=str(folder / "out"), context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
    stack = Stack(app, "Rights", env=Environment(region="eu-central-1"))
    key = kms.Key(stack, "Key")
    dead = sqs.Queue(stack, "DeadLetters")
    layer = lambda_.LayerVersion(stack, "Layer", code=lambda_.Code.from_asset(str(code)))
    table = MainTable(stack, "Table", key=key, protect=False)
    keys = KeyTable(stack, "Keys", key=key, protect=False)
    bucket = MediaBucket(
        stack, "Media", key=key, retention=stage.retention, cors_origins=("https://jobs.example",), protect=False
    ).bucket
    eraser = EraserRole(
        stack, "Eraser", stage=stage.name, key=key, bucket=bucket, table=table, keys=keys, prefix=stage.prefix
    )
    settings = FunctionSettings(
        stage=stage,
        runtime=lambda_.Runtime("python3.13", lambda_.RuntimeFamily.PYTHON),
        code=lambda_.Code.from_asset(str(code)),
        layers={"base": layer, "api": layer},
        key=key,
        log_retention=logs.RetentionDays.ONE_WEEK,
        environment={},
        tenant_role_arn="arn:aws:iam::123456789012:role/tenant",
        dead_letters=dead,
    )
    Rights(
        stack,
        "Rights",
        settings=settings,
        eraser_role_arn=eraser.role.role_arn,
        table=table,
        bus=events.EventBus(stack, "Bus"),
        dead_letters=dead,
    )
    return dict(Template.from_stack(stack).to_json())
