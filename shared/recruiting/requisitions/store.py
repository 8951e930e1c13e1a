"""Where requisitions are kept: the only file of the subject that spells table keys."""

from collections.abc import Sequence

from shared.kernel.clock import Clock
from shared.kernel.events import Event
from shared.kernel.ids import PositionId, RequisitionId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write
from shared.recruiting.requisitions.approval import ApprovalRules, default_rules
from shared.recruiting.requisitions.model import LogEntry, OpenedPosition, Requisition, Status

ROW, RULES = "REQUISITION", "RULES"


class RequisitionStore:
    """One tenant's requisitions. ``opened`` of a row counts the heads that positions took."""

    def __init__(self, table: TenantTable, trail: AuditTrail, clock: Clock) -> None:
        self._table = table
        self._trail = trail
        self._clock = clock

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made, or None. Raises ``KeyReused``."""
        return requests.remembered(self._table, request)

    def one(self, requisition_id: RequisitionId) -> tuple[Requisition, int] | None:
        """Return a requisition and how many heads are taken, or None."""
        item = self._table.get(self.pk(requisition_id), ROW)
        return _read(item) if item else None

    def page(
        self, status: Status | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[tuple[Requisition, int]], Cursor | None]:
        """Return a page of requisitions, the newest first; of one status where it is given."""
        index = "GSI1" if status is None else "GSI2"
        rows = self._table.page(self._list(status), index=index, limit=limit, cursor=cursor, newest_first=True)
        return [_read(item) for item in rows.items], rows.next

    def add(self, requisition: Requisition, log: LogEntry, request: Request | None, entry: AuditEntry) -> bool:
        """Enter a new requisition, once a request."""
        writes: list[Write] = [
            Put(self._item(requisition) | {"opened": 0}, Attr("PK").not_exists()),
            self._log(requisition.requisition_id, log),
        ]
        if request is not None:
            now = self._clock.now()
            writes.append(requests.request_put(self._table, request, requisition.requisition_id, now))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            if error.failed == (2,):
                return False
            raise
        return True

    def change(self, requisition: Requisition, log: LogEntry, entry: AuditEntry, events: Sequence[Event] = ()) -> bool:
        """Write the next revision with its line of the log and its events; False where another one was quicker."""
        item = self._item(requisition)
        pk, sk = item.pop("PK"), item.pop("SK")
        unchanged = Attr("revision").eq(requisition.revision - 1)
        writes: list[Write] = [
            Update(pk, sk, set=item, condition=unchanged),
            self._log(requisition.requisition_id, log),
            *outbox_puts(pk, events),
        ]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def delete(self, requisition: Requisition, entry: AuditEntry) -> bool:
        """Take a draft away with its log; False where it was changed in the meantime."""
        unchanged = Attr("revision").eq(requisition.revision)
        try:
            self._trail.transact([Delete(self.pk(requisition.requisition_id), ROW, unchanged)], entry)
        except ConditionFailed:
            return False
        for item in self._table.query(self.pk(requisition.requisition_id), begins="LOG#"):
            self._table.delete(item["PK"], item["SK"])
        return True

    def opening(self, requisition: Requisition, position: OpenedPosition, log: LogEntry) -> list[Write]:
        """Return the writes that take heads for a position; the first fails where they are taken, or it is closed."""
        pk = self.pk(requisition.requisition_id)
        room = Attr("status").eq("approved") & Attr("opened").lte(requisition.draft.headcount - position.heads)
        taken = {"PK": pk, "SK": f"POSITION#{position.position_id}", "opened": position.model_dump_json()}
        return [
            Update(pk, ROW, add={"opened": position.heads}, condition=room),
            Put(taken, Attr("PK").not_exists()),
            self._log(requisition.requisition_id, log),
        ]

    def release(
        self, requisition_id: RequisitionId, position: OpenedPosition, log: LogEntry, entry: AuditEntry
    ) -> bool:
        """Give the heads of a position back; False where they were given back already."""
        pk = self.pk(requisition_id)
        writes: list[Write] = [
            Delete(pk, f"POSITION#{position.position_id}", Attr("PK").exists()),
            Update(pk, ROW, add={"opened": -position.heads}, condition=Attr("PK").exists()),
            self._log(requisition_id, log),
        ]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def positions(self, requisition_id: RequisitionId) -> list[OpenedPosition]:
        """Return the positions that were opened from a requisition (at most as many as its headcount)."""
        rows = self._table.query(self.pk(requisition_id), begins="POSITION#")
        return [OpenedPosition.model_validate_json(item["opened"]) for item in rows]

    def position(self, requisition_id: RequisitionId, position_id: PositionId) -> OpenedPosition | None:
        """Return a position that was opened from a requisition, or None."""
        item = self._table.get(self.pk(requisition_id), f"POSITION#{position_id}")
        return OpenedPosition.model_validate_json(item["opened"]) if item else None

    def log(
        self, requisition_id: RequisitionId, limit: int, cursor: Cursor | None
    ) -> tuple[list[LogEntry], Cursor | None]:
        """Return a page of the change log, the newest first."""
        pk = self.pk(requisition_id)
        rows = self._table.page(pk, begins="LOG#", limit=limit, cursor=cursor, newest_first=True)
        return [LogEntry.model_validate_json(item["entry"]) for item in rows.items], rows.next

    def rules(self) -> tuple[ApprovalRules, int]:
        """Return the tenant's rules of approval and their revision; revision 0: nobody wrote any, the default holds."""
        item = self._table.get(self._list(None), RULES)
        if item is None:
            return default_rules(), 0
        return ApprovalRules.model_validate_json(item["rules"]), int(item["revision"])

    def put_rules(self, rules: ApprovalRules, revision: int, entry: AuditEntry) -> bool:
        """Write rules as ``revision``; False where another one was quicker."""
        item = {"PK": self._list(None), "SK": RULES, "rules": rules.model_dump_json(), "revision": revision}
        condition = Attr("PK").not_exists() if revision == 1 else Attr("revision").eq(revision - 1)
        try:
            self._trail.transact([Put(item, condition)], entry)
        except ConditionFailed:
            return False
        return True

    def pk(self, requisition_id: RequisitionId) -> str:
        """Return the partition of a requisition."""
        return self._table.pk(f"REQUISITION#{requisition_id}")

    def _list(self, status: Status | None) -> str:
        return self._table.pk("REQUISITIONS" if status is None else f"REQUISITIONS#{status}")

    def _log(self, requisition_id: RequisitionId, log: LogEntry) -> Put:
        return Put(
            {"PK": self.pk(requisition_id), "SK": f"LOG#{log.entry_id}", "entry": log.model_dump_json()},
            Attr("PK").not_exists(),
        )

    def _item(self, requisition: Requisition) -> Item:
        moment = f"{requisition.created_at.isoformat()}#{requisition.requisition_id}"
        return {
            "PK": self.pk(requisition.requisition_id),
            "SK": ROW,
            "requisition": requisition.model_dump_json(),
            "revision": requisition.revision,
            "status": requisition.status,
            "GSI1PK": self._list(None),
            "GSI1SK": moment,
            "GSI2PK": self._list(requisition.status),
            "GSI2SK": moment,
        }


def _read(item: Item) -> tuple[Requisition, int]:
    return Requisition.model_validate_json(item["requisition"]), int(item["opened"])
