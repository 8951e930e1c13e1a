"""Every version of a tenant's objects under a prefix: for erasure alone, by the one role that may delete versions."""

from collections.abc import Sequence
from typing import Any

from shared.platform.bucket import TenantBucket
from shared.platform.vendor_errors import translated, unavailable

WHAT = "The file store"


class ObjectVersions:
    """Versions and marks of deletion. ``bucket`` refuses whatever is not the tenant's."""

    def __init__(self, client: Any, bucket: TenantBucket) -> None:
        self._client = client
        self.bucket = bucket

    def page(self, prefix: str) -> list[tuple[str, str]]:
        """Return up to 1,000 versions (key, version) that are left under ``prefix``. Raises ``Unavailable``."""
        self.bucket.guard(prefix)
        with translated(WHAT):
            answer = self._client.list_object_versions(Bucket=self.bucket.name, Prefix=prefix)
        both = [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]
        return [(str(each["Key"]), str(each["VersionId"])) for each in both]

    def delete(self, versions: Sequence[tuple[str, str]]) -> None:
        """Delete up to 1,000 versions for good. Raises ``TenantBreach``, ``Unavailable``: then some are gone."""
        for key, _version in versions:
            self.bucket.guard(key)
        if not versions:
            return
        wanted = [{"Key": key, "VersionId": version} for key, version in versions]
        with translated(WHAT):
            answer = self._client.delete_objects(Bucket=self.bucket.name, Delete={"Objects": wanted, "Quiet": True})
        if answer.get("Errors"):
            raise unavailable(WHAT)

    def copy(self, key: str, target: str) -> None:
        """Copy an object as it is now to ``target``. Raises ``TenantBreach``, ``Unavailable``."""
        self.bucket.guard(key)
        self.bucket.guard(target)
        with translated(WHAT):
            self._client.copy({"Bucket": self.bucket.name, "Key": key}, self.bucket.name, target)

    def abort_uploads(self, prefix: str) -> int:
        """Throw away what was uploaded in parts under ``prefix`` and never joined; return how many uploads."""
        self.bucket.guard(prefix)
        with translated(WHAT):
            answer = self._client.list_multipart_uploads(Bucket=self.bucket.name, Prefix=prefix)
            uploads = answer.get("Uploads", [])
            for upload in uploads:
                self._client.abort_multipart_upload(
                    Bucket=self.bucket.name, Key=upload["Key"], UploadId=upload["UploadId"]
                )
        return len(uploads)
