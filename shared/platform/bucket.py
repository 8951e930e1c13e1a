"""The media bucket, confined to one tenant: documents and recordings under ``<kind>/<tenant>/…``."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from botocore.exceptions import ClientError
from pydantic import BaseModel

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import BoleError, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.table import TenantBreach
from shared.platform.vendor_errors import code_of, translated

WHAT = "The file store"
ABSENT = frozenset({"NoSuchKey", "404", "NotFound", "403", "AccessDenied"})
"""S3 answers 403 for an absent key to a role that may list its own folders only, as the tenant role may. Keys of other
tenants never get this far: ``guard`` refuses them."""

M = TypeVar("M", bound=BaseModel)


class DamagedDocument(BoleError):
    """A document's bytes are not the ones that its reference was made for."""

    code = "damaged_document"


class ObjectHead(Frozen):
    """What is known of an object without reading it."""

    size_bytes: int
    content_type: str
    etag: str


@contextmanager
def found(key: str) -> Iterator[None]:
    """Name the object in ``NotFound`` where it is absent, and translate the other errors of the store."""
    try:
        with translated(WHAT):
            yield
    except ClientError as error:
        if code_of(error) in ABSENT:
            raise NotFound(
                f"There is no object {key}.", "Check that it was uploaded, and not deleted since."
            ) from error
        raise


class TenantBucket:
    """Objects of one tenant. A key of another tenant is refused before it leaves."""

    def __init__(self, client: Any, bucket_name: str, tenant_id: TenantId) -> None:
        self._client = client
        self.name = bucket_name
        self.tenant_id = tenant_id
        self._own = re.compile(rf"[a-z]+/{re.escape(tenant_id)}/[^/].*")

    def put_document(self, key: str, document: BaseModel) -> DocumentRef:
        """Write a contract as JSON and return its reference. The same document written twice has the same hash."""
        return self.put_bytes(key, document.model_dump_json().encode(), "application/json")

    def put_bytes(self, key: str, body: bytes, content_type: str) -> DocumentRef:
        """Write ``body`` and return its reference. Raises ``TenantBreach``, ``Unavailable``."""
        self.guard(key)
        with translated(WHAT):
            self._client.put_object(Bucket=self.name, Key=key, Body=body, ContentType=content_type)
        return DocumentRef(key=key, sha256=hashlib.sha256(body).hexdigest())

    def get_document(self, where: str | DocumentRef, kind: type[M]) -> M:
        """Read a contract. Given a reference, its hash is checked.

        Raises:
            NotFound: there is no such object.
            DamagedDocument: the bytes do not have the reference's hash.
            TenantBreach, Unavailable: see the table.
        """
        return kind.model_validate_json(self.get_bytes(where))

    def get_bytes(self, where: str | DocumentRef) -> bytes:
        """Read an object whole. Raises as ``get_document``."""
        key = where if isinstance(where, str) else where.key
        self.guard(key)
        with found(key):
            body: bytes = self._client.get_object(Bucket=self.name, Key=key)["Body"].read()
        if isinstance(where, DocumentRef) and hashlib.sha256(body).hexdigest() != where.sha256:
            raise DamagedDocument(
                f"The document {key} is not the one that was referred to.",
                "It was changed after it was written. Restore its earlier version, or assess the answer again.",
            )
        return body

    def head(self, key: str) -> ObjectHead | None:
        """Return what is known of an object, or None where there is none. Raises ``TenantBreach``, ``Unavailable``."""
        self.guard(key)
        try:
            with found(key):
                answer = self._client.head_object(Bucket=self.name, Key=key)
        except NotFound:
            return None
        return ObjectHead(
            size_bytes=answer["ContentLength"], content_type=answer.get("ContentType", ""), etag=answer["ETag"]
        )

    def download(self, key: str, path: Path) -> Path:
        """Copy an object to ``path``. Raises ``NotFound``, ``TenantBreach``, ``Unavailable``."""
        self.guard(key)
        with found(key):
            self._client.download_file(self.name, key, str(path))
        return path

    def upload(self, path: Path, key: str, content_type: str) -> None:
        """Copy a file to ``key``. Raises ``TenantBreach``, ``Unavailable``."""
        self.guard(key)
        with translated(WHAT):
            self._client.upload_file(str(path), self.name, key, ExtraArgs={"ContentType": content_type})

    def address(self, key: str, seconds: int, download_as: str | None = None) -> str:
        """Return a signed address to read ``key`` with for ``seconds``; ``download_as`` names the saved file."""
        self.guard(key)
        parameters = {"Bucket": self.name, "Key": key}
        if download_as:
            parameters["ResponseContentDisposition"] = f'attachment; filename="{download_as}"'
        signed: str = self._client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds)
        return signed

    def upload_address(self, key: str, content_type: str, size_bytes: int, seconds: int) -> str:
        """Return a signed address to PUT exactly ``size_bytes`` of ``content_type`` to, good for ``seconds``."""
        self.guard(key)
        parameters = {"Bucket": self.name, "Key": key, "ContentType": content_type, "ContentLength": size_bytes}
        signed: str = self._client.generate_presigned_url("put_object", Params=parameters, ExpiresIn=seconds)
        return signed

    def keys(self, prefix: str) -> list[str]:
        """Return up to 1,000 keys under ``prefix``, in order. Raises ``TenantBreach``, ``Unavailable``."""
        self.guard(prefix)
        with translated(WHAT):
            answer = self._client.list_objects_v2(Bucket=self.name, Prefix=prefix)
        return [str(found["Key"]) for found in answer.get("Contents", [])]

    def every_key(self, prefix: str) -> Iterator[str]:
        """Yield all keys under ``prefix``, in order, page by page. Raises ``TenantBreach``, ``Unavailable``."""
        self.guard(prefix)
        arguments = {"Bucket": self.name, "Prefix": prefix}
        while True:
            with translated(WHAT):
                answer = self._client.list_objects_v2(**arguments)
            yield from (str(found["Key"]) for found in answer.get("Contents", []))
            if not answer.get("IsTruncated"):
                return
            arguments["ContinuationToken"] = answer["NextContinuationToken"]

    def guard(self, key: str) -> None:
        """Refuse a key outside of the tenant's prefix. Raises ``TenantBreach``."""
        if not self._own.fullmatch(key) or ".." in key.split("/"):
            raise TenantBreach(
                f"The object key {key!r} is outside of */{self.tenant_id}/.",
                "Nothing was read or written. Report this to the operator of this deployment.",
            )
