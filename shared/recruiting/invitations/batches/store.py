"""Where batches are kept: the only file of the subject that spells table keys."""

from collections import Counter
from collections.abc import Sequence

from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write
from shared.recruiting.invitations.batches.model import STATUSES, Batch, Recipient, Status

AT_ONCE = 90
"""New recipients of one transaction."""
SHARDS = 8
"""Rows that share the counts of one batch, so that recipients that are settled at once do not wait for each other."""


class BatchStore:
    """One tenant's batches: a row for what is to be done, one for the counts, one for each recipient."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def batch(self, batch_id: str) -> Batch | None:
        """Return a batch with its counts, or None. One read of a few rows."""
        pk = self._pk(batch_id)
        keys = [(pk, "BATCH"), *((pk, f"COUNTS#{shard}") for shard in range(SHARDS))]
        rows = {str(item["SK"]): item for item in self._table.get_many(keys)}
        item = rows.pop("BATCH", None)
        return _batch(item, list(rows.values())) if item else None

    def batches(self, limit: int, cursor: Cursor | None) -> tuple[list[Batch], Cursor | None]:
        """Return a page of batches, the newest first, without their counts. One query."""
        rows = self._table.page(self._table.pk("BATCHES"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Batch.model_validate_json(item["batch"]) for item in rows.items], rows.next

    def remembered(self, request: Request) -> str | None:
        """Return the batch that the same request made before, or None."""
        return remembered(self._table, request)

    def named(self, batch_id: str) -> tuple[ApplicationId, ...]:
        """Return the applications that the order names."""
        item = self._table.get(self._pk(batch_id), "NAMED")
        return tuple(ApplicationId(str(one)) for one in item["applications"]) if item else ()

    def add(
        self, batch: Batch, named: Sequence[ApplicationId], event: Event, entry: AuditEntry, request: Request | None
    ) -> bool:
        """Enter a batch with the event that begins it; False where ``request`` was carried out in the meantime."""
        writes: list[Write] = [
            Put(self._item(batch), Attr("PK").not_exists()),
            Put({"PK": self._pk(batch.batch_id), "SK": "NAMED", "applications": list(named)}),
            *outbox_puts(self._pk(batch.batch_id), [event]),
        ]
        if request is not None:
            writes.append(request_put(self._table, request, batch.batch_id, batch.created_at))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def change(
        self,
        batch: Batch,
        recipients: Sequence[Recipient] = (),
        events: Sequence[Event] = (),
        entry: AuditEntry | None = None,
    ) -> bool:
        """Write the next revision of a batch, with new recipients (``AT_ONCE`` at most); False where it moved on."""
        pk = self._pk(batch.batch_id)
        writes: list[Write] = [Put(self._item(batch), Attr("revision").eq(batch.revision - 1))]
        writes += [Put(self._recipient(batch.batch_id, one), Attr("PK").not_exists()) for one in recipients]
        if recipients:
            added = Counter(str(one.status) for one in recipients)
            writes.append(Update(pk, f"COUNTS#{batch.revision % SHARDS}", add=dict(added)))
        writes += outbox_puts(pk, events)
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def recipients(
        self, batch_id: str, limit: int, cursor: Cursor | None, status: Status | None = None
    ) -> tuple[list[Recipient], Cursor | None]:
        """Return a page of recipients, in the order in which they are invited; of one status where it is given."""
        if status is None:
            rows = self._table.page(self._pk(batch_id), begins="RECIPIENT#", limit=limit, cursor=cursor)
        else:
            pk = self._table.pk(f"BATCH#{batch_id}#{status}")
            rows = self._table.page(pk, index="GSI1", limit=limit, cursor=cursor)
        return [Recipient.model_validate_json(item["recipient"]) for item in rows.items], rows.next

    def recipient(self, batch_id: str, number: int) -> Recipient | None:
        """Return a recipient, or None."""
        item = self._table.get(self._pk(batch_id), f"RECIPIENT#{number:06d}")
        return Recipient.model_validate_json(item["recipient"]) if item else None

    def settle(self, batch_id: str, after: Recipient, was: Status) -> bool:
        """Write what became of a recipient and count it; False where something became of them already."""
        try:
            self._table.transact(self.settled(batch_id, after, was))
        except ConditionFailed:
            return False
        return True

    def settled(self, batch_id: str, after: Recipient, was: Status) -> list[Write]:
        """Return the writes of ``settle``."""
        item = self._recipient(batch_id, after)
        row = Put(item, Attr("status").eq(was))
        if after.status == was:
            return [row]
        shard = f"COUNTS#{after.number % SHARDS}"
        return [row, Update(self._pk(batch_id), shard, add={after.status: 1, was: -1})]

    def _recipient(self, batch_id: str, one: Recipient) -> Item:
        return {
            "PK": self._pk(batch_id),
            "SK": f"RECIPIENT#{one.number:06d}",
            "recipient": one.model_dump_json(),
            "status": one.status,
            "GSI1PK": self._table.pk(f"BATCH#{batch_id}#{one.status}"),
            "GSI1SK": f"{one.number:06d}",
        }

    def _item(self, batch: Batch) -> Item:
        return {
            "PK": self._pk(batch.batch_id),
            "SK": "BATCH",
            "batch": batch.model_dump_json(exclude={"counts"}),
            "revision": batch.revision,
            "GSI1PK": self._table.pk("BATCHES"),
            "GSI1SK": f"{batch.created_at.isoformat()}#{batch.batch_id}",
        }

    def _pk(self, batch_id: str) -> str:
        return self._table.pk(f"BATCH#{batch_id}")


def _batch(item: Item, counts: Sequence[Item]) -> Batch:
    counted = {name: sum(int(shard.get(name, 0)) for shard in counts) for name in STATUSES}
    return Batch.model_validate_json(item["batch"]).model_copy(update={"counts": counted})
