"""Use cases of people: open an application again, take it over to a newer version of its flow, record a result."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId
from shared.platform.authorization import authorize
from shared.platform.etag import expect
from shared.recruiting.applications.errors import ApplicationClosed, CannotMigrate, NoSuchNode, NotOpenAgain
from shared.recruiting.applications.learning import forgotten, known
from shared.recruiting.applications.model import Candidacy, Fact
from shared.recruiting.applications.moving import ReasonOrder, Words
from shared.recruiting.applications.staffing import Named, StaffDesk, resource_of
from shared.recruiting.applications.steps import OPEN, by_itself, to_node, to_status
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.facts import fact_of
from shared.recruiting.flows.model import Flow
from shared.recruiting.flows.standard import STANDARD


class MigrateOrder(Frozen):
    """To which version of its flow an application goes over, and why."""

    version: int = Field(ge=1)
    reason: Words


class ResultOrder(Frozen):
    """A result that somebody records by hand: ``fact`` as ``<node>.<name>``, as conditions name it."""

    fact: Annotated[str, StringConstraints(max_length=130)]
    value: Value
    reason: Words


def reopen(application_id: ApplicationId, order: ReasonOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Open a rejected or withdrawn application again, where it was. What was decided there before counts no more.

    Raises:
        NotOpenAgain: it is neither rejected nor withdrawn.
        Forbidden: the caller is no administrator. Raises also as ``StaffDesk.saved``.
    """
    before, flow = staff.desk.found(application_id)
    authorize(staff.who, "reopen_application", resource_of(before))
    expect(named, before.application.revision)
    if before.application.status not in ("rejected", "withdrawn"):
        raise NotOpenAgain(before.application.status)
    now, node = staff.desk.clock.now(), flow.at(before.application.node)
    candidacy = forgotten(before, [f"{node.node_id}.outcome", f"{node.node_id}.accepted"], now)
    opened, entry = to_node(candidacy, node, kind="reopened", by=staff.who.user_id, now=now, reason=order.reason)
    further, log = by_itself(opened, flow, now)
    return staff.done(before, further, [entry, *log], flow, "reopen_application")


def migrate(application_id: ApplicationId, order: MigrateOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Take an application over to another published version of its flow, at the node where it is.

    Nobody goes over by themselves: whoever is in a flow stays on the version that they began.

    Raises:
        CannotMigrate: that version is not newer, not published, or has not this node.
        ApplicationClosed: it ended. Raises also as ``StaffDesk.taken_up`` and ``saved``.
    """
    before, flow = staff.desk.found(application_id)
    authorize(staff.who, "move_application", resource_of(before))
    authorize(staff.who, "manage_flow")
    expect(named, before.application.revision)
    if before.application.status not in OPEN:
        raise ApplicationClosed(before.application.status)
    newer = _newer(before, flow, order.version, staff)
    application = before.application.model_copy(update={"flow_version": newer.version})
    now = staff.desk.clock.now()
    candidacy = before.model_copy(update={"application": application, "task": None})
    moved, entry = to_status(
        candidacy,
        application.status,
        kind="migrated",
        by=staff.who.user_id,
        now=now,
        reason=order.reason,
        reason_code=f"version_{flow.version}_to_{newer.version}",
    )
    further, log = by_itself(moved, newer, now)
    return staff.done(before, further, [entry, *log], newer, "move_application")


def _newer(candidacy: Candidacy, flow: Flow, version: int, staff: StaffDesk) -> Flow:
    if version <= flow.version:
        raise CannotMigrate(f"Version {version} is not newer than {flow.version}, on which the application is.")
    newer = staff.desk.flows.version(flow.flow_id, version)
    head = staff.desk.flows.head(flow.flow_id)
    if flow.flow_id != STANDARD and (head is None or version not in head.published_versions):
        raise CannotMigrate(f"Version {version} was not published.")
    node = newer.node(candidacy.application.node)
    if node is None or node.kind != flow.at(candidacy.application.node).kind:
        raise CannotMigrate(f"Version {version} has no node {candidacy.application.node} of this kind.")
    return newer


def record_result(application_id: ApplicationId, order: ResultOrder, named: Named, staff: StaffDesk) -> Candidacy:
    """Record the result of a test or a check, or that a form was handed in, and go on as the flow does by itself.

    Raises:
        NoSuchNode, Invalid: there is no such fact, people do not record it, or it cannot have that value.
        ApplicationClosed: it ended. Raises also as ``StaffDesk.taken_up`` and ``saved``.
    """
    before, flow, _node = staff.taken_up(application_id, named)
    if before.application.status not in OPEN:
        raise ApplicationClosed(before.application.status)
    where, _, name = order.fact.partition(".")
    node = flow.node(where)
    if node is None:
        raise NoSuchNode(where, tuple(each.node_id for each in flow.draft.nodes))
    staff.acts_at(before, node)
    kind = fact_of(node.kind, name)
    if kind is None or not kind.people:
        raise Invalid(f"Nobody records {order.fact} by hand.", "GET /v1/recruiting/flows/facts says what is recorded.")
    if not kind.takes(order.value):
        raise Invalid(f"{order.fact} cannot be {order.value}.", "GET /v1/recruiting/flows/facts says what it can be.")
    now = staff.desk.clock.now()
    told = {order.fact: Fact(value=order.value, source=staff.who.user_id, at=now)}
    recorded, entry = to_status(
        known(before, told),
        before.application.status,
        kind="recorded",
        by=staff.who.user_id,
        now=now,
        reason=order.reason,
        reason_code=order.fact,
    )
    further, log = by_itself(recorded, flow, now)
    return staff.done(before, further, [entry, *log], flow, "move_application")
