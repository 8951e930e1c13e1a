"""Our number of a voucher: it follows from what the voucher books, so that the same thing makes the same voucher. Pure.

It has the form of a ULID, whose time is a day that belongs to what is booked; the rest is a hash instead of chance.
"""

import hashlib
from datetime import UTC, date, datetime, time

from ulid import ULID

from shared.kernel.ids import TenantId, VoucherId

PREFIX = "vch"
TIME_BYTES, HASH_BYTES = 6, 10


def voucher_id_of(tenant_id: TenantId, source: str, day: date) -> VoucherId:
    """Return the number of the voucher that books ``source`` (``payroll/run_1/accrual/emp_1``), ``day`` its day."""
    return VoucherId(f"{PREFIX}_{_ulid(tenant_id, source, day)}")


def _ulid(tenant_id: TenantId, source: str, day: date) -> ULID:
    moment = int(datetime.combine(day, time(), UTC).timestamp() * 1000)
    digest = hashlib.sha256(f"{tenant_id}\0{source}".encode()).digest()[:HASH_BYTES]
    return ULID.from_bytes(moment.to_bytes(TIME_BYTES, "big") + digest)


def month_begins(period: str) -> date:
    """Return the first day of a month (``2026-03``)."""
    return date.fromisoformat(f"{period}-01")


def month_ends(period: str) -> date:
    """Return the last day of a month."""
    begins = month_begins(period)
    following = date(begins.year + begins.month // 12, begins.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
