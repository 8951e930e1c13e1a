"""The table of wrapped data keys, and who may use them.

It has no backups, on purpose: whoever deletes a row here has shredded what it sealed, in the main table's backups, too.
What protects it against accidents is deletion protection, and that no role may take rows away in number.
"""

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.acknowledged import acknowledge

TENANT = "${aws:PrincipalTag/TenantId}"
ACTIONS = ("GetItem", "BatchGetItem", "PutItem")
"""A key is destroyed by a stone that is put in its place, so nothing is ever deleted."""


class KeyTable(Construct):
    """``PK``/``SK``, encrypted with the deployment's key; no recovery, no stream, no index."""

    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey, protect: bool) -> None:
        super().__init__(scope, construct_id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=dynamodb.Attribute(name="PK", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="SK", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            deletion_protection=protect,
            removal_policy=RemovalPolicy.RETAIN if protect else RemovalPolicy.DESTROY,
        )
        acknowledge(
            self,
            "A backup would keep the keys of people who were erased: deleting a key must delete it everywhere.",
            "AwsSolutions-DDB3",
        )


def tenant_key_prefix(prefix: str) -> str:
    """Return what the aliases of tenants' own keys begin with (``alias/bole-dev-tenant-``)."""
    return f"alias/{prefix}-tenant-"


def sealing_statements(keys: KeyTable, key: kms.IKey, prefix: str, *, opens: bool = True) -> list[iam.PolicyStatement]:
    """Return what a tenant's role needs to seal, and with ``opens`` to open, what belongs to a tenant's candidates.

    KMS is asked for the tenant of the session tag alone: the encryption context must name it, and a tenant's own key
    must carry the tenant's alias.
    """
    stack = Stack.of(keys)
    kms_actions = ["kms:GenerateDataKey", *(["kms:Decrypt"] if opens else [])]
    own_context = {"kms:EncryptionContext:tenant": TENANT}
    any_key = stack.format_arn(
        service="kms", resource="key", resource_name="*", arn_format=ArnFormat.SLASH_RESOURCE_NAME
    )
    return [
        iam.PolicyStatement(
            sid="TenantKeys",
            actions=[f"dynamodb:{action}" for action in (ACTIONS if opens else ("PutItem",))],
            resources=[keys.table.table_arn],
            conditions={
                "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"TENANT#{TENANT}#KEY#*"]},
                "Null": {"dynamodb:LeadingKeys": "false"},
            },
        ),
        iam.PolicyStatement(
            sid="DataKeysOfTheTenant",
            actions=kms_actions,
            resources=[key.key_arn],
            conditions={"StringEquals": own_context},
        ),
        iam.PolicyStatement(
            sid="DataKeysByTheTenantsOwnKey",
            actions=kms_actions,
            resources=[any_key],
            conditions={
                "StringEquals": own_context,
                "ForAnyValue:StringEquals": {"kms:ResourceAliases": f"{tenant_key_prefix(prefix)}{TENANT}"},
            },
        ),
    ]


def acknowledge_tenants_keys(construct: Construct) -> None:
    """Accept that the keys of tenants are not named one by one: they are made when a tenant is created."""
    stack = Stack.of(construct)
    acknowledge(
        construct,
        "Tenants' own keys, each confined by its alias and the encryption context to the tenant of the session tag.",
        f"AwsSolutions-IAM5[Resource::arn:aws:kms:{stack.region}:<AWS::AccountId>:key/*]",
    )
