"""Where the slips of a run lie, by their ids, as they were when they were booked: what a trace goes back by."""

from collections.abc import Iterable, Iterator

from shared.finance.vouchers.desk import Documents
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import RunId, TenantId
from shared.payroll.contracts import RunIndex, SalarySlip


class Origins(Frozen):
    """The slips of a run: id of a slip → where it lies, with the SHA-256 that it was booked with."""

    run_id: RunId
    slips: dict[str, DocumentRef]


def origins_key(tenant_id: TenantId, run_id: RunId) -> str:
    """Return where the origins of a run's vouchers lie in the media bucket."""
    return f"finance/{tenant_id}/origins/{run_id}.json"


class Seen:
    """Notes where each slip of a run lies while somebody else reads them."""

    def __init__(self, index: RunIndex) -> None:
        self._index = index
        self._slips: dict[str, DocumentRef] = {}

    def passing(self, slips: Iterable[SalarySlip]) -> Iterator[SalarySlip]:
        """Yield ``slips``, which come in the order of the index."""
        for entry, slip in zip(self._index.slips, slips, strict=True):
            self._slips[slip.slip_id] = entry.slip
            yield slip

    def keep(self, documents: Documents) -> DocumentRef:
        """Write them down; the same run makes the same document."""
        kept = Origins(run_id=self._index.run_id, slips=self._slips)
        return documents.put_document(origins_key(self._index.tenant_id, self._index.run_id), kept)
