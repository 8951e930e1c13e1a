"""Where notices are kept: the only file of the subject that spells table keys."""

from datetime import datetime, timedelta

from shared.finance.notices.model import Notice
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put

KEPT = timedelta(days=400)
"""How long it is known that a notice was told: no event comes again as late."""


class NoticeStore:
    """One tenant's notices: a partition an order, a row for each connection."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def add(self, notice: Notice) -> bool:
        """Enter a notice; False where it is there."""
        try:
            self._table.put(self._item(notice), Attr("PK").not_exists())
        except ConditionFailed:
            return False
        return True

    def change(self, notice: Notice, entry: AuditEntry | None = None) -> bool:
        """Write the next revision; False where another one was quicker."""
        write = Put(self._item(notice), Attr("revision").eq(notice.revision - 1))
        try:
            if entry is None:
                self._table.transact([write])
            else:
                self._trail.transact([write], entry)
        except ConditionFailed:
            return False
        return True

    def of_order(self, order: str) -> list[Notice]:
        """Return the notices of an order, by connection, the first one first. One query."""
        rows = self._table.query(self._table.pk(f"NOTICES#{order}"))
        return [Notice.model_validate_json(item["notice"]) for item in rows]

    def untold(self, limit: int, cursor: Cursor | None) -> tuple[list[Notice], Cursor | None]:
        """Return a page of what is not told yet, the oldest first. One query."""
        rows = self._table.page(self._table.pk("NOTICES"), index="GSI1", limit=limit, cursor=cursor)
        return [Notice.model_validate_json(item["notice"]) for item in rows.items], rows.next

    def _item(self, notice: Notice) -> Item:
        item: Item = {
            "PK": self._table.pk(f"NOTICES#{notice.order}"),
            "SK": f"{notice.connector}#{notice.position}",
            "notice": notice.model_dump_json(),
            "revision": notice.revision,
        }
        if notice.posting.state == "posted":
            return item | {"expires_at": _seconds(notice.made_at + KEPT)}
        return item | {"GSI1PK": self._table.pk("NOTICES"), "GSI1SK": f"{notice.position}#{notice.connector}"}


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
