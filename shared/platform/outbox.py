"""The outbox: an event is written as an item in the transaction of the state that it tells about.

The table's stream hands it to ``functions.platform.publish_outbox``, which puts it on the bus. The item is deleted by
its TTL a week later; until then it shows what was said, and can be replayed.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.platform.writes import Item, Put

SORT_KEY = "EVENT#"
KEPT = timedelta(days=7)


class OutboxEntry(Frozen):
    """An event as the bus takes it. ``detail`` is JSON."""

    event_id: str
    source: str
    detail_type: str
    detail: str
    occurred_at: str


def outbox_puts(pk: str, events: Iterable[Event]) -> list[Put]:
    """Return the writes that record ``events`` of the aggregate at ``pk``; put them into its transaction."""
    return [Put(_item(pk, event)) for event in events]


def _item(pk: str, event: Event) -> Item:
    return {
        "PK": pk,
        "SK": f"{SORT_KEY}{event.event_id}",
        "source": event.source(),
        "detail_type": event.detail_type(),
        "detail": event.model_dump_json(),
        "occurred_at": event.occurred_at.isoformat(),
        "expires_at": int((event.occurred_at + KEPT).timestamp()),
    }


def entry_of(item: dict[str, Any]) -> OutboxEntry | None:
    """Return the event that a row of the table holds, or None where the row is something else."""
    if not str(item.get("SK", "")).startswith(SORT_KEY):
        return None
    return OutboxEntry(
        event_id=item["SK"].removeprefix(SORT_KEY),
        source=item["source"],
        detail_type=item["detail_type"],
        detail=item["detail"],
        occurred_at=item["occurred_at"],
    )
