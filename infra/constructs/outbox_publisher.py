"""From state to event: the table's stream, filtered to outbox items, to the one function that may publish."""

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.python_function import PythonFunction

OUTBOX_PREFIX = "EVENT#"


class OutboxPublisher(Construct):
    """Owns the function, its stream source, and the queue that gets the position of records it could not publish."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: dynamodb.ITable,
        bus: events.IEventBus,
    ) -> None:
        super().__init__(scope, construct_id)
        self.dead_letters = DeadLetters(self, "DeadLetters", days=settings.stage.retention.dead_letters).queue
        publisher = PythonFunction(
            self, "Publish", module="platform.publish_outbox", settings=settings, for_tenants=False
        )
        self.function = publisher.function
        publisher.role.add_to_policy(
            iam.PolicyStatement(sid="Publish", actions=["events:PutEvents"], resources=[bus.event_bus_arn])
        )
        new_outbox_item = {
            "eventName": lambda_.FilterRule.is_equal("INSERT"),
            "dynamodb": {"Keys": {"SK": {"S": lambda_.FilterRule.begins_with(OUTBOX_PREFIX)}}},
        }
        self.function.add_event_source(
            sources.DynamoEventSource(
                table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                filters=[lambda_.FilterCriteria.filter(new_outbox_item)],
                batch_size=100,
                parallelization_factor=2,
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                # Until a record is too old: an outage of the bus must not use up the tries in a few minutes.
                retry_attempts=10_000,
                max_record_age=Duration.hours(12),
                on_failure=sources.SqsDlq(self.dead_letters),
            )
        )
        acknowledge(self, "dynamodb:ListStreams has no resources to name.", "AwsSolutions-IAM5[Resource::*]")
