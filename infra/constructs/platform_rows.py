"""Access to the platform's own rows: the list of tenants. For operators' functions and the sweeper, nobody else."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from infra.constructs.main_table import MainTable

LIST = "PLATFORM#*"
TENANCY = "TENANT#*#TENANCY"
"""Where a new tenant's first row and its event are written, in one transaction with the list."""
PLAN = "TENANT#*#PLAN"
"""A tenant's limits and standing: read with the tenant's role, which may not write them."""
AUDIT = "TENANT#*#AUDIT#*"
"""A tenant's audit log: an operator's order and its entry are written in one transaction."""


def platform_rows(
    table: MainTable, key: kms.IKey, *, write: bool, of_tenants: Sequence[str] = (TENANCY,)
) -> list[iam.PolicyStatement]:
    """Return the statements that allow to read the list of tenants, and with ``write`` to change it.

    ``of_tenants``: what may be read and written of every tenant besides, with ``write``.
    """
    reading = ["dynamodb:GetItem", "dynamodb:Query"]
    writing = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"]
    # Only who steers tenants takes an order back, or a tenant from the list.
    steering = ["dynamodb:DeleteItem"] if write and PLAN in of_tenants else []
    rows = iam.PolicyStatement(
        sid="PlatformRows",
        actions=reading + (writing if write else []),
        resources=[table.table.table_arn, *(table.index_arns if steering else ())],
        conditions=_leading([LIST, *of_tenants] if write else [LIST]),
    )
    gone = iam.PolicyStatement(
        sid="PlatformRowsGone", actions=steering, resources=[table.table.table_arn], conditions=_leading([LIST])
    )
    return [rows, *([gone] if steering else []), _decryption(table.table, key)]


def every_row(tables: Sequence[dynamodb.ITable], key: kms.IKey, *, write: bool) -> list[iam.PolicyStatement]:
    """Return the statements that allow to look through whole tables, and with ``write`` to delete rows of tenants.

    A scan names no keys, so IAM cannot confine it to a tenant: ``shared.platform.whole_tenant`` does, and nobody but
    operators' functions has this.
    """
    arns = [table.table_arn for table in tables]
    looking = iam.PolicyStatement(sid="LookThroughEverything", actions=["dynamodb:Scan"], resources=arns)
    deleting = iam.PolicyStatement(
        sid="DeleteRowsOfTenants",
        actions=["dynamodb:BatchWriteItem"],
        resources=arns,
        conditions=_leading(["TENANT#*"]),
    )
    return [looking, *([deleting] if write else []), _decryption(tables[0], key)]


def _leading(keys: Sequence[str]) -> dict[str, dict[str, list[str] | str]]:
    return {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(keys)},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }


def _decryption(table: dynamodb.ITable, key: kms.IKey) -> iam.PolicyStatement:
    region = Stack.of(table).region
    return iam.PolicyStatement(
        sid="PlatformRowsDecryption",
        actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
        resources=[key.key_arn],
        conditions={"StringEquals": {"kms:ViaService": f"dynamodb.{region}.amazonaws.com"}},
    )
