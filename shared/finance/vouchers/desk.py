"""What use cases of vouchers work with, and the ports behind which connectors and documents lie."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.finance.accounts.service import AccountDesk
from shared.finance.connectors.port import Connector
from shared.finance.vouchers.store import VoucherStore
from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import TenantId
from shared.platform.audit import AuditTrail

M = TypeVar("M", bound=BaseModel)
READERS = 16
AT_ONCE = 256


class Documents(Protocol):
    """The tenant's documents."""

    def get_document(self, where: str | DocumentRef, kind: type[M]) -> M: ...

    def put_document(self, key: str, document: BaseModel) -> DocumentRef: ...


class Connectors(Protocol):
    """The finance systems of a tenant."""

    def takers(self, book: str) -> Sequence[str]:
        """Return the names of the connectors that vouchers of a book go to."""
        ...

    def open(self, name: str) -> Connector:
        """Return the connector. Raises ``NotConfigured``."""
        ...


@dataclass(frozen=True)
class VoucherDesk:
    """One tenant's books."""

    tenant_id: TenantId
    accounts: AccountDesk
    documents: Documents
    vouchers: VoucherStore
    connectors: Connectors
    trail: AuditTrail
    clock: Clock


def read_all(refs: Iterable[DocumentRef], kind: type[M], documents: Documents) -> Iterator[M]:
    """Yield documents in the order of their references, many read at once, few held. Raises as ``get_document``."""
    waiting = iter(refs)
    with ThreadPoolExecutor(READERS) as pool:
        while several := list(islice(waiting, AT_ONCE)):
            yield from pool.map(lambda ref: documents.get_document(ref, kind), several)
