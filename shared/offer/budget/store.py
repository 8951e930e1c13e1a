"""Where ledgers are kept: the only file of the subject that spells table keys."""

from shared.kernel.ids import RequisitionId
from shared.offer.budget.model import Ledger, Move
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put

ROW = "LEDGER"


class LedgerStore:
    """One tenant's ledgers."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def ledger(self, requisition_id: RequisitionId) -> Ledger | None:
        """Return a ledger as it is at this moment, or None."""
        item = self._table.get(self._pk(requisition_id), ROW)
        return Ledger.model_validate_json(item["ledger"]) if item else None

    def page(self, department: str | None, limit: int, cursor: Cursor | None) -> tuple[list[Ledger], Cursor | None]:
        """Return a page of ledgers, the newest first; of one department where it is given. One query."""
        index = "GSI2" if department else "GSI1"
        rows = self._table.page(self._list(department), index=index, limit=limit, cursor=cursor, newest_first=True)
        return [Ledger.model_validate_json(item["ledger"]) for item in rows.items], rows.next

    def write(self, move: Move) -> Put:
        """Return the write of a change; its condition fails where another change was quicker."""
        return Put(self._item(move.after), Attr("revision").eq(move.before.revision))

    def begin(self, ledger: Ledger, entry: AuditEntry) -> bool:
        """Enter a new ledger; False where there is one."""
        return self._passed(Put(self._item(ledger), Attr("PK").not_exists()), entry)

    def renew(self, before: Ledger, after: Ledger, entry: AuditEntry) -> bool:
        """Write another budget or headcount; False where another change was quicker."""
        return self._passed(Put(self._item(after), Attr("revision").eq(before.revision)), entry)

    def _passed(self, write: Put, entry: AuditEntry) -> bool:
        try:
            self._trail.transact([write], entry)
        except ConditionFailed:
            return False
        return True

    def _item(self, ledger: Ledger) -> Item:
        moment = f"{ledger.approved_at.isoformat()}#{ledger.requisition_id}"
        return {
            "PK": self._pk(ledger.requisition_id),
            "SK": ROW,
            "ledger": ledger.model_dump_json(),
            "revision": ledger.revision,
            "GSI1PK": self._list(None),
            "GSI1SK": moment,
            "GSI2PK": self._list(ledger.department),
            "GSI2SK": moment,
        }

    def _list(self, department: str | None) -> str:
        return self._table.pk(f"OFFER_LEDGERS#{department}" if department else "OFFER_LEDGERS")

    def _pk(self, requisition_id: RequisitionId) -> str:
        return self._table.pk(f"OFFER_LEDGER#{requisition_id}")
