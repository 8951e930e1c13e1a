"""Publishes the outbox: from the table's stream to the bus, in order, reporting what the bus did not take.

Delivery is at least once. The stream stands still at the first record that failed (``ReportBatchItemFailures``) and
comes again with it; the outbox rows stay in the table all the while.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform import bootstrap
from shared.platform.expressions import decode_item
from shared.platform.observability import count, logger, observed
from shared.platform.outbox import OutboxEntry, entry_of
from shared.platform.settings import BusSettings


class PublishOutboxSettings(BusSettings):
    """What publishing needs."""


@observed("platform")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a batch of DynamoDB stream records and return ``batchItemFailures``."""
    platform = bootstrap.current(PublishOutboxSettings)
    entries = {
        record["dynamodb"]["SequenceNumber"]: entry
        for record in event["Records"]
        if (entry := _written(record)) is not None
    }
    refused = platform.bus.publish(list(entries.values()))
    for event_id, why in refused.items():
        logger("platform").error("The bus did not take an event.", extra={"event_id": event_id, "why": why})
    if entries:
        count("platform", "EventsPublished", len(entries) - len(refused))
    failed = [number for number, entry in entries.items() if entry.event_id in refused]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}


def _written(record: dict[str, Any]) -> OutboxEntry | None:
    """Return the event that a record adds. Its later removal (TTL) is no news."""
    if record["eventName"] != "INSERT":
        return None
    return entry_of(decode_item(record["dynamodb"]["NewImage"]))
