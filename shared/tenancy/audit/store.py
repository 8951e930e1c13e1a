"""Where the audit log is read: its chains row by row, its lists, and its anchors. Nothing is written but anchors."""

from collections.abc import Iterator

from pydantic import ValidationError

from shared.kernel.errors import NotFound
from shared.platform.audit import CHAINS, AuditEntry, Chained, chain_pk, index_keys
from shared.platform.bucket import TenantBucket
from shared.platform.paging import BadCursor, Cursor
from shared.platform.table import TenantTable
from shared.platform.writes import Item
from shared.tenancy.audit.anchors import AuditAnchor, anchor_key, anchors_prefix
from shared.tenancy.audit.verification import Head, Row


class AuditLog:
    """One tenant's audit log, to be read."""

    def __init__(self, table: TenantTable, bucket: TenantBucket) -> None:
        self._table = table
        self._bucket = bucket
        self.tenant_id = table.tenant_id

    def rows(self, chain: int) -> Iterator[Row]:
        """Yield every row of a chain in the order of its keys, page by page."""
        for item in self._table.query(chain_pk(self._table, chain), begins="ENTRY#"):
            yield self._row(item)

    def head(self, chain: int) -> Head | None:
        """Return where a chain says that it ends, or None where it never began."""
        item = self._table.get(chain_pk(self._table, chain), "HEAD")
        return Head(number=item["number"], hash=item["hash"]) if item else None

    def heads(self) -> dict[int, Head]:
        """Return the end of every chain; number 0 where it never began."""
        return {chain: self.head(chain) or Head(number=0, hash="0" * 64) for chain in range(CHAINS)}

    def of(self, whom: str, when: str, limit: int, cursor: Cursor | None) -> tuple[list[AuditEntry], Cursor | None]:
        """Return a page of what was done to a candidate, or to a thing that is no candidate's; the newest first."""
        return self._page(f"AUDITED#{whom}", "GSI1", when, limit, cursor)

    def latest(self, when: str, limit: int, cursor: Cursor | None) -> tuple[list[AuditEntry], Cursor | None]:
        """Return a page of everything, the newest first; ``when`` is the beginning of a moment (``2026-11``)."""
        return self._page("AUDITED", "GSI2", when, limit, cursor)

    def anchors(self) -> list[AuditAnchor]:
        """Return every anchor, oldest first."""
        keys = self._bucket.every_key(anchors_prefix(self.tenant_id))
        return [self._bucket.get_document(key, AuditAnchor) for key in sorted(keys)]

    def last_anchor(self) -> AuditAnchor | None:
        """Return the newest anchor, or None."""
        key = max(self._bucket.every_key(anchors_prefix(self.tenant_id)), default=None)
        return self._bucket.get_document(key, AuditAnchor) if key else None

    def anchor(self, anchor: AuditAnchor) -> AuditAnchor:
        """Keep an anchor; the one of the same day, where there is one already, stands."""
        key = anchor_key(self.tenant_id, anchor.day)
        try:
            return self._bucket.get_document(key, AuditAnchor)
        except NotFound:
            self._bucket.put_document(key, anchor)
            return anchor

    def _page(
        self, whose: str, index: str, when: str, limit: int, cursor: Cursor | None
    ) -> tuple[list[AuditEntry], Cursor | None]:
        if cursor is not None and not cursor.key.get(f"{index}SK", "").startswith(when):
            raise BadCursor  # of another moment: the table would refuse it as outside of the query
        rows = self._table.page(
            self._table.pk(whose), index=index, begins=when, limit=limit, cursor=cursor, newest_first=True
        )
        links = [self._row(item).link for item in rows.items]
        return [link.entry for link in links if link is not None], rows.next

    def _row(self, item: Item) -> Row:
        try:
            link = Chained.model_validate_json(str(item.get("link", "")))
        except ValidationError:
            return Row(key=str(item["SK"]), link=None)
        keys = index_keys(self._table, link.entry)
        return Row(key=str(item["SK"]), link=link, listed=all(item.get(name) == key for name, key in keys.items()))
