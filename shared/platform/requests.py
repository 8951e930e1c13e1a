"""Remembers requests for a week: the row is written in the transaction of what the request did."""

from datetime import datetime, timedelta

from shared.kernel.request import KeyReused, Request
from shared.platform.table import TenantTable
from shared.platform.writes import Attr, Put

REMEMBERED = timedelta(days=7)


def request_put(table: TenantTable, request: Request, result: str, now: datetime) -> Put:
    """Return the write that remembers ``result``; its condition fails where the request was carried out already."""
    item = {
        "PK": table.pk(f"REQUEST#{request.name}"),
        "SK": "REQUEST",
        "fingerprint": request.fingerprint,
        "result": result,
        "expires_at": int((now + REMEMBERED).timestamp()),
    }
    return Put(item, Attr("PK").not_exists())


def remembered(table: TenantTable, request: Request) -> str | None:
    """Return the result of the same request before, or None. Raises ``KeyReused``, ``Unavailable``."""
    item = table.get(table.pk(f"REQUEST#{request.name}"), "REQUEST")
    if item is None:
        return None
    if item["fingerprint"] != request.fingerprint:
        raise KeyReused
    return str(item["result"])
