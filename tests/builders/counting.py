"""Counts what a request asks of AWS, at the border: every call that leaves botocore, by service and operation."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3


@dataclass
class Calls:
    """Calls since they were last cleared, as ``dynamodb.Query``."""

    made: Counter[str] = field(default_factory=Counter)

    def of(self, operation: str, service: str = "dynamodb") -> int:
        """How often an operation was called."""
        return self.made[f"{service}.{operation}"]

    @property
    def told(self) -> str:
        """Reads of the tables in one line, as ``2 Query, 1 BatchGetItem``."""
        names = ("Query", "GetItem", "BatchGetItem", "TransactWriteItems", "Scan")
        return ", ".join(f"{self.of(name)} {name}" for name in names if self.of(name))


@contextmanager
def counting(session: boto3.Session) -> Iterator[Calls]:
    """Count the calls of clients that ``session`` makes from now on; clients that it made before are not heard."""
    calls = Calls()

    def hear(model: Any, **_more: Any) -> None:
        calls.made[f"{model.service_model.service_id.hyphenize()}.{model.name}"] += 1

    session.events.register("before-call", hear)
    try:
        yield calls
    finally:
        session.events.unregister("before-call", hear)
