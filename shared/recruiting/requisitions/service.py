"""Use cases: write a requisition, submit it, decide a step, open positions from it, close it."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.ids import PositionId, RequisitionId, new_id
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.etag import expect, holds
from shared.platform.identity import Caller
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.requisitions.approval import ApprovalRules
from shared.recruiting.requisitions.contracts import RequisitionDecided
from shared.recruiting.requisitions.errors import (
    DecidedMeanwhile,
    FourEyes,
    NoSuchRequisition,
    NoteNeeded,
    NotInThisState,
    NotYourStep,
    PositionStillOpen,
)
from shared.recruiting.requisitions.model import (
    Change,
    LogEntry,
    Requisition,
    RequisitionDraft,
    Verdict,
    fields_changed,
)
from shared.recruiting.requisitions.store import RequisitionStore


@dataclass(frozen=True)
class RequisitionDesk:
    """What the use cases work with."""

    who: Caller
    store: RequisitionStore
    positions: PositionStore
    trail: AuditTrail
    clock: Clock

    def found(self, requisition_id: RequisitionId) -> Requisition:
        """Return a requisition. Raises ``NoSuchRequisition``."""
        return self.with_opened(requisition_id)[0]

    def with_opened(self, requisition_id: RequisitionId) -> tuple[Requisition, int]:
        """Return a requisition and how many heads positions took. Raises ``NoSuchRequisition``."""
        found = self.store.one(requisition_id)
        if found is None:
            raise NoSuchRequisition(requisition_id)
        return found

    def logged(
        self, requisition: Requisition, change: Change, *, fields: tuple[str, ...] = (), note: str | None = None
    ) -> LogEntry:
        """Return the line of the log that tells of a change."""
        return LogEntry(
            entry_id=new_id("log"),
            at=self.clock.now(),
            by=self.who.user_id,
            change=change,
            revision=requisition.revision,
            fields=fields,
            note=note,
        )

    def entry(self, requisition: Requisition, change: Change, *, decides: bool = False) -> AuditEntry:
        """Return the entry of the audit log that tells of a change."""
        action = "approve_requisition" if decides else "manage_requisition"
        return self.trail.entry(self.who, action, requisition.requisition_id, detail={"change": change})

    def saved(
        self, requisition: Requisition, change: Change, *, fields: tuple[str, ...] = (), note: str | None = None
    ) -> Requisition:
        """Write the next revision. Raises ``PreconditionFailed`` where another one was quicker."""
        log = self.logged(requisition, change, fields=fields, note=note)
        if not self.store.change(requisition, log, self.entry(requisition, change)):
            raise PreconditionFailed
        return requisition


def create_requisition(draft: RequisitionDraft, *, request: Request | None, desk: RequisitionDesk) -> Requisition:
    """Write a draft down. The same request again returns the same one. Raises ``KeyReused``, ``Unavailable``."""
    if request is not None and (known := desk.store.remembered(request)):
        return desk.found(RequisitionId(known))
    requisition = Requisition(
        requisition_id=RequisitionId(new_id("req")),
        draft=draft,
        created_by=desk.who.user_id,
        created_at=desk.clock.now(),
    )
    log, entry = desk.logged(requisition, "created"), desk.entry(requisition, "created")
    if not desk.store.add(requisition, log, request, entry) and request is not None:
        return desk.found(RequisitionId(desk.store.remembered(request) or ""))
    return requisition


def edit_requisition(
    requisition_id: RequisitionId, draft: RequisitionDraft, named: frozenset[str] | None, desk: RequisitionDesk
) -> Requisition:
    """Change a draft, or one that was rejected, which makes it a draft again.

    Raises:
        NotInThisState: it is being decided, or was approved: withdraw it, or ask for another one.
        NoSuchRequisition, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    requisition = desk.found(requisition_id)
    expect(named, requisition.revision)
    if requisition.status not in ("draft", "rejected"):
        raise NotInThisState(requisition, "a draft or rejected", "草稿或已驳回")
    fields = fields_changed(requisition.draft, draft)
    return desk.saved(requisition.edited(draft), "edited", fields=fields)


def submit_requisition(
    requisition_id: RequisitionId, named: frozenset[str] | None, desk: RequisitionDesk
) -> Requisition:
    """Hand a draft in for approval; the chain follows from headcount and budget. Raises as ``edit_requisition``."""
    requisition = desk.found(requisition_id)
    expect(named, requisition.revision)
    if requisition.status != "draft":
        raise NotInThisState(requisition, "a draft", "草稿")
    rules, _revision = desk.store.rules()
    return desk.saved(requisition.submitted(rules, desk.who.user_id, desk.clock.now()), "submitted")


def withdraw_requisition(
    requisition_id: RequisitionId, named: frozenset[str] | None, desk: RequisitionDesk
) -> Requisition:
    """Take back what was submitted; it is a draft again. Raises as ``edit_requisition``."""
    requisition = desk.found(requisition_id)
    expect(named, requisition.revision)
    if requisition.status != "submitted":
        raise NotInThisState(requisition, "submitted", "审批中")
    return desk.saved(requisition.withdrawn(), "withdrawn")


def decide_requisition(
    requisition_id: RequisitionId,
    verdict: Verdict,
    note: str | None,
    named: frozenset[str] | None,
    desk: RequisitionDesk,
) -> Requisition:
    """Approve or reject the step that is due. Of two who decide at once one is recorded, the other reads whose.

    Raises:
        DecidedMeanwhile: somebody else decided it since it was read.
        FourEyes: the decider asked for it, or decided an earlier step.
        NotYourStep: the step is for others.
        NoteNeeded: a rejection without a reason.
        NotInThisState, NoSuchRequisition, PreconditionRequired, PreconditionFailed: as they say.
    """
    requisition = desk.found(requisition_id)
    _not_overtaken(requisition, named)
    awaited = requisition.awaits
    if awaited is None:
        raise NotInThisState(requisition, "submitted", "审批中")
    earlier = {one.decided_by for one in requisition.chain}
    if desk.who.user_id in {requisition.created_by, requisition.submitted_by, *earlier}:
        raise FourEyes
    step = awaited.step
    by_role = bool(desk.who.roles & {*step.roles, "tenant_admin"})
    if not (desk.who.user_id in step.users if step.users else by_role):
        raise NotYourStep(awaited)
    if verdict == "rejected" and not note:
        raise NoteNeeded
    decided = requisition.decided(verdict, desk.who.user_id, note, desk.clock.now())
    log, entry = desk.logged(decided, verdict, note=note), desk.entry(decided, verdict, decides=True)
    if not desk.store.change(decided, log, entry, _events(decided, desk)):
        _not_overtaken(desk.found(requisition_id), named)
        raise PreconditionFailed
    return decided


def close_requisition(
    requisition_id: RequisitionId, because: str, named: frozenset[str] | None, desk: RequisitionDesk
) -> Requisition:
    """Close one that was approved: no position is opened from it any more; those that are open stay.

    Raises as ``edit_requisition``.
    """
    requisition = desk.found(requisition_id)
    expect(named, requisition.revision)
    if requisition.status != "approved":
        raise NotInThisState(requisition, "approved", "已批准")
    return desk.saved(requisition.closed(because), "closed", note=because)


def delete_requisition(requisition_id: RequisitionId, named: frozenset[str] | None, desk: RequisitionDesk) -> None:
    """Take a draft away. What was ever decided stays. Raises as ``edit_requisition``."""
    requisition = desk.found(requisition_id)
    expect(named, requisition.revision)
    if requisition.status != "draft":
        raise NotInThisState(requisition, "a draft", "草稿")
    entry = desk.trail.entry(desk.who, "manage_requisition", requisition_id, detail={"change": "deleted"})
    if not desk.store.delete(requisition, entry):
        raise PreconditionFailed


def release_heads(
    requisition_id: RequisitionId, position_id: PositionId, desk: RequisitionDesk
) -> tuple[Requisition, int]:
    """Give the heads of a position back that is closed, or was deleted. The same again changes nothing.

    Raises:
        PositionStillOpen: close it first.
        NoSuchRequisition: as it says.
    """
    requisition = desk.found(requisition_id)
    taken = desk.store.position(requisition_id, position_id)
    if taken is not None:
        position = desk.positions.position(position_id)
        if position is not None and position.status == "open":
            raise PositionStillOpen
        log = desk.logged(requisition, "head_released", note=position_id)
        desk.store.release(requisition_id, taken, log, desk.entry(requisition, "head_released"))
    return desk.with_opened(requisition_id)


def change_rules(rules: ApprovalRules, named: frozenset[str] | None, desk: RequisitionDesk) -> int:
    """Write the tenant's rules of approval; what is submitted already keeps its chain. Return their revision.

    Raises ``PreconditionRequired``, ``PreconditionFailed``.
    """
    _rules, revision = desk.store.rules()
    expect(named, revision)
    entry = desk.trail.entry(desk.who, "manage_settings", "requisition_approval_rules")
    if not desk.store.put_rules(rules, revision + 1, entry):
        raise PreconditionFailed
    return revision + 1


def _not_overtaken(requisition: Requisition, named: frozenset[str] | None) -> None:
    """Say who decided where the decider read an older revision. Raises as ``expect``, ``DecidedMeanwhile``."""
    last = requisition.last_decision
    if named is not None and not holds(named, requisition.revision) and last is not None:
        raise DecidedMeanwhile(last)
    expect(named, requisition.revision)


def _events(requisition: Requisition, desk: RequisitionDesk) -> list[Event]:
    if requisition.status not in ("approved", "rejected"):
        return []
    draft = requisition.draft
    return [
        RequisitionDecided(
            event_id=new_id("evt"),
            tenant_id=desk.who.tenant_id,
            occurred_at=desk.clock.now(),
            requisition_id=requisition.requisition_id,
            outcome="approved" if requisition.status == "approved" else "rejected",
            department=draft.department,
            headcount=draft.headcount,
            budget_fen=draft.budget_fen,
            currency=draft.currency,
            target_date=draft.target_date,
            decided_by=desk.who.user_id,
        )
    ]
