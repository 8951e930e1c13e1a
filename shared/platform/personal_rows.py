"""Rows of a person as the person may read them: opened, named, without what belongs to others."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from shared.kernel.errors import BoleError
from shared.kernel.frozen import Frozen
from shared.platform.sealing import Sealer, Tampered
from shared.platform.writes import Item

KEYS = frozenset({"PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK"})
SECRET = frozenset(
    {"secret_sha256", "earlier_sha256", "multipart_id", "reference", "contact", "found_by", "request_key"}
)
"""Fields that are no data of the person: secrets, model answers, another person's address."""
OF_STAFF = frozenset(
    {
        "by",
        "created_by",
        "decided_by",
        "invited_by",
        "answered_by",
        "user_id",
        "rater",
        "assignee",
        "assigned_by",
        "sent_by",
        "set_by",
        "submitted_by",
        "editors",
        "placed_by",
        "actor",
        "to",
        "users",
        "handed_to",
    }
)
"""Fields that hold ids of staff: they become pseudonyms, the same in the whole archive (GDPR 15(4)). Who is named with
a colon (``candidate:…``, ``system:…``, ``report_ready:…``) is no member of staff."""
FACT = frozenset({"value", "source", "at"})
"""A fact of an application names in ``source`` who said it."""


class RowKind(Frozen):
    """Rows whose sort key begins with ``begins``: a ``section`` of an export, in the form of ``schema_name``.

    ``plain`` names the attribute with JSON, ``sealed`` maps sealed attributes to the purpose that they are sealed for.
    Neither: the row's own attributes.
    """

    begins: str
    section: str
    schema_name: str
    plain: str | None = None
    sealed: dict[str, str] = Field(default_factory=dict)


def read(rows: Iterable[Item], kinds: Sequence[RowKind], owners: Sequence[str], sealer: Sealer) -> dict[str, list[Any]]:
    """Return the rows by section. Rows of no kind are left out: pointers, counters, memories of requests.

    Raises ``Shredded`` where the person was erased, ``Unavailable``.
    """
    found: dict[str, list[Any]] = {}
    for row in rows:
        kind = next((kind for kind in kinds if _is(str(row["SK"]), kind.begins)), None)
        if kind is not None:
            found.setdefault(kind.section, []).append(_content(row, kind, owners, sealer))
    return found


def _is(sort_key: str, begins: str) -> bool:
    return sort_key.startswith(begins) if begins.endswith("#") else sort_key == begins


def _content(row: Item, kind: RowKind, owners: Sequence[str], sealer: Sealer) -> Any:
    content: dict[str, Any] = {}
    if kind.plain is None and not kind.sealed:
        content = {name: value for name, value in row.items() if name not in KEYS}
    if kind.plain is not None and kind.plain in row:
        told = json.loads(str(row[kind.plain]))
        content = dict(told) if isinstance(told, dict) else {kind.plain: told}
    for attribute, purpose in kind.sealed.items():
        if attribute in row:
            opened = _opened(str(row[attribute]), purpose, owners, sealer)
            content |= opened if isinstance(opened, dict) else {purpose: opened}
    return content


def _opened(sealed: str, purpose: str, owners: Sequence[str], sealer: Sealer) -> Any:
    failure: BoleError | None = None
    for owner in owners:
        try:
            text = sealer.open(owner, sealed, purpose).decode()
        except Tampered as error:  # it is of another record that was merged into this one
            failure = error
            continue
        try:
            return json.loads(text)
        except ValueError:
            return text
    raise failure or Tampered("A sealed row has no owner.", "Report this to the operator of this deployment.")


class Pseudonyms:
    """Gives every member of staff a name by the order in which they come: ``reviewer-1``."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def cleaned(self, value: Any, field: str = "") -> Any:
        """Return ``value`` without secrets, and with pseudonyms in the place of staff's ids."""
        if isinstance(value, Mapping):
            said_by = "source" if value.keys() >= FACT else None
            return {
                name: self.cleaned(inner, "by" if name == said_by else str(name))
                for name, inner in value.items()
                if name not in SECRET
            }
        if isinstance(value, set | frozenset):
            return [self.cleaned(inner, field) for inner in sorted(value)]
        if isinstance(value, list | tuple):
            return [self.cleaned(inner, field) for inner in value]
        if isinstance(value, str) and field in OF_STAFF and ":" not in value:
            return self._names.setdefault(value, f"reviewer-{len(self._names) + 1}")
        return value
