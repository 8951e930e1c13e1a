"""The one table of a deployment. Its keys and access patterns are in ``docs/access_patterns.md``."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

INDEX = "GSI1"
EXPIRES_AT = "expires_at"


class MainTable(Construct):
    """``PK``/``SK`` with the overloaded index ``GSI1``, a stream for the outbox, and 35 days of recovery."""

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
        self.table.add_global_secondary_index(
            index_name=INDEX, partition_key=_string(f"{INDEX}PK"), sort_key=_string(f"{INDEX}SK")
        )

    @property
    def index_arn(self) -> str:
        """ARN of ``GSI1``, for policies that name it."""
        return f"{self.table.table_arn}/index/{INDEX}"


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
