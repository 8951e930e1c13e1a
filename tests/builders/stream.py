"""Records of the table's stream, as Lambda gets them."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from shared.kernel.events import Event
from shared.kernel.ids import TenantId
from shared.platform.expressions import encode_item
from shared.platform.outbox import outbox_puts


class SomethingHappened(Event):
    """An event that no stage owns."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "something_happened"


def happened(event_id: str) -> SomethingHappened:
    return SomethingHappened(
        event_id=event_id, tenant_id=TenantId("acme"), occurred_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    )


def outbox_record(event_id: str, sequence: str, kind: str = "INSERT") -> dict[str, Any]:
    """The row of an event, inserted (or ``REMOVE``d by its TTL)."""
    [put] = outbox_puts("TENANT#acme#TENANCY", [happened(event_id)])
    return stream_record(put.item, sequence, kind)


def stream_record(item: dict[str, Any], sequence: str, kind: str = "INSERT") -> dict[str, Any]:
    image = encode_item(item)
    side = "OldImage" if kind == "REMOVE" else "NewImage"
    keys = {name: image[name] for name in ("PK", "SK")}
    return {
        "eventID": sequence,
        "eventName": kind,
        "eventSource": "aws:dynamodb",
        "dynamodb": {"Keys": keys, side: image, "SequenceNumber": sequence, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    }
