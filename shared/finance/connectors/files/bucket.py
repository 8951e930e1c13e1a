"""The tenant's bucket as a folder for voucher files, and as the place of the receipts."""

from collections.abc import Iterator
from typing import Protocol

from pydantic import BaseModel

from shared.finance.connectors.errors import Busy
from shared.finance.connectors.files.port import Receipt
from shared.finance.connectors.numbers import filterable
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.ids import TenantId, VoucherId
from shared.payroll.contracts import Period

_KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Objects(Protocol):
    """The tenant's objects: ``TenantBucket`` is one."""

    def put_bytes(self, key: str, body: bytes, content_type: str) -> DocumentRef: ...

    def put_document(self, key: str, document: BaseModel) -> DocumentRef: ...

    def get_document(self, where: str | DocumentRef, kind: type[Receipt]) -> Receipt: ...

    def every_key(self, prefix: str) -> Iterator[str]: ...


class BucketDrop:
    """See ``Drop``. Files lie under ``finance/<tenant>/files/<connection>/``."""

    def __init__(self, objects: Objects, tenant_id: TenantId, connection: str) -> None:
        self._objects = objects
        self._folder = f"finance/{tenant_id}/files/{connection}"

    def put(self, name: str, body: bytes) -> None:
        """See ``Drop``. An object is whole or not there, so a writing that failed can be repeated."""
        try:
            self._objects.put_bytes(f"{self._folder}/{name}", body, _KINDS[name.rsplit(".", 1)[1]])
        except Unavailable as error:
            raise Busy("files", error.problem) from error

    def check(self) -> None:
        """See ``Drop``."""
        try:
            next(self._objects.every_key(f"{self._folder}/"), None)
        except Unavailable as error:
            raise Busy("files", error.problem) from error


class BucketReceipts:
    """See ``Receipts``. By number, and listed by period."""

    def __init__(self, objects: Objects, tenant_id: TenantId, connection: str) -> None:
        self._objects = objects
        self._folder = f"finance/{tenant_id}/file-receipts/{connection}"

    def get(self, voucher_id: VoucherId) -> Receipt | None:
        """See ``Receipts``."""
        try:
            return self._objects.get_document(f"{self._folder}/vouchers/{filterable(voucher_id)}.json", Receipt)
        except NotFound:
            return None
        except Unavailable as error:
            raise Busy("files", error.problem) from error

    def put(self, receipt: Receipt) -> None:
        """See ``Receipts``. First for the list, then for the number: what is found by number is listed, too."""
        try:
            self._objects.put_document(f"{self._folder}/periods/{receipt.period}/{receipt.voucher_id}.json", receipt)
            self._objects.put_document(f"{self._folder}/vouchers/{receipt.voucher_id}.json", receipt)
        except Unavailable as error:
            raise Busy("files", error.problem) from error

    def of(self, period: Period) -> Iterator[Receipt]:
        """See ``Receipts``."""
        try:
            for key in self._objects.every_key(f"{self._folder}/periods/{period}/"):
                yield self._objects.get_document(key, Receipt)
        except Unavailable as error:
            raise Busy("files", error.problem) from error
