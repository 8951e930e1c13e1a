"""The custom event bus."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from shared.kernel.errors import Unavailable
from shared.platform.outbox import OutboxEntry
from shared.platform.vendor_errors import translated

WHAT = "The event bus"
BATCH = 10
"""Entries that PutEvents takes in one call."""


class Bus(Protocol):
    """Where events are published."""

    def publish(self, entries: Sequence[OutboxEntry]) -> dict[str, str]:
        """Publish, and return event id → why for those that the bus did not take."""
        ...


class EventBridgeBus:
    """Amazon EventBridge. Never raises for a bus that is down: it says which entries were not taken."""

    def __init__(self, client: Any, bus_name: str) -> None:
        self._client = client
        self._name = bus_name

    def publish(self, entries: Sequence[OutboxEntry]) -> dict[str, str]:
        """Publish in batches of ten; return event id → why for those that the bus did not take."""
        refused: dict[str, str] = {}
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            try:
                with translated(WHAT):
                    answer = self._client.put_events(Entries=[self._spelled(entry) for entry in batch])
            except Unavailable as error:
                refused |= {entry.event_id: error.problem for entry in batch}
                continue
            for entry, told in zip(batch, answer["Entries"], strict=True):
                if told.get("ErrorCode"):
                    refused[entry.event_id] = f"{told['ErrorCode']}: {told.get('ErrorMessage', '')}"
        return refused

    def _spelled(self, entry: OutboxEntry) -> dict[str, Any]:
        return {
            "EventBusName": self._name,
            "Source": entry.source,
            "DetailType": entry.detail_type,
            "Detail": entry.detail,
            "Time": datetime.fromisoformat(entry.occurred_at),
        }
