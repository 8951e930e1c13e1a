"""A résumé file: what kinds are taken, how large, and whether the bytes are what they say. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.recruiting.candidates.errors import FileTooLarge, UnknownFileType

KINDS: Mapping[str, tuple[str, bytes]] = {
    "application/pdf": ("pdf", b"%PDF-"),
    "application/msword": ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", b"PK\x03\x04"),
    "image/jpeg": ("jpg", b"\xff\xd8\xff"),
    "image/png": ("png", b"\x89PNG\r\n\x1a\n"),
}
"""Content type → suffix, and what the bytes of such a file begin with."""
MOST_BYTES = 10_000_000
MOST_FILES = 20
"""Of one candidate."""


class ResumeDraft(Frozen):
    """A file that somebody is about to upload."""

    filename: str = Field(min_length=1, max_length=200)
    content_type: str = Field(max_length=100)
    size_bytes: int = Field(ge=1)

    def checked(self) -> "ResumeDraft":
        """Return itself. Raises ``FileTooLarge``, ``UnknownFileType``."""
        if self.size_bytes > MOST_BYTES:
            raise FileTooLarge(MOST_BYTES)
        if self.content_type not in KINDS:
            raise UnknownFileType
        return self

    @property
    def suffix(self) -> str:
        """How the object's name ends."""
        return KINDS[self.content_type][0]


class Resume(Frozen):
    """A résumé. ``awaited``: its bytes have not been seen yet. ``key`` is where they lie in the media bucket."""

    resume_id: str
    filename: str
    content_type: str
    size_bytes: int
    key: str
    state: Literal["awaited", "kept"] = "awaited"
    by: str
    at: datetime


def is_what_it_says(content_type: str, body: bytes) -> bool:
    """Return whether ``body`` begins as a file of this type does; a Word document also has its main part."""
    _suffix, begins = KINDS[content_type]
    if not body.startswith(begins):
        return False
    return not begins.startswith(b"PK") or b"word/document" in body
