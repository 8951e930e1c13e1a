"""A voucher as a receiver gets it: the published contract, in an envelope that says what it is."""

from datetime import datetime
from typing import Any

from shared.finance.connectors.posting import total_of
from shared.finance.contracts import Voucher

TYPE = "finance.voucher"


def message(voucher: Voucher, now: datetime) -> dict[str, Any]:
    """Return the message. ``data.voucher`` is ``finance/voucher``; amounts are whole fen."""
    data = {"voucher": voucher.model_dump(mode="json"), "total_fen": total_of(voucher)}
    return {"type": TYPE, "timestamp": now.isoformat(), "data": data}
