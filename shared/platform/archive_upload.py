"""One tar archive in the bucket, written as a stream in parts, over as many calls as it takes.

Between two calls the state lies beside it: the parts that were sent, and the bytes that are too few for one.
"""

import hashlib
import tarfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from shared.kernel.frozen import Frozen
from shared.platform.bucket import TenantBucket
from shared.platform.vendor_errors import translated

WHAT = "The file store"
PART = 16 * 1024**2
"""What is sent at once: 10,000 parts of it are 160 GB."""
BLOCK = tarfile.BLOCKSIZE


class ArchivePart(Frozen):
    """A part that the store has."""

    number: int
    etag: str


class ArchiveState(Frozen):
    """Where an archive stands between two calls."""

    key: str
    upload_id: str
    parts: tuple[ArchivePart, ...] = ()
    size_bytes: int = 0


class Changed(Exception):
    """A file has another length than it was announced with."""


class ArchiveUpload:
    """Writes members one after the other. ``bucket`` guards that nothing is written outside of the tenant's folders."""

    def __init__(self, client: Any, bucket: TenantBucket, state: ArchiveState, rest: bytes = b"") -> None:
        self._client = client
        self._bucket = bucket
        self._state = state
        self._waiting = bytearray(rest)
        bucket.guard(state.key)

    @classmethod
    def begin(cls, client: Any, bucket: TenantBucket, key: str) -> "ArchiveUpload":
        """Open an archive at ``key``. Raises ``TenantBreach``, ``Unavailable``."""
        bucket.guard(key)
        with translated(WHAT):
            answer = client.create_multipart_upload(Bucket=bucket.name, Key=key, ContentType="application/x-tar")
        return cls(client, bucket, ArchiveState(key=key, upload_id=answer["UploadId"]))

    def add(self, name: str, size: int, chunks: Iterable[bytes]) -> str:
        """Write a member and return the SHA-256 (hex) of its content.

        Raises:
            Changed: ``chunks`` are not ``size`` bytes; the archive cannot be used any more.
            Unavailable: as that.
        """
        header = tarfile.TarInfo(name)
        header.size = size
        self._write(header.tobuf(tarfile.PAX_FORMAT))
        digest, written = hashlib.sha256(), 0
        for chunk in chunks:
            digest.update(chunk)
            written += len(chunk)
            if written > size:
                break
            self._write(chunk)
        if written != size:
            raise Changed(name)
        self._write(bytes(-size % BLOCK))
        return digest.hexdigest()

    def add_bytes(self, name: str, content: bytes) -> str:
        """Write a member whose content is at hand, and return its SHA-256 (hex)."""
        return self.add(name, len(content), iter([content]))

    def pause(self) -> tuple[ArchiveState, bytes]:
        """Return the state, and the bytes that are still to be sent with the next part."""
        return self._state, bytes(self._waiting)

    def finish(self) -> ArchiveState:
        """End the archive: from now on it can be read. Raises ``Unavailable``."""
        self._write(bytes(2 * BLOCK))
        if self._waiting:
            self._send(bytes(self._waiting))
            self._waiting.clear()
        with translated(WHAT):
            self._client.complete_multipart_upload(
                Bucket=self._bucket.name,
                Key=self._state.key,
                UploadId=self._state.upload_id,
                MultipartUpload={"Parts": [{"PartNumber": p.number, "ETag": p.etag} for p in self._state.parts]},
            )
        return self._state

    def _write(self, content: bytes) -> None:
        self._waiting += content
        while len(self._waiting) >= PART:
            self._send(bytes(self._waiting[:PART]))
            del self._waiting[:PART]

    def _send(self, content: bytes) -> None:
        number = len(self._state.parts) + 1
        with translated(WHAT):
            answer = self._client.upload_part(
                Bucket=self._bucket.name,
                Key=self._state.key,
                UploadId=self._state.upload_id,
                PartNumber=number,
                Body=BytesIO(content),
            )
        sent = ArchivePart(number=number, etag=answer["ETag"])
        update = {"parts": (*self._state.parts, sent), "size_bytes": self._state.size_bytes + len(content)}
        self._state = self._state.model_copy(update=update)
