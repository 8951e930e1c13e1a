"""Where comparisons are kept: the only file of the subject that spells table keys."""

from shared.finance.reconciliation.model import Reconciliation
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import TenantTable
from shared.platform.writes import Item, Put

SHOWN = 500
"""Differences that a row holds: a row is 400 KB at most, and who has more has another problem."""


class ReconciliationStore:
    """One tenant's comparisons; the newest of a connector and period replaces the one before it."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def keep(self, found: Reconciliation, entry: AuditEntry) -> None:
        """Write what a comparison came to."""
        kept = found.model_copy(update={"differences": found.differences[:SHOWN]})
        item: Item = {
            "PK": self._pk,
            "SK": f"{found.period}#{found.connector}",
            "reconciliation": kept.model_dump_json(),
        }
        self._trail.transact([Put(item)], entry)

    def page(self, limit: int, cursor: Cursor | None) -> tuple[list[Reconciliation], Cursor | None]:
        """Return a page of comparisons, the newest period first. One query."""
        rows = self._table.page(self._pk, limit=limit, cursor=cursor, newest_first=True)
        return [Reconciliation.model_validate_json(item["reconciliation"]) for item in rows.items], rows.next

    def one(self, period: str, connector: str) -> Reconciliation | None:
        """Return the newest comparison of a connector and period, or None."""
        item = self._table.get(self._pk, f"{period}#{connector}")
        return Reconciliation.model_validate_json(item["reconciliation"]) if item else None

    @property
    def _pk(self) -> str:
        return self._table.pk("RECONCILIATIONS")
