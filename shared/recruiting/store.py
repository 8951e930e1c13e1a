"""A tenant's settings, and positions that are opened once a request."""

from shared.kernel.clock import Clock
from shared.kernel.errors import Forbidden, NotFound
from shared.kernel.ids import PositionId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Write
from shared.recruiting.model import Position
from shared.recruiting.positions.store import PositionStore
from shared.tenancy.contracts import TenantSettings, settings_key


class RecruitingStore:
    """One tenant's recruitment: rows in the table, its settings in the bucket."""

    def __init__(self, table: TenantTable, bucket: TenantBucket, clock: Clock) -> None:
        self._table = table
        self._bucket = bucket
        self._clock = clock
        self._positions = PositionStore(table, AuditTrail(table, clock))

    def settings(self) -> TenantSettings:
        """Return the tenant's settings. Raises ``Forbidden`` where the tenant does not exist."""
        try:
            return self._bucket.get_document(settings_key(self._table.tenant_id), TenantSettings)
        except NotFound as error:
            raise Forbidden(
                f"There is no tenant {self._table.tenant_id} here.", "Ask the operator of this deployment to create it."
            ) from error

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made before, or None."""
        return requests.remembered(self._table, request)

    def position(self, position_id: PositionId) -> Position | None:
        """Return a position, or None."""
        return self._positions.position(position_id)

    def add_position(self, position: Position, request: Request | None) -> bool:
        """Record a position, once a request."""
        return self._write([self._positions.put(position)], request, position.snapshot.position_id)

    def _write(self, writes: list[Write], request: Request | None, result: str) -> bool:
        """Write all with the memory of ``request``; False where that alone is why it could not be written."""
        if request is None:
            self._table.transact(writes)
            return True
        try:
            self._table.transact([*writes, requests.request_put(self._table, request, result, self._clock.now())])
        except ConditionFailed as error:
            if error.failed == (len(writes),):
                return False
            raise
        return True
