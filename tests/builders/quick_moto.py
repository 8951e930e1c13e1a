"""moto as quick as our tests need it: the same answers, without work that nobody sees.

Each function here stands in for one of moto 5.2 that costs more the more a table holds, or that makes what no test asks
for. ``tests/integration/platform/test_quick_moto.py`` holds what they must not change.
"""

import copy
from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any

import moto.core.base_backend as base_backend
import moto.core.models as core
import moto.core.serialize as serialize
import moto.dynamodb.models as dynamodb
import moto.kms.models as kms
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

MOST_BYTES = 405_000
"""Of an item, as moto takes DynamoDB's limit."""
Key = tuple[Any, DynamoType, DynamoType]
"""A table, and an item's two keys in it."""


@cache
def quicken() -> None:
    """Put what is below in the place of moto's, once a process."""
    replaced: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
        (dynamodb.DynamoDBBackend, "transact_write_items", _undoing_items),
        (dynamodb, "copy", lambda _theirs: SimpleNamespace(deepcopy=_deepcopy)),
        (Table, "query", _query_of_one_partition),
        (Item, "__init__", lambda _theirs: _item),
        (serialize.BaseJSONSerializer, "_serialize_type_structure", _attribute_value),
        (base_backend.BaseBackend, "urls", _urls_by_class),
        (kms, "generate_private_key", _private_key),
        (core, "CallbackResponse", cache),  # moto makes a thousand of them, all the same, for each test
    )
    for owner, name, ours in replaced:
        setattr(owner, name, ours(getattr(owner, name)))


def _deepcopy(thing: Any) -> Any:
    """Copy all but a table, which ``transact_write_items`` wants to put back: its items are put back one by one."""
    return thing if isinstance(thing, Table) and _by_item(thing) else copy.deepcopy(thing)


def _by_item(table: Table) -> bool:
    """Whether all that a write changes is an item; a stream keeps a record as well."""
    return table.has_range_key and table.stream_shard is None


def _undoing_items(transact: Callable[..., None]) -> Callable[..., None]:
    """moto copies whole tables before a transaction. What it can touch are the items that it names."""

    @wraps(transact)
    def transact_write_items(self: Any, transact_items: list[dict[str, Any]]) -> None:
        before = {key: copy.deepcopy(_at(key)) for item in transact_items for key in _key(self, item)}
        try:
            transact(self, transact_items)
        except Exception:
            for (table, partition, place), item in before.items():
                if item is None:
                    table.items[partition].pop(place, None)
                else:
                    table.items[partition][place] = item
            raise

    return transact_write_items


def _key(backend: Any, transact_item: dict[str, Any]) -> list[Key]:
    """Return the one key of a part of a transaction; none where moto is going to refuse it or copies the table."""
    for operation in transact_item.values():
        table = backend.tables.get(operation.get("TableName"))
        attributes = operation.get("Item") or operation.get("Key") or {}
        if table and _by_item(table) and {table.hash_key_attr, table.range_key_attr} <= attributes.keys():
            return [(table, DynamoType(attributes[table.hash_key_attr]), DynamoType(attributes[table.range_key_attr]))]
    return []


def _at(key: Key) -> Item | None:
    table, partition, place = key
    items: Any = table.items
    return items[partition].get(place) if partition in items else None


def _query_of_one_partition(query: Callable[..., Any]) -> Callable[..., Any]:
    """moto sorts the whole table for each query. Here it is given what has the partition's key, of table or index."""

    @wraps(query)
    def of_one_partition(self: Table, hash_key: DynamoType | None, *rest: Any, **named: Any) -> Any:
        narrow: Any = object.__new__(type(self))  # not by its own ``__new__``, which keeps a list of all tables
        narrow.__dict__.update(self.__dict__)
        items: Any = self.items
        wanted = dict(named.get("hash_key_conditions") or ())
        if self.has_range_key and set(wanted) == {self.hash_key_attr} and hash_key is not None:
            narrow.items = {hash_key: items[hash_key]} if hash_key in items else {}
        elif self.has_range_key and wanted:
            narrow.items = {
                partition: {place: item for place, item in there.items() if _has(item, wanted)}
                for partition, there in items.items()
            }
        return query(narrow, hash_key, *rest, **named)

    return of_one_partition


def _has(item: Item, wanted: dict[str, DynamoType]) -> bool:
    """Whether an item may be in a partition; moto looks again, and takes 1 and 1.0 for the same number."""
    for name, value in wanted.items():
        there = item.attrs.get(name)
        if there is None or (value.type == "S" and there.value != value.value):
            return False
    return True


def _item(self: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]) -> None:
    """moto measures the item anew for each attribute that it adds. Here it is measured once, when it is whole."""
    self.hash_key = hash_key
    self.range_key = range_key
    self.attrs = LimitedSizeDict()
    for name, value in attrs.items():
        dict.__setitem__(self.attrs, name, DynamoType(value))
    if self.size() > MOST_BYTES:
        raise ItemSizeTooLarge


def _attribute_value(structure: Callable[..., None]) -> Callable[..., None]:
    """moto looks in each attribute for all ten types under all names that they might go by. It has one, by its name."""

    @wraps(structure)
    def _serialize_type_structure(self: Any, serialized: dict[str, Any], value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue" or type(value) is not dict or len(value) != 1 or not key:
            return structure(self, serialized, value, shape, key)
        (kind,) = value
        made: dict[str, Any] = {}
        self._serialize_structure_member(made, value, shape.members[kind], kind)
        self._default_serialize(serialized, made, shape, key)

    return _serialize_type_structure


def _urls_by_class(urls: property) -> property:
    """moto puts a service's addresses together for each request. They are the same for all of its class."""
    known: dict[type, Any] = {}

    def of_class(self: Any) -> Any:
        if type(self) not in known:
            known[type(self)] = urls.__get__(self)
        return known[type(self)]

    return property(of_class)


def _private_key(generate: Callable[[str], Any]) -> Callable[[str], Any]:
    """moto makes an RSA pair for a symmetric key, too, and never looks at it."""
    return lambda spec: None if spec == "SYMMETRIC_DEFAULT" else generate(spec)
