"""Where recordings arrive, in parts, and are looked at."""

from collections.abc import Sequence

from shared.interview.ports import ArrivedPart
from shared.platform.bucket import TenantBucket
from shared.platform.multipart import MultipartUploads


class RecordingStore:
    """One tenant's recordings, as they arrive."""

    def __init__(self, uploads: MultipartUploads, bucket: TenantBucket) -> None:
        self._uploads = uploads
        self._bucket = bucket

    def begin(self, key: str, content_type: str) -> str:
        """Open an upload and return its ``multipart_id``."""
        return self._uploads.begin(key, content_type)

    def address(self, key: str, multipart_id: str, number: int, seconds: int) -> str:
        """Return the signed address of a part."""
        return self._uploads.address(key, multipart_id, number, seconds)

    def parts(self, key: str, multipart_id: str) -> Sequence[ArrivedPart]:
        """Return the parts that are there."""
        return [
            ArrivedPart(number=part.number, etag=part.etag, size_bytes=part.size_bytes)
            for part in self._uploads.parts(key, multipart_id)
        ]

    def complete(self, key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        """Join the parts."""
        self._uploads.complete(key, multipart_id, parts)

    def abort(self, key: str, multipart_id: str) -> None:
        """Throw the parts away."""
        self._uploads.abort(key, multipart_id)

    def playback(self, key: str, seconds: int) -> str:
        """Return a signed address to look at a whole recording."""
        return self._bucket.address(key, seconds)

    def empty(self, key: str) -> None:
        """Take a recording's content away at once; its earlier version is deleted by the lifecycle of its folder."""
        self._bucket.put_bytes(key, b"", "application/octet-stream")

    def size(self, key: str) -> int | None:
        """Return the size of a whole recording, or None."""
        head = self._bucket.head(key)
        return head.size_bytes if head else None
