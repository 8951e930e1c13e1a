"""What the other stages are told of a change."""

from shared.kernel.events import Event
from shared.kernel.ids import TenantId, new_id
from shared.recruiting.applications.contracts import ApplicationMoved, ApplicationReceived
from shared.recruiting.applications.model import Change


def events_of(change: Change, tenant_id: TenantId) -> list[Event]:
    """Return the events of a change: one for however many nodes were passed on the way; none where nothing moved."""
    if not change.log:
        return []
    application, last = change.application, change.log[-1]
    events: list[Event] = []
    if change.before is None:
        events.append(
            ApplicationReceived(
                event_id=new_id("evt"),
                tenant_id=tenant_id,
                occurred_at=last.at,
                application_id=application.application_id,
                candidate_id=application.candidate_id,
                position_id=application.position_id,
                department=application.department,
                origin=application.source,
                node=application.node,
            )
        )
    earlier = change.before.application if change.before else None
    if earlier is None or (earlier.node, earlier.status) != (application.node, application.status):
        events.append(
            ApplicationMoved(
                event_id=new_id("evt"),
                tenant_id=tenant_id,
                occurred_at=last.at,
                application_id=application.application_id,
                candidate_id=application.candidate_id,
                position_id=application.position_id,
                from_node=earlier.node if earlier else None,
                to_node=application.node,
                node_kind=change.node_kind,
                status=application.status,
                reason=last.reason_code,
                by=last.by,
                revision=application.revision,
            )
        )
    return events
