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
from shared.platform.vendor_errors import TRANSIENT, code_of, translated, unavailable
from shared.platform.writes import Delete, Item, Put, Update, Write

WHAT = "The database"
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
        ``GSI1`` (its keys are ``GSI1PK`` and ``GSI1SK``, read eventually consistently) or None for the table.
        """
        self._guard(pk)
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
        arguments |= {"Limit": limit} if limit else {}
        left = limit
        while True:
            with translated(WHAT):
                page = self._client.query(**arguments)
            for attributes in page["Items"]:
                yield decode_item(attributes)
            left = None if left is None else left - len(page["Items"])
            if "LastEvaluatedKey" not in page or (left is not None and left <= 0):
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]

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
        if "GSI1PK" in changed:
            self._guard(str(changed["GSI1PK"]))
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
