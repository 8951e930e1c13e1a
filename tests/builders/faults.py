"""Services that fail: one operation of AWS answers with an error as long as the block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.exceptions import ClientError, EndpointConnectionError


@contextmanager
def failing(operation: str, error: Exception, *, after: bool = False) -> Iterator[list[str]]:
    """``operation`` raises ``error``; with ``after`` it is carried out first, and its answer is lost on the way.

    Yields the list of operations that were called.
    """
    called: list[str] = []
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def broken(client: Any, name: str, arguments: dict[str, Any]) -> Any:
        called.append(name)
        if name != operation:
            return real(client, name, arguments)
        if after:
            real(client, name, arguments)
        raise error

    with patch.object(BaseClient, "_make_api_call", broken):
        yield called


def throttled(operation: str) -> Any:
    """The table takes no more requests."""
    answer = {
        "Error": {"Code": "ThrottlingException", "Message": "Rate exceeded"},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    return failing(operation, ClientError(answer, operation))  # type: ignore[arg-type]


def unreachable(operation: str, *, after: bool = False) -> Any:
    """Nobody answers; with ``after`` the work was done, and only the answer is lost."""
    return failing(operation, EndpointConnectionError(endpoint_url="https://service.example"), after=after)


@contextmanager
def answering(operation: str, answer: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """``operation`` is not carried out, and answers this. Yields what it was asked for."""
    asked: list[dict[str, Any]] = []
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def told(client: Any, name: str, arguments: dict[str, Any]) -> Any:
        if name != operation:
            return real(client, name, arguments)
        asked.append(arguments)
        return answer

    with patch.object(BaseClient, "_make_api_call", told):
        yield asked
