"""What posts vouchers: a FIFO queue with a group an order, the worker behind it, and dead letters.

Vendors are never called from a rule: an event only wakes the worker, and what is to be done stands in the table.
"""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.python_function import PythonFunction

TURN = Duration.minutes(10)
"""A post makes up to five calls of 90 seconds; a slow one is not cut off."""


class VoucherPosting(Construct):
    """``queue`` takes ``{tenant_id, order}``; ``lost`` what the worker gave up on."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        layers: Sequence[LayerName] = (),
        environment: Mapping[str, str] | None = None,
        statements: Sequence[iam.PolicyStatement] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self.lost = sqs.Queue(
            self,
            "DeadLetters",
            fifo=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        acknowledge(self.lost, "It is a dead-letter queue itself.", "AwsSolutions-SQS3")
        self.queue = sqs.Queue(
            self,
            "Orders",
            fifo=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            # Six times the function's time, as Lambda wants it.
            visibility_timeout=Duration.seconds(6 * TURN.to_seconds()),
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.lost, max_receive_count=5),
        )
        self.worker = PythonFunction(
            self,
            "PostVoucher",
            module="finance.post_voucher",
            settings=settings,
            memory_mib=512,
            timeout=TURN,
            layers=layers,
            environment=environment or {},
        )
        for statement in statements:
            self.worker.role.add_to_policy(statement)
        self.worker.function.add_event_source(
            sources.SqsEventSource(self.queue, batch_size=10, report_batch_item_failures=True)
        )
