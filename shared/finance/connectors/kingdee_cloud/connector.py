"""The connector to Kingdee 星空: our number stands in a header field of the voucher, and is searched before saving."""

from collections.abc import Iterator
from dataclasses import replace

from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.kingdee_cloud.answers import Row
from shared.finance.connectors.kingdee_cloud.client import KingdeeCloudClient
from shared.finance.connectors.kingdee_cloud.payload import saved
from shared.finance.connectors.kingdee_cloud.signing import SYSTEM
from shared.finance.connectors.numbers import filterable, is_ours
from shared.finance.connectors.port import Checked, ConnectorKind, Posted
from shared.finance.connectors.posting import only, post_once, total_of
from shared.finance.connectors.settings import KingdeeCloud
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.ids import VoucherId
from shared.payroll.contracts import Period

NEW = frozenset({"Z", "A", "D"})
"""``FDocumentStatus`` of what is not submitted: 暂存, 创建, 重新审核."""
SUBMITTED, AUDITED = "B", "C"
ENOUGH = {"save": NEW | {SUBMITTED, AUDITED}, "submit": frozenset({SUBMITTED, AUDITED}), "audit": frozenset({AUDITED})}


class KingdeeCloudConnector:
    """See ``Connector``."""

    kind: ConnectorKind = SYSTEM
    lists = True

    def __init__(self, client: KingdeeCloudClient, settings: KingdeeCloud, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._rows: dict[VoucherId, Row] = {}

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        filter_text = f"{self._settings.number_field}='{filterable(voucher_id)}'"
        rows = [row for row in self._client.query(filter_text, limit=10) if not row.void]
        row = only([each for each in rows if each.our_number == voucher_id], voucher_id, SYSTEM)
        return self._posted(row) if row else None

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``."""
        year, month = period.split("-")
        for row in self._client.query_all(f"FYEAR={int(year)} and FPERIOD={int(month)}"):
            if is_ours(row.our_number) and not row.void:
                yield self._posted(row)

    def check(self) -> Checked:
        """See ``Connector``."""
        return checked_by(lambda: self._client.query("FVOUCHERID=0", limit=1))

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``."""
        return self.find(voucher.voucher_id)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``."""
        internal_id, number = self._client.save(saved(voucher, self._settings))
        return self._posted(
            Row(internal_id, number, total_of(voucher), "A", self._clock.now(), voucher.voucher_id, False)
        )

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """See ``Sends``."""
        row = self._rows[voucher.voucher_id]
        if row.status in NEW:
            self._client.submit(row.internal_id)
            row = replace(row, status=SUBMITTED)
        if row.status not in ENOUGH[self._settings.until]:
            self._client.audit(row.internal_id)
            row = replace(row, status=AUDITED)
        return self._posted(row)

    def _posted(self, row: Row) -> Posted:
        voucher_id = VoucherId(row.our_number)
        self._rows = {voucher_id: row}
        return Posted(
            number=row.number,
            voucher_id=voucher_id,
            total_fen=row.total_fen,
            posted_at=row.created_at or self._clock.now(),
            final=row.status in ENOUGH[self._settings.until],
        )
