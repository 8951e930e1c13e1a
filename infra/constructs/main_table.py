"""The one table of a deployment. Its keys and access patterns are in ``docs/access_patterns.md``."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

INDEXES = ("GSI1", "GSI2")
EXPIRES_AT = "expires_at"


class MainTable(Construct):
    """``PK``/``SK`` with the overloaded indexes ``GSI1`` and ``GSI2``, a stream for the outbox, 35 days of recovery."""

    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey, protect: bool) -> None:
        super().__init__(scope, construct_id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=_string("PK"),
            sort_key=_string("SK"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            time_to_live_attribute=EXPIRES_AT,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=protect,
            removal_policy=RemovalPolicy.RETAIN if protect else RemovalPolicy.DESTROY,
        )
        for index in INDEXES:
            self.table.add_global_secondary_index(
                index_name=index, partition_key=_string(f"{index}PK"), sort_key=_string(f"{index}SK")
            )

    @property
    def index_arns(self) -> list[str]:
        """ARNs of the indexes, for policies that name them."""
        return [f"{self.table.table_arn}/index/{index}" for index in INDEXES]


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
