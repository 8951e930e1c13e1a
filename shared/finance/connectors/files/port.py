"""Where files go, and where it is kept what was written."""

from collections.abc import Iterator
from typing import Protocol

from pydantic import AwareDatetime

from shared.finance.contracts import VoucherKind
from shared.kernel.frozen import Published
from shared.kernel.ids import VoucherId
from shared.kernel.money import Amount
from shared.payroll.contracts import Period


class Receipt(Published):
    """That a voucher's file was written: the file's name, the sum of the debits, and when."""

    voucher_id: VoucherId
    kind: VoucherKind
    period: Period
    total_fen: Amount
    file: str
    sha256: str
    written_at: AwareDatetime


class Drop(Protocol):
    """A folder that files are put into. A file is there whole or not at all."""

    def put(self, name: str, body: bytes) -> None:
        """Write a file; one of that name is replaced. Raises ``ConnectorError``."""
        ...

    def check(self) -> None:
        """Reach the folder, and write nothing. Raises ``ConnectorError``."""
        ...


class Receipts(Protocol):
    """What was written. Kept by us: whoever imports the files takes them away."""

    def get(self, voucher_id: VoucherId) -> Receipt | None: ...

    def put(self, receipt: Receipt) -> None: ...

    def of(self, period: Period) -> Iterator[Receipt]:
        """Yield the receipts of a period, in the order of the vouchers' numbers."""
        ...
