"""Stones in the place of what was erased: ids and times, nothing else, so that what arrives late is thrown away.

A stone is laid before the erasure begins, for the candidate and for each of their applications and interviews.
"""

from collections.abc import Iterable
from datetime import datetime

from shared.platform.table import TenantTable
from shared.platform.writes import Attr, Put

ROW = "ERASED"


def stone(table: TenantTable, subject: str, erasure_id: str, at: datetime) -> Put:
    """Return the write that lays a stone for the id ``subject``; one that lies already stays as it is."""
    item = {"PK": _pk(table, subject), "SK": ROW, "erasure_id": erasure_id, "at": at.isoformat()}
    return Put(item, Attr("PK").not_exists() | Attr("erasure_id").eq(erasure_id))


def erased(table: TenantTable, *subjects: str | None) -> bool:
    """Return whether one of these ids was erased, or is being erased. One request. Raises ``Unavailable``."""
    keys = [(_pk(table, subject), ROW) for subject in _there(subjects)]
    return bool(keys) and bool(table.get_many(keys))


def _there(subjects: Iterable[str | None]) -> list[str]:
    return [subject for subject in subjects if subject]


def _pk(table: TenantTable, subject: str) -> str:
    return table.pk(f"ERASED#{subject}")
