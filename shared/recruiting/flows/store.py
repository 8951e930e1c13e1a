"""Where flows are kept: the only file of the subject that spells table keys. A version never changes."""

from shared.kernel.ids import FlowId
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Write
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.flows.errors import FlowNotPublished, NoSuchFlow
from shared.recruiting.flows.model import Flow, FlowHead
from shared.recruiting.flows.standard import STANDARD, standard_flow


class FlowStore:
    """One tenant's flows."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def head(self, flow_id: FlowId) -> FlowHead | None:
        """Return a flow over its versions, or None."""
        item = self._table.get(self._pk(flow_id), "HEAD")
        return FlowHead.model_validate_json(item["head"]) if item else None

    def version(self, flow_id: FlowId, version: int) -> Flow:
        """Return one version of a flow; the standard flow is there without anybody having made it.

        Raises:
            NoSuchFlow: there is no such version.
        """
        if flow_id == STANDARD and version == standard_flow().version:
            return standard_flow()
        item = self._table.get(self._pk(flow_id), _version(version))
        if item is None:
            raise NoSuchFlow(flow_id, version)
        return Flow.model_validate_json(item["flow"])

    def of_position(self, position: PositionSnapshot) -> Flow:
        """Return the flow that new applications to a position begin on: the one that it names, or the standard one.

        Raises:
            NoSuchFlow: the position names one that is not there.
            FlowNotPublished: nobody published that version, or the flow is retired.
        """
        if position.flow is None:
            return standard_flow()
        flow = self.version(position.flow.flow_id, position.flow.version)
        if flow.flow_id != STANDARD:
            head = self.head(flow.flow_id)
            if head is None or head.retired or flow.version not in head.published_versions:
                raise FlowNotPublished(flow.flow_id, flow.version)
        return flow

    def flows(self, limit: int, cursor: Cursor | None) -> tuple[list[FlowHead], Cursor | None]:
        """Return a page of flows, the newest first."""
        rows = self._table.page(self._list(), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [FlowHead.model_validate_json(item["head"]) for item in rows.items], rows.next

    def versions(self, flow_id: FlowId, limit: int, cursor: Cursor | None) -> tuple[list[Flow], Cursor | None]:
        """Return a page of a flow's versions, the newest first."""
        rows = self._table.page(self._pk(flow_id), begins="VERSION#", limit=limit, cursor=cursor, newest_first=True)
        return [Flow.model_validate_json(item["flow"]) for item in rows.items], rows.next

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made before, or None."""
        return remembered(self._table, request)

    def add(self, head: FlowHead, flow: Flow, entry: AuditEntry, request: Request | None) -> bool:
        """Enter a new flow with its first version; False where ``request`` was carried out in the meantime."""
        memory = [request_put(self._table, request, head.flow_id, head.created_at)] if request else []
        return self._passed([Put(self._head(head), Attr("PK").not_exists()), self._put_version(flow), *memory], entry)

    def change(self, head: FlowHead, flow: Flow | None, entry: AuditEntry) -> bool:
        """Write the next revision of a flow, with a new version where it has one; False where another was quicker."""
        writes: list[Write] = [Put(self._head(head), Attr("revision").eq(head.revision - 1))]
        if flow is not None:
            writes.append(self._put_version(flow))
        return self._passed(writes, entry)

    def delete(self, head: FlowHead, entry: AuditEntry) -> bool:
        """Take away a flow that was never published; False where it was changed in the meantime."""
        pk = self._pk(head.flow_id)
        if not self._passed([Delete(pk, "HEAD", Attr("revision").eq(head.revision))], entry):
            return False
        # Without its head nobody finds a version any more; they hold no personal data.
        for number in range(1, head.newest + 1):
            self._table.delete(pk, _version(number))
        return True

    def _put_version(self, flow: Flow) -> Put:
        item = {
            "PK": self._pk(flow.flow_id),
            "SK": _version(flow.version),
            "flow": flow.model_dump_json(by_alias=True),
        }
        return Put(item, Attr("PK").not_exists())

    def _head(self, head: FlowHead) -> Item:
        return {
            "PK": self._pk(head.flow_id),
            "SK": "HEAD",
            "head": head.model_dump_json(),
            "revision": head.revision,
            "GSI1PK": self._list(),
            "GSI1SK": f"{head.created_at.isoformat()}#{head.flow_id}",
        }

    def _passed(self, writes: list[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, flow_id: FlowId) -> str:
        return self._table.pk(f"FLOW#{flow_id}")

    def _list(self) -> str:
        return self._table.pk("FLOWS")


def _version(number: int) -> str:
    return f"VERSION#{number:06d}"
