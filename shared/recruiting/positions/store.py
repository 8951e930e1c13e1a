"""Where positions are kept: the only file of the subject that spells table keys."""

import random
from collections.abc import Sequence

from shared.kernel.ids import PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write
from shared.recruiting.model import Position

ROW = "POSITION"
SHARDS = 8
"""Rows that the applications to a position are counted in: at a campus spike one row would be written by everybody."""
_SHARDS = tuple(f"SHARD#{number}" for number in range(SHARDS))


class PositionStore:
    """One tenant's positions. Its shards count who applied, whatever became of them.

    A shard says itself whether the position is closed: to look at the position's row in every application's transaction
    would make that row as hot as one counter. Shards come into being with the first application, or when it is closed.
    """

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def position(self, position_id: PositionId) -> Position | None:
        """Return a position, or None."""
        item = self._table.get(self.pk(position_id), ROW)
        return Position.model_validate_json(item["position"]) if item else None

    def positions(
        self, department: str | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[Position], Cursor | None]:
        """Return a page of positions, the newest first; of one department where it is given."""
        if department is None:
            rows = self._table.page(self._list(), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        else:
            pk = self._list(department)
            rows = self._table.page(pk, index="GSI2", limit=limit, cursor=cursor, newest_first=True)
        return [Position.model_validate_json(item["position"]) for item in rows.items], rows.next

    def put(self, position: Position) -> Put:
        """Return the write that enters a new position."""
        return Put(self._item(position) | {"applications": 0}, Attr("PK").not_exists())

    def change(self, position: Position, entry: AuditEntry) -> bool:
        """Write the next revision, and to the shards where it closes or opens; False where another one was quicker."""
        before = self._table.get(self.pk(position.snapshot.position_id), ROW)
        if before is None or before["revision"] != position.revision - 1:
            return False
        shards = self._closing(position) if before["status"] != position.status else []
        item = self._item(position)
        gone = () if "GSI2PK" in item else ("GSI2PK", "GSI2SK")
        update = Update(
            item.pop("PK"),
            item.pop("SK"),
            set=item,
            remove=gone,
            condition=Attr("revision").eq(position.revision - 1),
        )
        return self._passed([update, *shards], entry)

    def delete(self, position: Position, entry: AuditEntry) -> bool:
        """Take a position away to which nobody ever applied; False where somebody did, or it was changed.

        Closed shards stay in its place: who applies at this very moment finds it closed.
        """
        # Rows that are older than the shards have counted by themselves.
        condition = Attr("revision").eq(position.revision) & Attr("applications").eq(0)
        position_id = position.snapshot.position_id
        nobody = Attr("applications").not_exists()
        closed = [Put({"PK": self._shards(position_id), "SK": sk, "closed": True}, nobody) for sk in _SHARDS]
        return self._passed([Delete(self.pk(position_id), ROW, condition), *closed], entry)

    def application_write(self, position_id: PositionId) -> Update:
        """Return the write that counts one more application; its condition fails where the position is not open."""
        shard = random.choice(_SHARDS)
        return Update(self._shards(position_id), shard, add={"applications": 1}, condition=Attr("closed").not_exists())

    def pk(self, position_id: PositionId) -> str:
        """Return the partition of a position."""
        return self._table.pk(f"POSITION#{position_id}")

    def _closing(self, position: Position) -> list[Write]:
        pk = self._shards(position.snapshot.position_id)
        if position.status == "open":
            return [Update(pk, shard, remove=("closed",)) for shard in _SHARDS]
        return [Update(pk, shard, set={"closed": True}) for shard in _SHARDS]

    def _shards(self, position_id: PositionId) -> str:
        return self._table.pk(f"POSITION#{position_id}#APPLIED")

    def _list(self, department: str | None = None) -> str:
        return self._table.pk("POSITIONS" if department is None else f"POSITIONS#{department}")

    def _item(self, position: Position) -> Item:
        moment = f"{position.created_at.isoformat()}#{position.snapshot.position_id}"
        item: Item = {
            "PK": self.pk(position.snapshot.position_id),
            "SK": ROW,
            "position": position.model_dump_json(),
            "revision": position.revision,
            "status": position.status,
            "GSI1PK": self._list(),
            "GSI1SK": moment,
        }
        if position.snapshot.department is not None:
            item |= {"GSI2PK": self._list(position.snapshot.department), "GSI2SK": moment}
        return item

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True
