"""Where positions and invitations are kept: the only file of the stage that spells table keys."""

from collections.abc import Sequence

from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Forbidden, NotFound
from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, PositionId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put, Write
from shared.recruiting.candidate import Candidate, Invited
from shared.recruiting.contracts import Invitation, invitation_key
from shared.recruiting.model import Position
from shared.recruiting.positions.store import PositionStore
from shared.tenancy.contracts import TenantSettings, settings_key


class RecruitingStore:
    """One tenant's recruitment: rows in the table, invitations for the interview stage in the bucket."""

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

    def invited(self, position_id: PositionId, invitation_id: str) -> Invited | None:
        """Return an invitation and its candidate, without the token."""
        item = self._table.get(self._position_pk(position_id), f"INVITATION#{invitation_id}")
        if item is None:
            return None
        invitation = Invitation.model_validate_json(item["invitation"])
        candidate = self._table.get(self._candidate_pk(invitation.candidate_id), "CANDIDATE")
        if candidate is None:
            return None
        return Invited(
            invitation=invitation, candidate=Candidate.model_validate_json(candidate["candidate"]), token=None
        )

    def publish(self, invitation: Invitation) -> DocumentRef:
        """Write the invitation where the interview stage reads it."""
        return self._bucket.put_document(invitation_key(invitation.tenant_id, invitation.invitation_id), invitation)

    def add_invitation(self, invited: Invited, events: Sequence[Event], request: Request | None) -> bool:
        """Record candidate, invitation and events together, once a request."""
        pk = self._position_pk(invited.invitation.position.position_id)
        candidate = {
            "PK": self._candidate_pk(invited.candidate.candidate_id),
            "SK": "CANDIDATE",
            "candidate": invited.candidate.model_dump_json(),
        }
        invitation = {
            "PK": pk,
            "SK": f"INVITATION#{invited.invitation.invitation_id}",
            "invitation": invited.invitation.model_dump_json(),
        }
        writes: list[Write] = [
            self._positions.application_write(invited.invitation.position.position_id),
            Put(candidate, Attr("PK").not_exists()),
            Put(invitation, Attr("PK").not_exists()),
            *outbox_puts(pk, events),
        ]
        return self._write(writes, request, invited.invitation.invitation_id)

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

    def _position_pk(self, position_id: PositionId) -> str:
        return self._table.pk(f"POSITION#{position_id}")

    def _candidate_pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")
