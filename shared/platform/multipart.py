"""Uploads in parts: begun here, filled by the browser through signed addresses, completed here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.errors import Gone, Invalid
from shared.kernel.frozen import Frozen
from shared.platform.bucket import WHAT, TenantBucket
from shared.platform.vendor_errors import code_of, translated


class StoredPart(Frozen):
    """A part that has arrived. ``number`` from 1; ``etag`` as the store gave it."""

    number: int
    etag: str
    size_bytes: int


class MultipartUploads:
    """Multipart uploads into one tenant's prefix of the bucket."""

    def __init__(self, client: Any, bucket: TenantBucket) -> None:
        self._client = client
        self._bucket = bucket

    def begin(self, key: str, content_type: str) -> str:
        """Open an upload and return the store's id of it. Raises ``TenantBreach``, ``Unavailable``."""
        self._bucket.guard(key)
        with translated(WHAT):
            answer = self._client.create_multipart_upload(Bucket=self._bucket.name, Key=key, ContentType=content_type)
        return str(answer["UploadId"])

    def address(self, key: str, multipart_id: str, number: int, seconds: int) -> str:
        """Return the signed address to PUT part ``number`` to, good for ``seconds``."""
        self._bucket.guard(key)
        parameters = {"Bucket": self._bucket.name, "Key": key, "UploadId": multipart_id, "PartNumber": number}
        signed: str = self._client.generate_presigned_url("upload_part", Params=parameters, ExpiresIn=seconds)
        return signed

    def parts(self, key: str, multipart_id: str) -> tuple[StoredPart, ...]:
        """Return the parts that are there, in order. Raises ``Gone`` where the upload was completed or aborted."""
        self._bucket.guard(key)
        found: list[StoredPart] = []
        arguments: dict[str, Any] = {"Bucket": self._bucket.name, "Key": key, "UploadId": multipart_id}
        while True:
            with translated(WHAT), _known(key):
                page = self._client.list_parts(**arguments)
            found += [
                StoredPart(number=part["PartNumber"], etag=part["ETag"], size_bytes=part["Size"])
                for part in page.get("Parts", [])
            ]
            if not page.get("IsTruncated"):
                return tuple(found)
            arguments["PartNumberMarker"] = page["NextPartNumberMarker"]

    def complete(self, key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        """Join ``(number, etag)`` parts into the object.

        Raises:
            Gone: the upload was completed or aborted already (look whether the object is there).
            Invalid: a part is missing, altered, or too small to stand before another one.
        """
        self._bucket.guard(key)
        joined = [{"PartNumber": number, "ETag": etag} for number, etag in sorted(parts)]
        with translated(WHAT), _known(key):
            self._client.complete_multipart_upload(
                Bucket=self._bucket.name, Key=key, UploadId=multipart_id, MultipartUpload={"Parts": joined}
            )

    def abort(self, key: str, multipart_id: str) -> None:
        """Throw the parts away. An upload that is gone already is no error."""
        self._bucket.guard(key)
        try:
            with translated(WHAT), _known(key):
                self._client.abort_multipart_upload(Bucket=self._bucket.name, Key=key, UploadId=multipart_id)
        except Gone:
            return


@contextmanager
def _known(key: str) -> Iterator[None]:
    """Name the upload in those errors of the store that concern it."""
    try:
        yield
    except ClientError as error:
        if code_of(error) == "NoSuchUpload":
            raise Gone(f"The upload to {key} is not open any more.", "Begin it again.") from error
        if code_of(error) in {"InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML"}:
            raise Invalid(
                f"The parts do not make a file: {error.response.get('Error', {}).get('Message', '')}",
                "Ask which parts have arrived, send the missing ones again, and complete once more.",
            ) from error
        raise
