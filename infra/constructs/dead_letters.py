"""Dead-letter queues: where what failed waits for a person, encrypted, TLS only."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge


class DeadLetters(Construct):
    """A queue in which nothing waits but what failed, for ``days`` (SQS keeps at most 14)."""

    def __init__(self, scope: Construct, construct_id: str, *, days: int) -> None:
        super().__init__(scope, construct_id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(days),
        )
        acknowledge(self.queue, "It is a dead-letter queue itself.", "AwsSolutions-SQS3")
