"""Our numbers in other people's systems: what one looks like, so that it can stand in a filter and be told apart."""

import re
from datetime import UTC, datetime

from ulid import ULID

from shared.kernel.ids import VoucherId

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OURS = re.compile(r"[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}")


def filterable(voucher_id: VoucherId) -> str:
    """Return the number, which is safe to stand quoted in a vendor's filter. Raises ``ValueError`` where it is not."""
    if not _SAFE.fullmatch(voucher_id):
        raise ValueError(f"{voucher_id!r} is no number of a voucher")
    return voucher_id


def is_ours(text: object) -> bool:
    """Return whether a number was given by us: a prefix and a ULID."""
    return isinstance(text, str) and _OURS.fullmatch(text) is not None


def ours_in(text: object) -> VoucherId | None:
    """Return our number where one stands in a text, such as a summary; None where there is none."""
    found = _OURS.search(text) if isinstance(text, str) else None
    return VoucherId(found.group()) if found else None


def given_at(voucher_id: VoucherId) -> datetime | None:
    """Return when the number was given, None where it does not say."""
    if not is_ours(voucher_id):
        return None
    return ULID.from_str(voucher_id.split("_", 1)[1]).datetime.astimezone(UTC)
