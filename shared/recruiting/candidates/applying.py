"""A candidate applies to a position: the writes, for the transaction that enters the candidate, or for their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.kernel.errors import BoleError
from shared.kernel.ids import CandidateId, PositionId
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Write
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.contracts import Application, Source
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.store import FlowStore
from shared.recruiting.model import Position
from shared.recruiting.positions.errors import NoSuchPosition, PositionClosed
from shared.recruiting.positions.store import PositionStore


@dataclass(frozen=True)
class Applying:
    """What it needs. A position and its flow are read once, however many apply."""

    table: TenantTable
    positions: PositionStore
    flows: FlowStore
    applications: ApplicationStore

    def opening(self, position_id: PositionId) -> "Opening":
        """Return an open position with its flow. Raises ``NoSuchPosition``, ``PositionClosed``, ``NoSuchFlow``."""
        position = self.positions.position(position_id)
        if position is None:
            raise NoSuchPosition(position_id)
        if position.status != "open":
            raise PositionClosed
        return Opening(self, position)


class Opening:
    """An open position that people apply to."""

    def __init__(self, applying: Applying, position: Position) -> None:
        self._applying = applying
        self._flow = applying.flows.of_position(position.snapshot)
        self.position = position

    def writes(
        self,
        candidate_id: CandidateId,
        source: Source,
        by: str,
        now: datetime,
        *,
        new: bool,
        form: Mapping[str, Value] | None = None,
    ) -> tuple[Application, list[Write]]:
        """Return a new application and the writes that enter it. ``new``: the candidate's row is written with it."""
        begun = begin(
            self.position.snapshot, candidate_id, self._flow, source=source, by=by, now=now, form=form, submitted=True
        )
        return begun.application, self._applying.applications.creation_writes(begun, candidate_is_new=new)

    def refusal(self, application: Application, failed: Sequence[int]) -> BoleError | None:
        """Return what it means that conditions of ``writes`` failed, by their places among them."""
        return self._applying.applications.refusal(application, failed)

    def apply(self, candidate_id: CandidateId, source: Source, by: str, now: datetime) -> Application:
        """Enter an application of somebody who is known. Raises ``AlreadyApplied``, ``PositionClosed``."""
        application, writes = self.writes(candidate_id, source, by, now, new=False)
        try:
            self._applying.table.transact(writes)
        except ConditionFailed as error:
            raise self.refusal(application, error.failed) or error from error
        return application
