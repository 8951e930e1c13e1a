"""An access export: one archive of everything of a person. Pure rules."""

from datetime import datetime, timedelta
from typing import Literal

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.kernel.localized import LocalizedText
from shared.tenancy.rights.person import Person

KEPT = timedelta(days=7)
STALE = timedelta(hours=6)
"""After so long one that is not ready has failed, and another may be asked for."""
MOST_IN_ARCHIVE = 200 * 1024**2
"""Bytes of media that go into the archive; larger ones are fetched by signed addresses beside it."""


class MediaFile(Frozen):
    """A recording, a résumé or another file of the person. ``inside``: it is in the archive under ``name``."""

    key: str
    name: str
    size_bytes: int
    inside: bool


class Export(Frozen):
    """An archive that was asked for. ``archive`` null: it is not ready."""

    export_id: str
    tenant_id: TenantId
    person: Person
    requested_by: str
    requested_at: datetime
    due_at: datetime
    article: LocalizedText
    expires_at: datetime
    state: Literal["making", "ready"] = "making"
    archive: DocumentRef | None = None
    size_bytes: int = 0
    outside: tuple[MediaFile, ...] = ()
    """Files that are too large for the archive."""
    ready_at: datetime | None = None
    revision: int = 1

    def making(self, now: datetime) -> bool:
        """Whether it is still worth waiting for."""
        return self.state == "making" and now < self.requested_at + STALE


def ready(
    export: Export, archive: DocumentRef, size_bytes: int, outside: tuple[MediaFile, ...], now: datetime
) -> Export:
    """Return the export with its archive; it is there for seven days from now."""
    return export.model_copy(
        update={
            "state": "ready",
            "archive": archive,
            "size_bytes": size_bytes,
            "outside": outside,
            "ready_at": now,
            "expires_at": now + KEPT,
            "revision": export.revision + 1,
        }
    )
