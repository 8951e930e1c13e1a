"""Where vouchers and bookings are kept: the only file of the subject that spells table keys.

A voucher is one row with all its postings; what waits at a connector has a pointer in the partition of its order, in
the order of posting. A pointer is deleted in the transaction that says that the voucher is posted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.finance.contracts import VoucherState
from shared.finance.vouchers.model import Booking, VoucherRecord
from shared.kernel.events import Event
from shared.kernel.ids import VoucherId
from shared.kernel.request import Request
from shared.payroll.contracts import Period
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Write

ROW, BOOKING = "VOUCHER", "BOOKING"
NOWHERE = "-"
"""In place of a connector: what waits until there is one."""


@dataclass(frozen=True)
class Pending:
    """A voucher that waits at a connector, in its order."""

    order: str
    connector: str
    position: str
    voucher_id: VoucherId


class VoucherStore:
    """One tenant's vouchers."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def record(self, voucher_id: VoucherId) -> VoucherRecord | None:
        """Return a voucher, or None."""
        item = self._table.get(self._pk(voucher_id), ROW)
        return VoucherRecord.model_validate_json(item["voucher"]) if item else None

    def page(
        self, state: VoucherState | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[VoucherRecord], Cursor | None]:
        """Return a page of vouchers, the newest first; of one state where it is given. One query."""
        pk, index = self._table.pk(f"VOUCHERS#{state}" if state else "VOUCHERS"), "GSI2" if state else "GSI1"
        rows = self._table.page(pk, index=index, limit=limit, cursor=cursor, newest_first=True)
        return [VoucherRecord.model_validate_json(item["voucher"]) for item in rows.items], rows.next

    def add(
        self,
        record: VoucherRecord,
        events: Sequence[Event],
        original: VoucherRecord | None = None,
        entry: AuditEntry | None = None,
    ) -> bool:
        """Enter a voucher with what waits for it; False where it is there. ``original``: what it takes back."""
        writes: list[Write] = [
            Put(self._item(record), Attr("PK").not_exists()),
            *(self._pending(record, connector) for connector in record.postings or (NOWHERE,)),
            *outbox_puts(self._pk(record.voucher_id), events),
        ]
        if original is not None:
            writes.append(Put(self._item(original), Attr("revision").eq(original.revision - 1)))
        return self._passed(writes, entry)

    def change(
        self,
        record: VoucherRecord,
        *,
        posted_at: str | None = None,
        assigned: Sequence[str] = (),
        events: Sequence[Event] = (),
        entry: AuditEntry | None = None,
        request: Request | None = None,
    ) -> bool:
        """Write the next revision; False where another one was quicker.

        ``posted_at``: the connector that has it now, where it waits no more. ``assigned``: connectors that it is to go
        to, where there was none when it was entered.
        """
        writes: list[Write] = [
            Put(self._item(record), Attr("revision").eq(record.revision - 1)),
            *(self._pending(record, connector) for connector in assigned),
            *outbox_puts(self._pk(record.voucher_id), events),
        ]
        if assigned:
            writes.append(Delete(*self._pending(record, NOWHERE).keys))
        if posted_at is not None:
            pending = self._pending(record, posted_at)
            writes += [Delete(*pending.keys), self._posted(record, posted_at)]
        if request is not None:
            writes.append(request_put(self._table, request, record.voucher_id, record.made_at))
        return self._passed(writes, entry)

    def done(self, request: Request | None) -> str | None:
        """Return what this request made before, or None. Raises ``KeyReused``."""
        return remembered(self._table, request) if request else None

    def pending(self, order: str) -> list[Pending]:
        """Return what waits in an order, by connector, the first one first. One query."""
        rows = self._table.query(self._table.pk(f"ORDER#{order}"))
        return [_pending_of(order, item) for item in rows]

    def posted(self, connector: str, period: Period) -> dict[VoucherId, int]:
        """Return the vouchers of a period that a connector has by what we know, with the sum of their debits."""
        rows = self._table.query(self._table.pk(f"POSTED#{connector}#{period}"))
        return {VoucherId(item["SK"]): int(item["total_fen"]) for item in rows}

    def booking(self, source: str) -> Booking | None:
        """Return what became of something that is to be booked, or None."""
        item = self._table.get(self._table.pk(f"BOOKING#{source}"), BOOKING)
        return Booking.model_validate_json(item["booking"]) if item else None

    def bookings(self, blocked: bool, limit: int, cursor: Cursor | None) -> tuple[list[Booking], Cursor | None]:
        """Return a page of bookings, the newest first; of those alone that are blocked. One query."""
        pk = self._table.pk("BOOKINGS#blocked" if blocked else "BOOKINGS")
        index = "GSI2" if blocked else "GSI1"
        rows = self._table.page(pk, index=index, limit=limit, cursor=cursor, newest_first=True)
        return [Booking.model_validate_json(item["booking"]) for item in rows.items], rows.next

    def keep_booking(self, booking: Booking, events: Sequence[Event], entry: AuditEntry | None) -> None:
        """Write what became of it; the last word counts."""
        pk = self._table.pk(f"BOOKING#{booking.source}")
        moment = f"{booking.at.isoformat()}#{booking.source}"
        item: Item = {
            "PK": pk,
            "SK": BOOKING,
            "booking": booking.model_dump_json(),
            "GSI1PK": self._table.pk("BOOKINGS"),
            "GSI1SK": moment,
        }
        if booking.state == "blocked":
            item |= {"GSI2PK": self._table.pk("BOOKINGS#blocked"), "GSI2SK": moment}
        self._passed([Put(item), *outbox_puts(pk, events)], entry)

    def _item(self, record: VoucherRecord) -> Item:
        moment = f"{record.made_at.isoformat()}#{record.voucher_id}"
        return {
            "PK": self._pk(record.voucher_id),
            "SK": ROW,
            "voucher": record.model_dump_json(),
            "revision": record.revision,
            "GSI1PK": self._table.pk("VOUCHERS"),
            "GSI1SK": moment,
            "GSI2PK": self._table.pk(f"VOUCHERS#{record.state}"),
            "GSI2SK": moment,
        }

    def _pending(self, record: VoucherRecord, connector: str) -> Put:
        return Put(
            {
                "PK": self._table.pk(f"ORDER#{record.order}"),
                "SK": f"{connector}#{record.position}",
                "voucher_id": record.voucher_id,
            }
        )

    def _posted(self, record: VoucherRecord, connector: str) -> Put:
        return Put(
            {
                "PK": self._table.pk(f"POSTED#{connector}#{record.period}"),
                "SK": record.voucher_id,
                "total_fen": record.total_fen,
            }
        )

    def _passed(self, writes: Sequence[Write], entry: AuditEntry | None) -> bool:
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, voucher_id: VoucherId) -> str:
        return self._table.pk(f"VOUCHER#{voucher_id}")


def _pending_of(order: str, item: Item) -> Pending:
    connector, _, position = str(item["SK"]).partition("#")
    return Pending(order, connector, position, VoucherId(item["voucher_id"]))
