"""Answers to the task tokens of Step Functions."""

from typing import Any

from botocore.exceptions import ClientError
from pydantic import BaseModel

from shared.kernel.errors import Gone
from shared.platform.vendor_errors import code_of, translated

WHAT = "The workflow service"
DEAD = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
CAUSE_LENGTH = 32_768
"""Characters of a failure's cause that the service takes."""


class DeadToken(Gone):
    """Nobody waits for this answer any more: the task timed out, was answered already, or its execution ended."""

    code = "dead_token"

    def __init__(self) -> None:
        super().__init__(
            "Nobody waits for this task any more.", "Drop the message; the sweeper records what became of the answer."
        )


class TaskTokens:
    """Answers tokens once. Every method raises ``DeadToken`` or ``Unavailable``."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def succeed(self, token: str, output: BaseModel) -> None:
        """Hand ``output`` to the waiting state."""
        self._call("send_task_success", taskToken=token, output=output.model_dump_json())

    def fail(self, token: str, error: str, cause: str) -> None:
        """Fail the waiting state: ``error`` is what its Catch matches, ``cause`` is cut to what the service takes."""
        self._call("send_task_failure", taskToken=token, error=error[:256], cause=cause[:CAUSE_LENGTH])

    def heartbeat(self, token: str) -> None:
        """Say that the work goes on."""
        self._call("send_task_heartbeat", taskToken=token)

    def _call(self, operation: str, **arguments: str) -> None:
        try:
            with translated(WHAT):
                getattr(self._client, operation)(**arguments)
        except ClientError as error:
            if code_of(error) in DEAD:
                raise DeadToken from error
            raise
