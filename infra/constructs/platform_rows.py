"""Access to the platform's own rows: the list of tenants. For operators' functions and the sweeper, nobody else."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from infra.constructs.main_table import MainTable

LIST = "PLATFORM#*"
TENANCY = "TENANT#*#TENANCY"
"""Where a new tenant's first row and its event are written, in one transaction with the list."""


def platform_rows(table: MainTable, key: kms.IKey, *, write: bool) -> list[iam.PolicyStatement]:
    """Return the statements that allow to read the list of tenants, and with ``write`` to enter a new tenant."""
    reading = ["dynamodb:GetItem", "dynamodb:Query"]
    writing = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"]
    region = Stack.of(table).region
    return [
        iam.PolicyStatement(
            sid="PlatformRows",
            actions=reading + (writing if write else []),
            resources=[table.table.table_arn],
            conditions={
                "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [LIST, TENANCY] if write else [LIST]},
                "Null": {"dynamodb:LeadingKeys": "false"},
            },
        ),
        iam.PolicyStatement(
            sid="PlatformRowsDecryption",
            actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
            resources=[key.key_arn],
            conditions={"StringEquals": {"kms:ViaService": f"dynamodb.{region}.amazonaws.com"}},
        ),
    ]
