"""The table, confined to one tenant. IAM confines a session by its leading keys; this confines the code again."""

import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from boto3.dynamodb.conditions import ConditionBase
from botocore.exceptions import ClientError

from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.ids import TenantId
from shared.platform.expressions import arguments_of, decode_item, encode, encode_item
from shared.platform.paging import Cursor, Rows
from shared.platform.vendor_errors import TRANSIENT, code_of, translated, unavailable
from shared.platform.writes import Delete, Item, Put, Update, Write

WHAT = "The database"
INDEXES = ("GSI1", "GSI2")
ATTEMPTS = 4
"""How often a transaction is tried that collides with another one on the same items."""


class TenantBreach(Forbidden):
    """Code reached for a key of another tenant. A defect or an attack, never a user's mistake."""

    code = "tenant_breach"


class ConditionFailed(Conflict):
    """A write's condition did not hold. ``failed`` holds the positions of those writes in the transaction."""

    def __init__(self, failed: tuple[int, ...] = (0,)) -> None:
        super().__init__("It was changed in the meantime.", "Read it again, and decide anew.")
        self.failed = failed


class Table:
    """Rows whose partition keys begin with one of ``prefixes``; every other key is refused before it leaves."""

    def __init__(self, client: Any, table_name: str, prefixes: tuple[str, ...]) -> None:
        self._client = client
        self._name = table_name
        self._prefixes = prefixes

    def get(self, pk: str, sk: str, *, consistent: bool = True) -> Item | None:
        """Return the item, or None. Raises ``TenantBreach``, ``Unavailable``."""
        self._guard(pk)
        with translated(WHAT):
            answer = self._client.get_item(
                TableName=self._name, Key=encode_item({"PK": pk, "SK": sk}), ConsistentRead=consistent
            )
        return decode_item(answer["Item"]) if "Item" in answer else None

    def put(self, item: Item, condition: ConditionBase | None = None) -> None:
        """Write a whole item. Raises ``TenantBreach``, ``ConditionFailed``, ``Unavailable``."""
        self._one("put_item", Put(item, condition))

    def update(self, update: Update) -> Item:
        """Change an item (it is created when absent) and return it as it is now. Raises as ``put``."""
        return decode_item(self._one("update_item", update, ReturnValues="ALL_NEW")["Attributes"])

    def delete(self, pk: str, sk: str, condition: ConditionBase | None = None) -> None:
        """Take an item away. Raises as ``put``."""
        self._one("delete_item", Delete(pk, sk, condition))

    def query(
        self,
        pk: str,
        *,
        begins: str = "",
        up_to: str | None = None,
        index: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[Item]:
        """Yield the items of one partition in sort-key order, page by page.

        ``begins`` is the start of the sort key; ``up_to`` its greatest value, inclusive (not both). ``index`` is
        one of ``INDEXES`` (keys ``<index>PK`` and ``<index>SK``, read eventually consistently) or None for the table.
        """
        self._guard(pk)
        arguments = self._asked(pk, begins, up_to, index, newest_first, limit)
        left = limit
        while True:
            page = self._query(arguments)
            for attributes in page["Items"]:
                yield decode_item(attributes)
            left = None if left is None else left - len(page["Items"])
            if "LastEvaluatedKey" not in page or (left is not None and left <= 0):
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _asked(
        self, pk: str, begins: str, up_to: str | None, index: str | None, newest_first: bool, limit: int | None
    ) -> dict[str, Any]:
        prefix = index or ""
        names = {"#pk": f"{prefix}PK"}
        values = {":pk": encode(pk)}
        expression = "#pk = :pk"
        if begins or up_to is not None:
            names["#sk"] = f"{prefix}SK"
            values[":sk"] = encode(begins or up_to)
            expression += " AND begins_with(#sk, :sk)" if begins else " AND #sk <= :sk"
        arguments: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": expression,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": not newest_first,
        }
        arguments |= {"IndexName": index} if index else {"ConsistentRead": True}
        return arguments | ({"Limit": limit} if limit else {})

    def _query(self, arguments: dict[str, Any]) -> dict[str, Any]:
        with translated(WHAT):
            answer: dict[str, Any] = self._client.query(**arguments)
            return answer

    def page(
        self,
        pk: str,
        *,
        limit: int,
        cursor: Cursor | None = None,
        begins: str = "",
        index: str | None = None,
        newest_first: bool = False,
    ) -> Rows:
        """Return up to ``limit`` items of one partition in sort-key order, and where the next page begins.

        One query. The arguments are those of ``query``; a cursor goes on in the partition and index it came from.
        Raises ``TenantBreach``, ``Unavailable``, ``Invalid`` where the cursor is of another list.
        """
        self._guard(pk)
        arguments = self._asked(pk, begins, None, index, newest_first, limit)
        if cursor is not None:
            arguments["ExclusiveStartKey"] = encode_item(cursor.start_of(pk, index))
        answer = self._query(arguments)
        last = answer.get("LastEvaluatedKey")
        return Rows(
            items=[decode_item(attributes) for attributes in answer["Items"]],
            next=Cursor.after(pk, index, decode_item(last)) if last else None,
        )

    def count(self, pk: str, *, begins: str = "", index: str | None = None) -> int:
        """Return how many items a partition holds (sort keys that begin with ``begins``), without their content."""
        self._guard(pk)
        arguments = self._asked(pk, begins, None, index, False, None) | {"Select": "COUNT"}
        total = 0
        while True:
            answer = self._query(arguments)
            total += int(answer["Count"])
            if "LastEvaluatedKey" not in answer:
                return total
            arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        """Return the items of up to 100 keys that are there, in no order. Raises ``TenantBreach``, ``Unavailable``."""
        wanted = [encode_item({"PK": pk, "SK": sk}) for pk, sk in dict.fromkeys(keys)]
        for pk, _sk in keys:
            self._guard(pk)
        found: list[Item] = []
        for attempt in range(ATTEMPTS):
            if not wanted:
                return found
            if attempt:
                time.sleep(random.uniform(0, 0.05 * 2**attempt))
            with translated(WHAT):
                answer = self._client.batch_get_item(
                    RequestItems={self._name: {"Keys": wanted, "ConsistentRead": True}}
                )
            found += [decode_item(attributes) for attributes in answer["Responses"].get(self._name, [])]
            wanted = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
        if wanted:
            raise unavailable(WHAT)
        return found

    def transact(self, writes: Sequence[Write]) -> None:
        """Write all or nothing (at most 100 items). Raises ``TenantBreach``, ``ConditionFailed``, ``Unavailable``."""
        spelled = [self._spelled(write) for write in writes]
        for attempt in range(ATTEMPTS):
            try:
                with translated(WHAT):
                    self._client.transact_write_items(TransactItems=spelled)
                return
            except ClientError as error:
                self._cancelled(error)
                time.sleep(random.uniform(0, 0.05 * 2**attempt))
        raise unavailable(WHAT)

    def _cancelled(self, error: ClientError) -> None:
        """Return where another try may pass; raise what the cancellation means otherwise."""
        if code_of(error) != "TransactionCanceledException":
            raise error
        codes = [str(reason.get("Code", "None")) for reason in error.response.get("CancellationReasons", [])]
        failed = tuple(place for place, code in enumerate(codes) if code == "ConditionalCheckFailed")
        if failed:
            raise ConditionFailed(failed) from error
        if TRANSIENT & set(codes):
            raise unavailable(WHAT) from error
        if "TransactionConflict" not in codes:
            raise error

    def _one(self, operation: str, write: Write, **more: Any) -> dict[str, Any]:
        [(_kind, arguments)] = self._spelled(write).items()
        try:
            with translated(WHAT):
                answer: dict[str, Any] = getattr(self._client, operation)(**arguments, **more)
                return answer
        except ClientError as error:
            if code_of(error) == "ConditionalCheckFailedException":
                raise ConditionFailed from error
            raise

    def _spelled(self, write: Write) -> dict[str, dict[str, Any]]:
        self._guard(write.keys[0])
        changed = write.item if isinstance(write, Put) else write.set if isinstance(write, Update) else {}
        for index in INDEXES:
            if f"{index}PK" in changed:
                self._guard(str(changed[f"{index}PK"]))
        kind, arguments = arguments_of(write)
        return {kind: {"TableName": self._name, **arguments}}

    def _guard(self, pk: str) -> None:
        if not pk.startswith(self._prefixes):
            raise TenantBreach(
                f"The key {pk!r} is outside of {' and '.join(self._prefixes)}.",
                "Nothing was read or written. Report this to the operator of this deployment.",
            )


class TenantTable(Table):
    """The rows of one tenant: every partition key, the index's too, begins ``TENANT#<tenant>#``."""

    def __init__(self, client: Any, table_name: str, tenant_id: TenantId) -> None:
        super().__init__(client, table_name, (f"TENANT#{tenant_id}#",))
        self.tenant_id = tenant_id

    def pk(self, rest: str) -> str:
        """Return the partition key ``TENANT#<tenant>#<rest>``."""
        return f"TENANT#{self.tenant_id}#{rest}"


class PlatformTable(Table):
    """For operators and the sweeper alone: the platform's own rows, and those of a tenant that is being made."""

    def __init__(self, client: Any, table_name: str) -> None:
        super().__init__(client, table_name, ("PLATFORM#", "TENANT#"))
