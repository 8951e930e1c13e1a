"""Rows whose content is sealed with the candidate's own key: when it is destroyed, no backup can be read either."""

from typing import TypeVar

from pydantic import BaseModel

from shared.interview.errors import KeysMissing
from shared.platform.sealing import Sealer
from shared.platform.writes import Item

M = TypeVar("M", bound=BaseModel)


class SealedRows:
    """Seals a model into the attributes of a row and opens it again. ``name`` is the row's content and its purpose.

    A row that was written before contents were sealed holds its JSON under ``name``; it is sealed when next written.
    """

    def __init__(self, sealer: Sealer | None, name: str) -> None:
        self._sealer = sealer
        self._name = name

    def attributes(self, candidate_id: str, content: BaseModel | str) -> Item:
        """Return the attributes that hold ``content``. Raises ``Shredded`` for somebody who was forgotten."""
        plain = content.encode() if isinstance(content, str) else content
        return {"candidate_id": candidate_id, "sealed": self._there.seal(candidate_id, plain, self._name)}

    def content(self, row: Item, kind: type[M]) -> M:
        """Return the model that a row holds. Raises ``Shredded``, ``Tampered``, ``Unavailable``."""
        return kind.model_validate_json(self.text(row))

    def text(self, row: Item) -> str:
        """Return what a row holds, as text. Raises as ``content``."""
        if "sealed" not in row:
            return str(row[self._name])
        return self._there.open(str(row["candidate_id"]), str(row["sealed"]), self._name).decode()

    @property
    def _there(self) -> Sealer:
        if self._sealer is None:
            raise KeysMissing(self._name)
        return self._sealer
