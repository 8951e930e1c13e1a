"""Rows of many people at once: the stores' own rows, kept until they are written together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.expressions import encode
from shared.platform.table import TenantTable
from shared.platform.writes import Item, Put, Update, Write

Attributes = dict[str, Any]
"""An item as DynamoDB spells it."""
AT_ONCE = 25


class BulkTable(TenantTable):
    """A tenant's rows on their way into a table. Conditions are not asked: everything is new.

    Rows that are changed again and again, as a position's counters, stay here and are written as they are each time.
    """

    def __init__(self, load: Callable[[Iterable[Attributes]], None], table: TenantTable) -> None:
        super().__init__(table._client, table._name, table.tenant_id)
        self._load = load
        self._new: list[Attributes] = []
        self._changed: dict[tuple[str, str], Item] = {}

    def put(self, item: Item, condition: Any = None) -> None:
        """Keep an item."""
        self.transact([Put(item, condition)])

    def transact(self, writes: Sequence[Write]) -> None:
        """Keep what these writes make; events have expired by the time that anybody reads."""
        for write in writes:
            if isinstance(write, Put) and not write.keys[1].startswith("EVENT#"):
                if write.keys[1] == "POSITION":
                    self._changed[write.keys] = dict(write.item)
                else:
                    self._new.append({name: _spelled(value) for name, value in write.item.items()})
            elif isinstance(write, Update):
                item = self._changed.setdefault(write.keys, {"PK": write.pk, "SK": write.sk})
                for name, value in write.add.items():
                    there = item.get(name)
                    item[name] = value if there is None else there | value if isinstance(value, set) else there + value

    def flush(self) -> None:
        """Write what is kept."""
        self._load(self._new)
        self._load({name: _spelled(value) for name, value in item.items()} for item in self._changed.values())
        self._new.clear()
        self._changed = {keys: item for keys, item in self._changed.items() if "#POSITION#" in keys[0]}


class SilentTrail(AuditTrail):
    """An audit log that keeps nothing: for filling a table alone."""

    def transact(self, writes: Sequence[Write], entry: AuditEntry) -> None:
        """Write without an entry."""
        self._table.transact(writes)


def batches(client: Any, table_name: str) -> Callable[[Iterable[Attributes]], None]:
    """Return what writes items by DynamoDB's own batches."""

    def load(items: Iterable[Attributes]) -> None:
        waiting = [{"PutRequest": {"Item": item}} for item in items]
        for begin in range(0, len(waiting), AT_ONCE):
            client.batch_write_item(RequestItems={table_name: waiting[begin : begin + AT_ONCE]})

    return load


def _spelled(value: Any) -> dict[str, Any]:
    """Return an attribute value, quicker than boto3 does."""
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, list | tuple):
        return {"L": [_spelled(each) for each in value]}
    if isinstance(value, set):
        return {"SS": sorted(value)}
    if value is None or isinstance(value, bool | dict):
        return dict(encode(value))
    return {"N": str(value)}
