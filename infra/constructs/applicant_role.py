"""The role of the public application page: it reads links, counts requests and writes applications, nothing else.

It cannot read a candidate, an application or a key: what it seals with a fresh data key it cannot open again.
"""

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.key_table import TENANT, KeyTable, acknowledge_tenants_keys, sealing_statements
from infra.constructs.main_table import MainTable
from infra.constructs.tenant_role import project_roles

INCOMING = f"imports/{TENANT}/public/*"
"""Where résumés lie until the application is taken in."""


class ApplicantRole(Construct):
    """For one tenant at a time, as the tenant roles are."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: str,
        prefix: str,
        key: kms.IKey,
        bucket: s3.Bucket,
        table: MainTable,
        keys: KeyTable,
    ) -> None:
        super().__init__(scope, construct_id)
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=project_roles(self, stage),
            description="Public application links of the tenant of the session tag TenantId",
            max_session_duration=Duration.hours(1),
        )
        statements = [
            _rows(table, "Standing", ("GetItem",), "PLAN"),
            _rows(table, "Links", ("GetItem", "UpdateItem"), "APPLYLINK#*"),
            _rows(table, "Counters", ("UpdateItem",), "APPLYRATE#*"),
            _rows(table, "Applications", ("PutItem",), "INTAKE#*"),
            iam.PolicyStatement(sid="Resumes", actions=["s3:PutObject"], resources=[bucket.arn_for_objects(INCOMING)]),
            _through_the_services(self, key),
            *sealing_statements(keys, key, prefix, opens=False),
        ]
        for statement in statements:
            self.role.add_to_policy(statement)
        reported = INCOMING.replace("${", "<").replace("}", ">")
        acknowledge(
            self,
            "The incoming files of the tenant of the session tag.",
            f"AwsSolutions-IAM5[Resource::<{as_reported(bucket)}.Arn>/{reported}]",
        )
        acknowledge_tenants_keys(self)


def _rows(table: MainTable, sid: str, actions: tuple[str, ...], rest: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=sid,
        actions=[f"dynamodb:{action}" for action in actions],
        resources=[table.table.table_arn],
        conditions={
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"TENANT#{TENANT}#{rest}"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    )


def _through_the_services(scope: Construct, key: kms.IKey) -> iam.PolicyStatement:
    region = Stack.of(scope).region
    return iam.PolicyStatement(
        sid="ThroughTheServicesOnly",
        actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
        resources=[key.key_arn],
        conditions={
            "StringEquals": {"kms:ViaService": [f"s3.{region}.amazonaws.com", f"dynamodb.{region}.amazonaws.com"]}
        },
    )
