"""Queues: messages to the workers, and the workers' side of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError
from pydantic import BaseModel

from shared.kernel.errors import Gone
from shared.kernel.frozen import Frozen
from shared.kernel.ids import new_id
from shared.platform.vendor_errors import code_of, translated

WHAT = "The queue"
NOT_IN_HAND = frozenset({"MessageNotInflight", "ReceiptHandleIsInvalid", "InvalidParameterValue"})


class LostMessage(Gone):
    """The message is not in this process's hand any more: its time was over, and the queue gave it on."""

    code = "lost_message"

    def __init__(self) -> None:
        super().__init__("The message went back to the queue in the meantime.", "Leave it to whoever has it now.")


class Message(Frozen):
    """A message in hand. ``receives`` counts deliveries, this one included."""

    message_id: str
    receipt: str
    body: str
    receives: int


class Queue:
    """One SQS queue. Every method raises ``Unavailable`` where the service does not answer."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self.url = url

    def send(self, body: BaseModel, *, group: str | None = None, once: str | None = None) -> None:
        """Append a message. ``group``: of a FIFO queue, what it stays in order with.

        ``once``: sent again within five minutes, it is there once; without it every message of a FIFO queue is new.
        """
        fifo = {"MessageGroupId": group, "MessageDeduplicationId": once or new_id("msg")} if group else {}
        with translated(WHAT):
            self._client.send_message(QueueUrl=self.url, MessageBody=body.model_dump_json(), **fifo)

    def receive(self, *, at_most: int = 1, wait_seconds: int = 20, visible_after_seconds: int = 60) -> list[Message]:
        """Wait for messages and take up to ``at_most`` (1–10); others do not see them until the time is over."""
        with translated(WHAT):
            answer = self._client.receive_message(
                QueueUrl=self.url,
                MaxNumberOfMessages=at_most,
                WaitTimeSeconds=wait_seconds,
                VisibilityTimeout=visible_after_seconds,
                MessageSystemAttributeNames=["ApproximateReceiveCount"],
            )
        return [
            Message(
                message_id=message["MessageId"],
                receipt=message["ReceiptHandle"],
                body=message["Body"],
                receives=int(message.get("Attributes", {}).get("ApproximateReceiveCount", 1)),
            )
            for message in answer.get("Messages", [])
        ]

    def extend(self, message: Message, seconds: int) -> None:
        """Keep the message from others for ``seconds`` from now; 0 hands it to the next one at once.

        Raises:
            LostMessage: it is in another hand already.
        """
        with translated(WHAT), _in_hand():
            self._client.change_message_visibility(
                QueueUrl=self.url, ReceiptHandle=message.receipt, VisibilityTimeout=seconds
            )

    def delete(self, message: Message) -> None:
        """Take the message away: its work is done, or nobody wants it."""
        with translated(WHAT):
            self._client.delete_message(QueueUrl=self.url, ReceiptHandle=message.receipt)


@contextmanager
def _in_hand() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if code_of(error).removeprefix("AWS.SimpleQueueService.") in NOT_IN_HAND:
            raise LostMessage from error
        raise
