"""Use cases: draw a flow, change it, publish it, retire it, take it away."""

from dataclasses import dataclass
from typing import Any

from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import FlowId, new_id
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.flows.checking import faults_of
from shared.recruiting.flows.errors import FaultyFlow, FlowInUse, NoSuchFlow
from shared.recruiting.flows.model import Flow, FlowDraft, FlowHead
from shared.recruiting.flows.store import FlowStore


@dataclass(frozen=True)
class FlowDesk:
    """What the use cases work with."""

    who: Caller
    flows: FlowStore
    trail: AuditTrail
    clock: Clock

    def found(self, flow_id: FlowId) -> FlowHead:
        """Return a flow over its versions. Raises ``NoSuchFlow``."""
        head = self.flows.head(flow_id)
        if head is None:
            raise NoSuchFlow(flow_id)
        return head

    def entry(self, flow_id: FlowId, what: str, **detail: str | int) -> AuditEntry:
        """Return the entry that tells of a change."""
        return self.trail.entry(self.who, "manage_flow", flow_id, detail={"change": what, **detail})

    def saved(self, head: FlowHead, flow: Flow | None, what: str, **changed: Any) -> FlowHead:
        """Write the next revision of a flow. Raises ``PreconditionFailed`` where another was quicker."""
        update = {**changed, "revision": head.revision + 1, "changed_at": self.clock.now()}
        new = head.model_copy(update=update)
        if not self.flows.change(new, flow, self.entry(head.flow_id, what, version=new.newest)):
            raise PreconditionFailed
        return new


def create_flow(draft: FlowDraft, request: Request | None, desk: FlowDesk) -> tuple[FlowHead, Flow]:
    """Keep a new flow as its version 1, a draft. It may have faults: they stand in the way of publishing it.

    Raises:
        KeyReused: the request's key was used for another request.
        Unavailable: nothing was changed; send it again.
    """
    if request is not None and (known := desk.flows.remembered(request)):
        return _again(FlowId(known), desk)
    now = desk.clock.now()
    flow_id = FlowId(new_id("flw"))
    flow = Flow(flow_id=flow_id, version=1, draft=draft, created_by=desk.who.user_id, created_at=now)
    head = FlowHead(
        flow_id=flow_id, title=draft.title, newest=1, created_by=desk.who.user_id, created_at=now, changed_at=now
    )
    if desk.flows.add(head, flow, desk.entry(flow_id, "created"), request) or request is None:
        return head, flow
    return _again(FlowId(desk.flows.remembered(request) or ""), desk)


def _again(flow_id: FlowId, desk: FlowDesk) -> tuple[FlowHead, Flow]:
    return desk.found(flow_id), desk.flows.version(flow_id, 1)


def change_flow(
    flow_id: FlowId, draft: FlowDraft, named: frozenset[str] | None, desk: FlowDesk
) -> tuple[FlowHead, Flow]:
    """Keep ``draft`` as the next version. Who is in the flow stays on the version that they began.

    Raises:
        NoSuchFlow, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    head = desk.found(flow_id)
    expect(named, head.revision)
    flow = Flow(
        flow_id=flow_id,
        version=head.newest + 1,
        draft=draft,
        created_by=desk.who.user_id,
        created_at=desk.clock.now(),
    )
    return desk.saved(head, flow, "edited", newest=flow.version, title=draft.title), flow


def publish(
    flow_id: FlowId, version: int | None, named: frozenset[str] | None, desk: FlowDesk
) -> tuple[FlowHead, Flow]:
    """Let new applications begin on a version; left out: the newest. No role may publish one with faults.

    Raises:
        FaultyFlow: all its faults, in words. Removing the last human interview before an offer is one of them.
        NoSuchFlow, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    head = desk.found(flow_id)
    expect(named, head.revision)
    flow = desk.flows.version(flow_id, version or head.newest)
    if faults := faults_of(flow.draft):
        raise FaultyFlow(faults)
    if head.published == flow.version:
        return head, flow
    versions = tuple(sorted({*head.published_versions, flow.version}))
    return desk.saved(head, None, "published", published=flow.version, published_versions=versions), flow


def retire(flow_id: FlowId, retired: bool, named: frozenset[str] | None, desk: FlowDesk) -> FlowHead:
    """Let no new application begin on a flow, or let it again. Those in it go on. Raises as ``change_flow``."""
    head = desk.found(flow_id)
    expect(named, head.revision)
    if head.retired == retired:
        return head
    return desk.saved(head, None, "retired" if retired else "resumed", retired=retired)


def delete(flow_id: FlowId, named: frozenset[str] | None, desk: FlowDesk) -> None:
    """Take away a flow that was never published.

    Raises:
        FlowInUse: it was published, so candidates may be in it.
        NoSuchFlow, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    head = desk.found(flow_id)
    expect(named, head.revision)
    if head.published_versions:
        raise FlowInUse
    if not desk.flows.delete(head, desk.entry(flow_id, "deleted")):
        raise PreconditionFailed
