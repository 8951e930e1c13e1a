"""Lists page by page. A cursor says where the next page begins; to whoever holds it, it is an opaque text."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, Field

from shared.kernel.errors import Invalid
from shared.platform.writes import Item

T = TypeVar("T")

PageLimit = Annotated[int, Field(ge=1, le=100)]
"""How many things a page holds."""


class BadCursor(Invalid):
    """The cursor is not one that this list gave out."""

    code = "bad_cursor"

    def __init__(self) -> None:
        super().__init__("The cursor belongs to another list, or was changed.", "Ask for the first page again.")


@dataclass(frozen=True)
class Cursor:
    """Where the next page of one list begins. ``of`` is a digest of the list, so that it leads into no other one."""

    of: str
    key: dict[str, str]

    @classmethod
    def after(cls, pk: str, index: str | None, last: Item) -> Self:
        """Return the cursor behind the item of these keys."""
        known = f"{index or ''}PK"
        return cls(of=_digest(pk, index), key={name: str(value) for name, value in last.items() if name != known})

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """Return the cursor that ``text`` spells, None for the first page. Raises ``BadCursor``."""
        if not text:
            return None
        try:
            of, key = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
            return cls(of=str(of), key={str(name): str(value) for name, value in key.items()})
        except (ValueError, TypeError, AttributeError) as error:
            raise BadCursor from error

    def spelled(self) -> str:
        """Return the cursor as a text for a query string."""
        return base64.urlsafe_b64encode(json.dumps([self.of, self.key], separators=(",", ":")).encode()).decode()

    def start_of(self, pk: str, index: str | None) -> Item:
        """Return the keys behind which the list of ``pk`` goes on. Raises ``BadCursor`` for another list."""
        wanted = {"SK", f"{index}SK", "PK"} if index else {"SK"}
        if self.of != _digest(pk, index) or set(self.key) != wanted:
            raise BadCursor
        return {**self.key, f"{index or ''}PK": pk}


@dataclass(frozen=True)
class Rows:
    """One page of a table's partition."""

    items: list[Item]
    next: Cursor | None


class Page(BaseModel, Generic[T]):
    """One page of a list. ``next`` is the ``cursor`` of the following page, null on the last one."""

    items: list[T]
    next: str | None = None


def _digest(pk: str, index: str | None) -> str:
    return hashlib.sha256(f"{pk}\0{index or ''}".encode()).hexdigest()[:16]
