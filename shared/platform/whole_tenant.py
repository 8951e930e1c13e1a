"""Everything of one tenant, whatever stage wrote it: for its export and its deletion, by operators' functions alone.

Rows of a tenant are spread over partitions that nobody lists, so this is the one place that scans the table. It does so
page by page, reads the whole table, and costs accordingly: about a quarter of a dollar for 10 GB. Routes never scan.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.ids import TenantId
from shared.platform.bucket import ABSENT
from shared.platform.expressions import decode_item, encode, encode_item
from shared.platform.table import TenantBreach
from shared.platform.vendor_errors import code_of, translated, unavailable
from shared.platform.writes import Item

ROWS, FILES = "The database", "The file store"
BATCH = 25
"""What one request may delete in the table."""
TRIES = 8


@dataclass(frozen=True)
class Scanned:
    """One page of a scan: the tenant's rows in it (none is possible), and where the next page begins."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True)
class Versions:
    """One page of a folder's object versions, marks of deletion included, and where the next page begins."""

    found: list[tuple[str, str]]
    next: str | None


class WholeTenantRows:
    """A tenant's rows in one table."""

    def __init__(self, client: Any, table_name: str, tenant_id: TenantId) -> None:
        self._client = client
        self._name = table_name
        self._prefix = f"TENANT#{tenant_id}#"

    def page(self, cursor: str | None, *, keys_only: bool = False) -> Scanned:
        """Return the tenant's rows of one page of the table. Raises ``Unavailable``."""
        arguments: dict[str, Any] = {
            "TableName": self._name,
            "FilterExpression": "begins_with(PK, :tenant)",
            "ExpressionAttributeValues": {":tenant": encode(self._prefix)},
            "ConsistentRead": True,
        }
        if keys_only:
            arguments["ProjectionExpression"] = "PK, SK"
        if cursor:
            arguments["ExclusiveStartKey"] = encode_item(json.loads(cursor))
        with translated(ROWS):
            answer = self._client.scan(**arguments)
        last = answer.get("LastEvaluatedKey")
        following = json.dumps(decode_item(last)) if last else None
        return Scanned([decode_item(attributes) for attributes in answer["Items"]], following)

    def delete(self, keys: Sequence[tuple[str, str]]) -> None:
        """Delete these rows of the tenant. Raises ``TenantBreach``, ``Unavailable``; then some are gone."""
        for pk, _sk in keys:
            if not pk.startswith(self._prefix):
                raise TenantBreach(f"The key {pk!r} is outside of {self._prefix}.", "Nothing of this page was deleted.")
        for begin in range(0, len(keys), BATCH):
            self._delete(keys[begin : begin + BATCH])

    def _delete(self, keys: Sequence[tuple[str, str]]) -> None:
        wanted = {
            self._name: [{"DeleteRequest": {"Key": encode_item({"PK": pk, "SK": sk})}} for pk, sk in keys],
        }
        for _ in range(TRIES):
            with translated(ROWS):
                wanted = self._client.batch_write_item(RequestItems=wanted).get("UnprocessedItems") or {}
            if not wanted:
                return
        raise unavailable(ROWS)


class WholeTenantFiles:
    """A tenant's objects in the media bucket, under ``<folder>/<tenant>/`` of every folder."""

    def __init__(self, client: Any, bucket_name: str, tenant_id: TenantId, folders: Sequence[str]) -> None:
        self._client = client
        self._bucket = bucket_name
        self._tenant_id = tenant_id
        self.folders = tuple(folders)

    def keys(self, folder: str, cursor: str | None) -> tuple[list[tuple[str, int]], str | None]:
        """Return keys and sizes of a page of one folder, and where the next page begins."""
        arguments: dict[str, Any] = {"Bucket": self._bucket, "Prefix": self._prefix(folder)}
        if cursor:
            arguments["StartAfter"] = cursor
        with translated(FILES):
            answer = self._client.list_objects_v2(**arguments)
        found = [(str(each["Key"]), int(each["Size"])) for each in answer.get("Contents", [])]
        return found, found[-1][0] if answer.get("IsTruncated") and found else None

    def open(self, key: str) -> tuple[int, Iterator[bytes]] | None:
        """Return size and content of an object in pieces, or None where it is gone. Raises ``Unavailable``."""
        self._own(key)
        try:
            with translated(FILES):
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if code_of(error) in ABSENT:
                return None
            raise
        return int(answer["ContentLength"]), answer["Body"].iter_chunks(1024 * 1024)

    def versions(self, folder: str) -> Versions:
        """Return the first page of what is left in a folder: every version of every object."""
        with translated(FILES):
            answer = self._client.list_object_versions(Bucket=self._bucket, Prefix=self._prefix(folder))
        both = [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]
        more = "more" if answer.get("IsTruncated") else None
        return Versions([(str(each["Key"]), str(each["VersionId"])) for each in both], more)

    def delete(self, versions: Sequence[tuple[str, str]]) -> int:
        """Delete up to 1,000 versions for good and return how many went. Raises ``TenantBreach``, ``Unavailable``."""
        for key, _version in versions:
            self._own(key)
        if not versions:
            return 0
        wanted = [{"Key": key, "VersionId": version} for key, version in versions]
        with translated(FILES):
            answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": wanted, "Quiet": True})
        if answer.get("Errors"):
            raise unavailable(FILES)
        return len(versions)

    def abort_uploads(self, folder: str) -> None:
        """Throw away what was uploaded in parts and never joined."""
        with translated(FILES):
            answer = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=self._prefix(folder))
            for upload in answer.get("Uploads", []):
                self._own(str(upload["Key"]))
                self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"])

    def _prefix(self, folder: str) -> str:
        return f"{folder}/{self._tenant_id}/"

    def _own(self, key: str) -> None:
        if key.split("/")[1:2] != [str(self._tenant_id)]:
            raise TenantBreach(f"The object key {key!r} is not of {self._tenant_id}.", "Nothing was read or deleted.")
