"""The queue between a state that waits and the workers that answer."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.dead_letters import DeadLetters

MAX_RECEIVES = 3
"""After three tries a message is poison: it goes to the dead-letter queue, and the answer says why."""


class WorkQueue(Construct):
    """A queue of clips with its dead-letter queue.

    The visibility timeout is short: a worker extends it while it works, and when one dies, another has the clip soon.
    """

    def __init__(self, scope: Construct, construct_id: str, *, dead_letter_days: int) -> None:
        super().__init__(scope, construct_id)
        self.dead_letters = DeadLetters(self, "DeadLetters", days=dead_letter_days).queue
        self.queue = sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(60),
            receive_message_wait_time=Duration.seconds(20),
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters, max_receive_count=MAX_RECEIVES),
        )
