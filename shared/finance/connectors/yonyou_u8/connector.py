"""The connector to U8: our number is the outside number (外部凭证业务号) and the business id that U8 itself heeds."""

import calendar
from collections.abc import Iterable, Iterator
from typing import Any

from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.errors import Busy
from shared.finance.connectors.exact import fen_of
from shared.finance.connectors.numbers import filterable, given_at, is_ours
from shared.finance.connectors.port import Checked, ConnectorKind, Posted
from shared.finance.connectors.posting import only, post_once
from shared.finance.connectors.settings import YonyouU8
from shared.finance.connectors.yonyou_u8.client import YonyouU8Client
from shared.finance.connectors.yonyou_u8.payload import SYSTEM, added
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError
from shared.kernel.ids import VoucherId
from shared.payroll.contracts import Period

Line = dict[str, Any]


class YonyouU8Connector:
    """See ``Connector``. People audit in U8."""

    kind: ConnectorKind = SYSTEM
    lists = True

    def __init__(self, client: YonyouU8Client, settings: YonyouU8, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        lines = self._client.lines(("coutno_id", filterable(voucher_id)))
        found = [each for each in self._vouchers(lines, voucher_id) if each.voucher_id == voucher_id]
        return only(found, voucher_id, SYSTEM)

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``."""
        year, month = (int(part) for part in period.split("-"))
        last = calendar.monthrange(year, month)[1]
        lines = self._client.lines(("date_begin", f"{period}-01"), ("date_end", f"{period}-{last:02d}"))
        yield from self._vouchers(lines)

    def check(self) -> Checked:
        """See ``Connector``."""
        return checked_by(lambda: list(self._client.lines(("coutno_id", "none"))))

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``."""
        return self.find(voucher.voucher_id)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``. The answer does not say the voucher's number, so it is read back."""
        self._client.add(added(voucher, self._settings), voucher.voucher_id)
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

    def _vouchers(self, lines: Iterable[Line], asked: VoucherId | None = None) -> list[Posted]:
        """Return the vouchers of lines, in their order. ``asked`` is whose lines these are where they do not say it."""
        together: dict[tuple[str, str, str], list[Line]] = {}
        try:
            for line in lines:
                number = str(line.get("coutno_id") or asked or "").strip()
                together.setdefault((str(line["date"])[:7], str(line["ino_id"]), number), []).append(line)
            return [self._posted(key, found) for key, found in together.items() if is_ours(key[2]) or key[2] == asked]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Busy(SYSTEM, "the answer of voucherdetails/batch_get is not understood") from None

    def _posted(self, key: tuple[str, str, str], lines: list[Line]) -> Posted:
        period, number, ours = key
        return Posted(
            number=f"{period}/{number}",
            voucher_id=VoucherId(ours),
            total_fen=sum(fen_of(line.get("md")) for line in lines),
            posted_at=given_at(VoucherId(ours)) or self._clock.now(),
        )
