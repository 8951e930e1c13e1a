"""The audit log's anchors: every night the heads of all chains are copied where no tenant's role can write."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_imported
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import daily

FOLDER = "audit"
NIGHT = {"hour": "1", "minute": "10"}
"""UTC."""


class AuditAnchor(Construct):
    """A schedule and the function ``tenancy.anchor_audit``. It reads chains as each tenant, and writes by itself."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        bucket: s3.IBucket,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        anchor = PythonFunction(
            self,
            "Anchor",
            module="tenancy.anchor_audit",
            settings=settings,
            memory_mib=512,
            timeout=Duration.minutes(15),
        )
        for statement in platform_rows(table, settings.key, write=False):
            anchor.role.add_to_policy(statement)
        anchor.role.add_to_policy(
            iam.PolicyStatement(
                sid="WriteAnchors",
                actions=["s3:GetObject", "s3:PutObject"],
                resources=[bucket.arn_for_objects(f"{FOLDER}/*")],
            )
        )
        anchor.role.add_to_policy(
            iam.PolicyStatement(
                sid="ListAnchors",
                actions=["s3:ListBucket"],
                resources=[bucket.bucket_arn],
                conditions={"StringLike": {"s3:prefix": [f"{FOLDER}/*"]}, "Null": {"s3:prefix": "false"}},
            )
        )
        anchor.role.add_to_policy(
            iam.PolicyStatement(
                sid="SealAnchors",
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=[settings.key.key_arn],
                conditions={"StringEquals": {"kms:ViaService": f"s3.{settings.stage.region}.amazonaws.com"}},
            )
        )
        self.role = anchor.role
        self.function = anchor.function
        daily(
            self,
            "EveryNight",
            NIGHT,
            call=self.function,
            dead_letters=dead_letters,
            why="Copies the heads of every tenant's audit log into the bucket",
        )
        acknowledge(
            anchor,
            "The anchors of every tenant; no other folder.",
            f"AwsSolutions-IAM5[Resource::{as_imported(bucket.bucket_arn, Stack.of(bucket))}/{FOLDER}/*]",
        )
