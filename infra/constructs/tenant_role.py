"""Roles that see one tenant only: the one that the session tag ``TenantId`` names (attribute-based access control).

A handler or worker holds no rights on tenant data itself. It assumes one of these roles with the tenant of the
request as session tag, and IAM then confines table and bucket to that tenant, whatever the code asks for.
"""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.key_table import KeyTable, acknowledge_tenants_keys, sealing_statements
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import TENANT_PREFIXES

TENANT = "${aws:PrincipalTag/TenantId}"

TABLE_ACTIONS = (
    "GetItem",
    "BatchGetItem",
    "Query",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "ConditionCheckItem",
)
WRITING = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
OBJECT_ACTIONS = ("GetObject", "GetObjectVersion", "PutObject", "AbortMultipartUpload", "ListMultipartUploadParts")


def tenant_path(stage: str) -> str:
    """Return the IAM path of the roles that may act for a tenant; the trust of the tenant roles names it."""
    return f"/bole/{stage}/tenant/"


class TenantRole(Construct):
    """A role for one tenant at a time. ``table`` may be left out for those who only touch media (workers).

    ``keys``: with them it opens what is sealed for the tenant's candidates; ``prefix`` is the deployment's.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: str,
        key: kms.IKey,
        bucket: s3.Bucket,
        table: MainTable | None,
        keys: KeyTable | None = None,
        prefix: str = "",
    ) -> None:
        super().__init__(scope, construct_id)
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=project_roles(self, stage),
            description="Table and bucket, confined to the tenant of the session tag TenantId",
            max_session_duration=Duration.hours(1),
        )
        for statement in [*self._objects(bucket), *(self._items(table) if table else ()), self._decryption(key)]:
            self.role.add_to_policy(statement)
        if keys is not None:
            for statement in sealing_statements(keys, key, prefix):
                self.role.add_to_policy(statement)
            acknowledge_tenants_keys(self)

    def _objects(self, bucket: s3.Bucket) -> Sequence[iam.PolicyStatement]:
        resources = [f"{prefix}/{TENANT}/*" for prefix in TENANT_PREFIXES]
        for resource in resources:
            reported = resource.replace("${", "<").replace("}", ">")
            acknowledge(
                self,
                "Everything below the tenant's own folder, and the tenant comes from the session tag.",
                f"AwsSolutions-IAM5[Resource::<{as_reported(bucket)}.Arn>/{reported}]",
            )
        return [
            iam.PolicyStatement(
                sid="TenantObjects",
                actions=[f"s3:{action}" for action in OBJECT_ACTIONS],
                resources=[bucket.arn_for_objects(resource) for resource in resources],
            ),
            iam.PolicyStatement(
                sid="AnchorsAreThePlatforms",
                effect=iam.Effect.DENY,
                actions=["s3:PutObject"],
                resources=[bucket.arn_for_objects(f"audit/{TENANT}/*")],
            ),
            iam.PolicyStatement(
                sid="TenantListings",
                actions=["s3:ListBucket"],
                resources=[bucket.bucket_arn],
                conditions={"StringLike": {"s3:prefix": resources}, "Null": {"s3:prefix": "false"}},
            ),
        ]

    def _items(self, table: MainTable) -> Sequence[iam.PolicyStatement]:
        return [
            iam.PolicyStatement(
                sid="TenantItems",
                actions=[f"dynamodb:{action}" for action in TABLE_ACTIONS],
                resources=[table.table.table_arn, *table.index_arns],
                conditions={
                    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"TENANT#{TENANT}#*"]},
                    # ForAllValues is true for a request without keys: the guard refuses those.
                    "Null": {"dynamodb:LeadingKeys": "false"},
                },
            ),
            *self._denied_rows(table),
        ]

    def _denied_rows(self, table: MainTable) -> Sequence[iam.PolicyStatement]:
        """Whoever acts for a tenant cannot change its plan, nor take entries from its audit log.

        An entry is a new item and the head of its chain an update, so both actions stay allowed: IAM cannot tell a new
        item from one that is overwritten. The condition of each write does, the chain shows it, and anchors prove it.
        """
        return [
            iam.PolicyStatement(
                sid="PlanIsTheOperators",
                effect=iam.Effect.DENY,
                actions=[f"dynamodb:{action}" for action in WRITING],
                resources=[table.table.table_arn],
                conditions={"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": ["TENANT#*#PLAN"]}},
            ),
            iam.PolicyStatement(
                sid="AuditIsAppendOnly",
                effect=iam.Effect.DENY,
                actions=["dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
                resources=[table.table.table_arn],
                conditions={"ForAnyValue:StringLike": {"dynamodb:LeadingKeys": ["TENANT#*#AUDIT#*"]}},
            ),
        ]

    def _decryption(self, key: kms.IKey) -> iam.PolicyStatement:
        region = Stack.of(self).region
        return iam.PolicyStatement(
            sid="ThroughTheServicesOnly",
            actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
            resources=[key.key_arn],
            conditions={
                "StringEquals": {
                    "kms:ViaService": [f"s3.{region}.amazonaws.com", f"dynamodb.{region}.amazonaws.com"],
                }
            },
        )


def project_roles(scope: Construct, stage: str) -> iam.IPrincipal:
    """Return this account's roles below the project's path, and only with exactly the one session tag."""
    path = tenant_path(stage).strip("/")
    roles = Stack.of(scope).format_arn(
        service="iam", region="", resource="role", resource_name=f"{path}/*", arn_format=ArnFormat.SLASH_RESOURCE_NAME
    )
    trusted = iam.PrincipalWithConditions(
        iam.AccountRootPrincipal(),
        {
            "ArnLike": {"aws:PrincipalArn": roles},
            "StringLike": {"aws:RequestTag/TenantId": "?*"},
            "Null": {"aws:RequestTag/TenantId": "false"},
            "ForAllValues:StringEquals": {"aws:TagKeys": ["TenantId"]},
        },
    )
    return trusted.with_session_tags()
