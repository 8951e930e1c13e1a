"""The role that erases: a tenant's role that may delete versions of that tenant's objects, and nobody else may.

Only the functions of erasure and retention act by it (``infra/constructs/rights.py``). Settings, certificates and the
audit log's anchors are out of its reach, too.
"""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.key_table import KeyTable
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import TENANT_PREFIXES
from infra.constructs.tenant_role import TENANT, TenantRole

KEPT = frozenset({"settings", "certificates", "audit", "imports", "people", "payroll", "finance"})
"""Folders that hold nothing of one candidate, or that nobody may take anything out of: the law has books, and what they
rest on, kept (会计档案管理办法 art. 14)."""
ERASED = tuple(prefix for prefix in TENANT_PREFIXES if prefix not in KEPT)


class EraserRole(TenantRole):
    """Assumed with the session tag ``TenantId``, as the tenant role is."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: str,
        key: kms.IKey,
        bucket: s3.Bucket,
        table: MainTable,
        keys: KeyTable,
        prefix: str,
    ) -> None:
        super().__init__(
            scope, construct_id, stage=stage, key=key, bucket=bucket, table=table, keys=keys, prefix=prefix
        )
        folders = [f"{folder}/{TENANT}/*" for folder in ERASED]
        self.role.add_to_policy(
            iam.PolicyStatement(
                sid="EraseVersions",
                actions=["s3:DeleteObject", "s3:DeleteObjectVersion"],
                resources=[bucket.arn_for_objects(folder) for folder in folders],
            )
        )
        self.role.add_to_policy(
            iam.PolicyStatement(
                sid="SeeVersions",
                actions=["s3:ListBucketVersions"],
                resources=[bucket.bucket_arn],
                conditions={"StringLike": {"s3:prefix": folders}, "Null": {"s3:prefix": "false"}},
            )
        )
        # IAM knows no prefix for this action; the code asks for the tenant's own, and what is listed are ids.
        self.role.add_to_policy(
            iam.PolicyStatement(
                sid="SeeUnfinishedUploads",
                actions=["s3:ListBucketMultipartUploads"],
                resources=[bucket.bucket_arn],
            )
        )
