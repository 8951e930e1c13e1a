"""A stack with nothing but what rights need, synthesized in this process."""

from pathlib import Path
from typing import Any

from aws_cdk.assertions import Template

from infra.constructs.eraser_role import EraserRole
from infra.constructs.key_table import KeyTable
from infra.constructs.media_bucket import MediaBucket
from infra.constructs.rights import Rights
from tests.builders.bare_stack import bare_stack


def rights_template(folder: Path) -> dict[str, Any]:
    """The template, as JSON. ``folder`` is empty, and for this alone."""
    context = {"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True}
    bare = bare_stack(folder, "Rights", region="eu-central-1", context=context)
    stack, stage, key = bare.stack, bare.stage, bare.key
    keys = KeyTable(stack, "Keys", key=key, protect=False)
    bucket = MediaBucket(
        stack, "Media", key=key, retention=stage.retention, cors_origins=("https://jobs.example",), protect=False
    ).bucket
    eraser = EraserRole(
        stack, "Eraser", stage=stage.name, key=key, bucket=bucket, table=bare.table, keys=keys, prefix=stage.prefix
    )
    Rights(
        stack,
        "Rights",
        settings=bare.settings,
        eraser_role_arn=eraser.role.role_arn,
        table=bare.table,
        bus=bare.bus,
        dead_letters=bare.dead_letters,
    )
    return dict(Template.from_stack(stack).to_json())
