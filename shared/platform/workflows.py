"""The state machines, seen from outside: start one again, see where one hangs, stop it."""

from typing import Any

from botocore.exceptions import ClientError

from shared.platform.vendor_errors import code_of, translated

WHAT = "The workflow service"
ABSENT = frozenset({"ExecutionDoesNotExist", "InvalidArn"})


class Workflows:
    """Executions of Step Functions."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def start(self, machine_arn: str, name: str, payload: str) -> str | None:
        """Start an execution called ``name`` with the JSON ``payload``; return its ARN, None where it exists already.

        Raises:
            Unavailable: the service did not answer.
        """
        try:
            with translated(WHAT):
                answer = self._client.start_execution(stateMachineArn=machine_arn, name=name, input=payload)
        except ClientError as error:
            if code_of(error) == "ExecutionAlreadyExists":
                return None
            raise
        return str(answer["executionArn"])

    def last_state(self, execution_arn: str) -> str | None:
        """Return the name of the state that an execution entered last, None where there is no such execution.

        Raises:
            Unavailable: the service did not answer.
        """
        try:
            with translated(WHAT):
                answer = self._client.get_execution_history(
                    executionArn=execution_arn, reverseOrder=True, maxResults=100, includeExecutionData=False
                )
        except ClientError as error:
            if code_of(error) in ABSENT:
                return None
            raise
        entered = (event.get("stateEnteredEventDetails", {}).get("name") for event in answer["events"])
        return next((str(name) for name in entered if name), None)

    def stop(self, execution_arn: str, error: str, cause: str) -> None:
        """End an execution where it stands; one that has ended, or is not known any more, is no error.

        Raises:
            Unavailable: the service did not answer.
        """
        try:
            with translated(WHAT):
                self._client.stop_execution(executionArn=execution_arn, error=error, cause=cause)
        except ClientError as fault:
            if code_of(fault) not in ABSENT:
                raise
