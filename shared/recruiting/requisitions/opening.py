"""Opening a position from an approved requisition: position and heads in one transaction."""

from shared.kernel.clock import Clock
from shared.kernel.errors import Conflict
from shared.kernel.ids import PositionId, RequisitionId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.bucket import TenantBucket
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Write
from shared.recruiting.model import Position, PositionDraft
from shared.recruiting.ports import KnownRubrics
from shared.recruiting.requisitions.errors import HeadcountUsed, NotInThisState, OtherDepartment
from shared.recruiting.requisitions.model import OpenedPosition, Requisition
from shared.recruiting.requisitions.service import RequisitionDesk
from shared.recruiting.service import create_position
from shared.recruiting.store import RecruitingStore


class OpeningStore(RecruitingStore):
    """The tenant's recruitment, where a new position takes heads of one requisition."""

    def __init__(
        self,
        table: TenantTable,
        bucket: TenantBucket,
        clock: Clock,
        *,
        requisition: Requisition,
        heads: int,
        desk: RequisitionDesk,
    ) -> None:
        super().__init__(table, bucket, clock)
        self._own_table = table
        self._requisition = requisition
        self._heads = heads
        self._desk = desk

    def add_position(self, position: Position, request: Request | None) -> bool:
        """Record a position and take its heads, once a request.

        Raises:
            HeadcountUsed, NotInThisState: somebody else took the heads, or closed the requisition.
        """
        desk, requisition = self._desk, self._requisition
        position_id = position.snapshot.position_id
        taken = OpenedPosition(
            position_id=position_id, heads=self._heads, opened_by=desk.who.user_id, opened_at=desk.clock.now()
        )
        log = desk.logged(requisition, "position_opened", note=position_id)
        writes: list[Write] = [*desk.store.opening(requisition, taken, log), desk.positions.put(position)]
        if request is not None:
            writes.append(requests.request_put(self._own_table, request, position_id, desk.clock.now()))
        try:
            desk.trail.transact(writes, desk.entry(requisition, "position_opened"))
        except ConditionFailed as error:
            if request is not None and error.failed[-1] == len(writes) - 1:
                return False
            check_room(*desk.with_opened(requisition.requisition_id), self._heads)
            raise
        return True


def open_position(
    requisition_id: RequisitionId,
    draft: PositionDraft,
    heads: int,
    *,
    request: Request | None,
    table: TenantTable,
    bucket: TenantBucket,
    rubrics: KnownRubrics,
    desk: RequisitionDesk,
) -> Position:
    """Open a position that takes ``heads`` of an approved requisition. The same request again returns the same one.

    Raises:
        NotInThisState: it was not approved, or is closed.
        HeadcountUsed: positions took its heads already.
        OtherDepartment: it was approved for another department.
        Invalid, KeyReused, Unavailable: as for positions.
    """
    if request is not None and (known := desk.store.remembered(request)):
        there = desk.positions.position(PositionId(known))
        if there is None:
            raise Conflict("The position of this request is not there any more.", "Open another one with a new key.")
        return there
    requisition, opened = desk.with_opened(requisition_id)
    check_room(requisition, opened, heads)
    approved = requisition.draft
    if draft.department not in (None, approved.department):
        raise OtherDepartment(approved.department)
    told = draft.model_copy(
        update={
            "department": approved.department,
            "location": draft.location or approved.location,
            "requisition_id": requisition_id,
        }
    )
    store = OpeningStore(table, bucket, desk.clock, requisition=requisition, heads=heads, desk=desk)
    return create_position(
        told, author=desk.who.user_id, request=request, recruitment=store, rubrics=rubrics, clock=desk.clock
    )


def check_room(requisition: Requisition, opened: int, heads: int) -> None:
    """Raise ``NotInThisState`` where it is not approved, ``HeadcountUsed`` where fewer heads are left."""
    if requisition.status != "approved":
        raise NotInThisState(requisition, "approved", "已批准")
    if opened + heads > requisition.draft.headcount:
        raise HeadcountUsed(requisition.draft.headcount, opened)
