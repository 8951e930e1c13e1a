"""The connector that writes files: one a voucher, named by its number; writing it twice writes the same file."""

import hashlib
from collections.abc import Iterator

from shared.finance.connectors.checking import checked_by
from shared.finance.connectors.exact import dumps
from shared.finance.connectors.files.port import Drop, Receipt, Receipts
from shared.finance.connectors.files.templates import template
from shared.finance.connectors.files.writing import as_csv, as_xlsx
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.port import Checked, ConnectorKind, Notice, Posted
from shared.finance.connectors.posting import post_once, total_of
from shared.finance.connectors.settings import Files
from shared.finance.contracts import Voucher
from shared.kernel.clock import Clock
from shared.kernel.ids import VoucherId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period

SYSTEM: ConnectorKind = "files"
WELL = LocalizedText(zh="文件位置可用,模板有效。", en="The folder can be reached, and the template is known.")


class FilesConnector:
    """See ``Connector``. ``posted`` means that the file was written; whether it was imported, this side cannot know."""

    kind: ConnectorKind = SYSTEM
    lists = True

    def __init__(self, drop: Drop, receipts: Receipts, settings: Files, clock: Clock) -> None:
        self._drop = drop
        self._receipts = receipts
        self._settings = settings
        self._clock = clock

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """See ``Connector``."""
        filterable(voucher_id)
        receipt = self._receipts.get(voucher_id)
        return _posted(receipt) if receipt else None

    def post(self, voucher: Voucher) -> Posted:
        """See ``Connector``."""
        return post_once(voucher, self)

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """See ``Connector``."""
        return (_posted(receipt) for receipt in self._receipts.of(period))

    def check(self) -> Checked:
        """See ``Connector``."""

        def reads() -> None:
            template(self._settings.template)
            self._drop.check()

        return checked_by(reads, WELL)

    def tell(self, notice: Notice) -> None:
        """See ``Messenger``. A file of JSON, named by the notice."""
        body = dumps({"type": notice.type, "timestamp": notice.at.isoformat(), "data": dict(notice.data)})
        self._drop.put(f"{notice.type.replace('.', '_')}_{filterable(VoucherId(notice.notice_id))}.json", body)

    def found(self, voucher: Voucher) -> Posted | None:
        """See ``Sends``."""
        return self.find(voucher.voucher_id)

    def send(self, voucher: Voucher) -> Posted:
        """See ``Sends``. First the file, then the receipt; between the two nothing is lost, and nothing doubled."""
        columns = template(self._settings.template)
        body = as_xlsx(voucher, columns) if self._settings.format == "xlsx" else as_csv(voucher, columns)
        name = name_of(voucher, self._settings.format)
        self._drop.put(name, body)
        receipt = Receipt(
            voucher_id=voucher.voucher_id,
            kind=voucher.kind,
            period=voucher.period,
            total_fen=total_of(voucher),
            file=name,
            sha256=hashlib.sha256(body).hexdigest(),
            written_at=self._clock.now(),
        )
        self._receipts.put(receipt)
        return _posted(receipt)

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """See ``Sends``."""
        return posted


def name_of(voucher: Voucher, ending: str) -> str:
    """Return the name of a voucher's file."""
    return f"voucher_{voucher.period}_{filterable(voucher.voucher_id)}.{ending}"


def _posted(receipt: Receipt) -> Posted:
    return Posted(receipt.file, receipt.voucher_id, receipt.total_fen, receipt.written_at)
