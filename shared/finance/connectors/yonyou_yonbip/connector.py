"""The connector to YonBIP: our number is the business id, by which the vendor itself refuses a second voucher.

The list of vouchers cannot be filtered by it, so a voucher is looked for in its book and period. Where only the number
is known, the books of the settings are searched around the time at which the number was given.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.errors import Busy, DuplicateNumber
from shared.finance.connectors.exact import amount, fen_of
from shared.finance.connectors.numbers import filterable, given_at, ours_in
from shared.finance.connectors.port import Checked, ConnectorKind, Posted
from shared.finance.connectors.posting import only, post_once
from shared.finance.connectors.settings import YonyouYonbip
from shared.finance.connectors.yonyou_yonbip.client import YonbipClient
from shared.finance.connectors.yonyou_yonbip.payload import SYSTEM, added
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.ids import VoucherId
from shared.payroll.contracts import Period

Narrowed = Mapping[str, Any]

VOID = "05"
NOT_NARROWED: Narrowed = MappingProxyType({})
MONTHS_BEFORE, MONTHS_AFTER = 13, 2
"""How far a voucher's period may lie from the moment at which its number was given."""
NUMBER_FIELDS = ("businessid", "bussid", "externalsourcedataid", "description")


class YonbipConnector:
    """See ``Connector``. The vendor has no interface for auditing: people audit there."""

    kind: ConnectorKind = SYSTEM
    lists = True

    def __init__(self, client: YonbipClient, settings: YonyouYonbip, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        at = given_at(voucher_id) or self._clock.now()
        span = _months_from(at, -MONTHS_BEFORE), _months_from(at, MONTHS_AFTER)
        found = [each for book in self._settings.books for each in self._having(voucher_id, book, *span)]
        return only(found, voucher_id, SYSTEM)

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``."""
        for book in self._settings.books:
            yield from self._read(book, period, period)

    def check(self) -> Checked:
        """See ``Connector``."""
        period = _months_from(self._clock.now(), 0)
        return checked_by(lambda: next(self._client.query(self._settings.books[0], period, period, NOT_NARROWED), None))

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``. Among those of its day with a line of its first amount: a month may have thousands."""
        line = voucher.lines[0]
        day, fen = voucher.voucher_date.isoformat(), amount(line.debit_fen or line.credit_fen)
        narrowed = {"makeTimeStart": day, "makeTimeEnd": day, "moneyRangeMin": fen, "moneyRangeMax": fen}
        found = self._having(voucher.voucher_id, voucher.book, voucher.period, voucher.period, narrowed)
        return only(found, voucher.voucher_id, SYSTEM)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``. One that is refused as there already is looked for everywhere: it may have been changed."""
        try:
            said = self._client.add(added(voucher, self._settings))
        except DuplicateNumber:
            there = self.find(voucher.voucher_id)
            if there is None:
                raise
            return there
        return Posted(
            number=str(said.get("billCode") or said["voucherId"]),
            voucher_id=voucher.voucher_id,
            total_fen=fen_of(said.get("totalDebitOrg")) or sum(line.debit_fen for line in voucher.lines),
            posted_at=self._clock.now(),
        )

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """See ``Sends``."""
        return posted

    def _having(
        self, voucher_id: VoucherId, book: str, first: Period, last: Period, narrowed: Narrowed = NOT_NARROWED
    ) -> list[Posted]:
        filterable(voucher_id)
        return [each for each in self._read(book, first, last, narrowed) if each.voucher_id == voucher_id]

    def _read(self, book: str, first: Period, last: Period, narrowed: Narrowed = NOT_NARROWED) -> Iterator[Posted]:
        try:
            for record in self._client.query(book, first, last, narrowed):
                head = {name.lower(): value for name, value in record["header"].items()}
                number = next((found for name in NUMBER_FIELDS if (found := ours_in(head.get(name)))), None)
                if number is not None and str(head.get("voucherstatus")) != VOID:
                    yield self._posted(head, number)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Busy(SYSTEM, "the answer of queryVouchers is not understood") from None

    def _posted(self, head: dict[str, Any], number: VoucherId) -> Posted:
        return Posted(
            number=str(head["billcode"]),
            voucher_id=number,
            total_fen=fen_of(head["totaldebit_org"]),
            posted_at=given_at(number) or self._clock.now(),
        )


def _months_from(at: datetime, months: int) -> Period:
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return f"{year}-{month + 1:02d}"
