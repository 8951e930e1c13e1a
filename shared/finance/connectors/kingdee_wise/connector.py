"""The connector to K/3 WISE: our number is the voucher's reference (参考信息), and is searched before saving."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.errors import Busy
from shared.finance.connectors.exact import fen_of
from shared.finance.connectors.kingdee_wise.client import KingdeeWiseClient
from shared.finance.connectors.kingdee_wise.payload import DEBIT, SYSTEM, updated
from shared.finance.connectors.numbers import filterable, is_ours
from shared.finance.connectors.port import Checked, ConnectorKind, Posted
from shared.finance.connectors.posting import only, post_once
from shared.finance.connectors.settings import KingdeeWise
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError
from shared.kernel.ids import VoucherId
from shared.payroll.contracts import Period

CHINA = timezone(timedelta(hours=8))


class KingdeeWiseConnector:
    """See ``Connector``. What is saved is as far as this interface goes: people audit in K/3 WISE."""

    kind: ConnectorKind = SYSTEM
    lists = True

    def __init__(self, client: KingdeeWiseClient, settings: KingdeeWise, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        found = self._read(f"FReference='{filterable(voucher_id)}'")
        return only([each for each in found if each.voucher_id == voucher_id], voucher_id, SYSTEM)

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``."""
        year, month = period.split("-")
        filter_text = f"FYear={int(year)} and FPeriod={int(month)} and FReference<>''"
        yield from (each for each in self._read(filter_text) if is_ours(each.voucher_id))

    def check(self) -> Checked:
        """See ``Connector``."""
        return checked_by(lambda: self._client.query("FVoucherID=0"))

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``."""
        return self.find(voucher.voucher_id)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``. The answer holds the new voucher's number only in words, so it is read back."""
        self._client.update(updated(voucher, self._settings))
        try:
            posted = self.find(voucher.voucher_id)
        except BoleError as error:
            raise self._client.unread(str(error)) from None
        if posted is None:
            raise self._client.unread("it was saved, and is not found")
        return posted

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """See ``Sends``."""
        return posted

    def _read(self, filter_text: str) -> list[Posted]:
        try:
            return [self._posted(each) for each in self._client.query(filter_text)]
        except (ValueError, KeyError, TypeError):
            raise Busy(SYSTEM, "the answer of QueryVoucher is not understood") from None

    def _posted(self, found: dict[str, Any]) -> Posted:
        debits = [fen_of(entry["FAmount"]) for entry in found["Entries"] if int(entry["FDC"]) == DEBIT]
        return Posted(
            number=f"{found['FGroup']}-{found['FNumber']}",
            voucher_id=VoucherId(str(found["FReference"]).strip()),
            total_fen=sum(debits),
            posted_at=self._moment(found),
        )

    def _moment(self, found: dict[str, Any]) -> datetime:
        try:
            at = datetime.fromisoformat(str(found["FDate"]))
        except (KeyError, ValueError):
            return self._clock.now()
        return (at if at.tzinfo else at.replace(tzinfo=CHINA)).astimezone(UTC)
