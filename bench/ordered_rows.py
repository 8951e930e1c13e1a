"""A table that is read as DynamoDB is: by key or along an index, never through everything. In SQLite, in one process.

The emulator of the local cloud sorts a whole partition for each page (100,000 rows a request), so a page's time
there tells their own. Here a query walks a B-tree from where the page begins, as DynamoDB does, and what it reads is
counted in DynamoDB's read units, which are the same on every machine.
"""

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from botocore.exceptions import ClientError

from bench.row_expressions import Attributes, holds, updated

PAGE_BYTES = 1024 * 1024
"""What one query reads at most."""
UNIT_BYTES = 4096
"""One read unit; half of it where the read need not be consistent."""
SCHEMA = """
CREATE TABLE rows (pk TEXT, sk TEXT, gsi1pk TEXT, gsi1sk TEXT, gsi2pk TEXT, gsi2sk TEXT, item TEXT,
    PRIMARY KEY (pk, sk)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX gsi1 ON rows (gsi1pk, gsi1sk, pk, sk) WHERE gsi1pk IS NOT NULL;
CREATE INDEX gsi2 ON rows (gsi2pk, gsi2sk, pk, sk) WHERE gsi2pk IS NOT NULL;
ANALYZE;
"""
KEYS = ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK")


@dataclass
class Reads:
    """What was asked since it was last cleared: operations, rows read, and read units."""

    operations: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    units: float = 0.0

    def clear(self) -> None:
        """Begin anew."""
        self.operations.clear()
        self.rows, self.units = 0, 0.0


class OrderedRows:
    """Stands for a DynamoDB client with one table. It has no ``scan``: whoever asks for one fails."""

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000", "temp_store = MEMORY"):
            self._rows.execute(f"PRAGMA {setting}")
        self._rows.executescript(SCHEMA)
        self.reads = Reads()

    def close(self) -> None:
        """Let the file go."""
        self._rows.close()

    def load(self, items: Iterable[Attributes]) -> None:
        """Write many items at once, before ``indexed``."""
        with self._lock:
            self._rows.execute("BEGIN")
            self._rows.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", map(_columns, items))
            self._rows.execute("COMMIT")

    def indexed(self) -> int:
        """Build the indexes, and return how many rows there are."""
        self._rows.executescript(INDEXES)
        return int(self._rows.execute("SELECT count(*) FROM rows").fetchone()[0])

    def get_item(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's."""
        with self._lock:
            self.reads.operations["GetItem"] += 1
            found = self._read([asked["Key"]], asked.get("ConsistentRead", False))
        return {"Item": found[0]} if found else {}

    def batch_get_item(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's."""
        with self._lock:
            self.reads.operations["BatchGetItem"] += 1
            [(table, wanted)] = asked["RequestItems"].items()
            return {"Responses": {table: self._read(wanted["Keys"], wanted.get("ConsistentRead", False))}}

    def query(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's, for the key conditions of ``shared.platform.table``."""
        with self._lock:
            self.reads.operations["Query"] += 1
            return self._query(asked)

    def put_item(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's."""
        self._write_one("Put", asked)
        return {}

    def update_item(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's; returns the new item."""
        return {"Attributes": self._write_one("Update", asked)}

    def delete_item(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's."""
        self._write_one("Delete", asked)
        return {}

    def transact_write_items(self, **asked: Any) -> dict[str, Any]:
        """As DynamoDB's: all or nothing."""
        with self._lock:
            self.reads.operations["TransactWriteItems"] += 1
            writes = [next(iter(each.items())) for each in asked["TransactItems"]]
            there = [self._found(write.get("Key") or write["Item"]) for _, write in writes]
            passed = [holds(write, item) for (_, write), item in zip(writes, there, strict=True)]
            if not all(passed):
                reasons = [{"Code": "None" if one else "ConditionalCheckFailed"} for one in passed]
                said: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
                raise ClientError(said, "TransactWriteItems")
            for (kind, write), item in zip(writes, there, strict=True):
                self._write(kind, write, item)
        return {}

    def _write_one(self, kind: str, asked: Mapping[str, Any]) -> Attributes:
        with self._lock:
            self.reads.operations[f"{kind}Item"] += 1
            item = self._found(asked.get("Key") or asked["Item"])
            if not holds(asked, item):
                raise ClientError({"Error": {"Code": "ConditionalCheckFailedException"}}, f"{kind}Item")
            return self._write(kind, asked, item)

    def _write(self, kind: str, write: Mapping[str, Any], item: Attributes | None) -> Attributes:
        if kind == "ConditionCheck":
            return {}
        if kind == "Delete":
            self._rows.execute("DELETE FROM rows WHERE pk = ? AND sk = ?", _keys(write["Key"]))
            return {}
        made: Attributes = write["Item"] if kind == "Put" else updated(write, write["Key"], item)
        self._rows.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", _columns(made))
        return made

    def _found(self, key: Attributes) -> Attributes | None:
        row = self._rows.execute("SELECT item FROM rows WHERE pk = ? AND sk = ?", _keys(key)).fetchone()
        return json.loads(row[0]) if row else None

    def _read(self, keys: Sequence[Attributes], consistent: bool) -> list[Attributes]:
        found = [item for item in map(self._found, keys) if item is not None]
        self.reads.rows += len(found)
        self.reads.units += sum(_units(size_of(item), consistent) for item in found) + (len(keys) - len(found)) * 0.5
        return found

    def _query(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        index = asked.get("IndexName")
        pk, sk = f"{index or ''}pk".lower(), f"{index or ''}sk".lower()
        where, values = [f"{pk} = ?"], [asked["ExpressionAttributeValues"][":pk"]["S"]]
        bound = asked["ExpressionAttributeValues"].get(":sk", {}).get("S")
        if bound is not None and "begins_with" in asked["KeyConditionExpression"]:
            where.append(f"{sk} >= ? AND {sk} < ?")
            values += [bound, bound + "\U0010ffff"]
        elif bound is not None:
            where.append(f"{sk} <= ?")
            values.append(bound)
        forward = asked.get("ScanIndexForward", True)
        order = [sk, "pk", "sk"] if index else ["sk"]
        if start := asked.get("ExclusiveStartKey"):
            names = [f"{index}SK", "PK", "SK"] if index else ["SK"]
            where.append(f"({', '.join(order)}) {'>' if forward else '<'} ({', '.join('?' * len(order))})")
            values += [start[name]["S"] for name in names]
        by = ", ".join(f"{column} {'ASC' if forward else 'DESC'}" for column in order)
        limit = asked.get("Limit") or -1
        rows = self._rows.execute(
            f"SELECT item FROM rows WHERE {' AND '.join(where)} ORDER BY {by} LIMIT ?",
            [*values, limit],
        )
        items, read, full = [], 0, False
        for row in rows:
            items.append(json.loads(row[0]))
            read += size_of(items[-1])
            if full := read > PAGE_BYTES:
                break
        self.reads.rows += len(items)
        self.reads.units += _units(read, asked.get("ConsistentRead", False))
        answer: dict[str, Any] = {"Items": items, "Count": len(items)}
        if full or len(items) == limit:
            wanted = (*KEYS[:2], f"{index}PK", f"{index}SK") if index else KEYS[:2]
            answer["LastEvaluatedKey"] = {name: items[-1][name] for name in wanted}
        return answer


def size_of(item: Mapping[str, Any]) -> int:
    """Return about how many bytes DynamoDB counts for an item: names and values."""
    return sum(len(name) + _bytes(value) for name, value in item.items())


def _bytes(value: Mapping[str, Any]) -> int:
    [(kind, plain)] = value.items()
    if kind in ("S", "B"):
        return len(plain.encode()) if isinstance(plain, str) else len(plain)
    if kind == "N":
        return len(plain) // 2 + 1
    if kind == "M":
        return 3 + size_of(plain)
    if kind == "L":
        return 3 + sum(1 + _bytes(each) for each in plain)
    return sum(len(each) for each in plain) if kind in ("SS", "NS") else 1


def _units(size: int, consistent: bool) -> float:
    return max(1, math.ceil(size / UNIT_BYTES)) * (1.0 if consistent else 0.5)


def _keys(key: Mapping[str, Any]) -> tuple[str, str]:
    return key["PK"]["S"], key["SK"]["S"]


def _columns(item: Attributes) -> tuple[str | None, ...]:
    keys = [item[name]["S"] if name in item else None for name in KEYS]
    return (*keys, json.dumps(item, default=sorted))
