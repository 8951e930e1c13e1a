"""How an application begins: at the start of the position's flow, and from there as far as the flow goes by itself."""

from collections.abc import Mapping
from datetime import datetime

from shared.kernel.ids import ApplicationId, CandidateId, new_id
from shared.recruiting.applications.contracts import Application, Source
from shared.recruiting.applications.model import Candidacy, Change, Fact, LogEntry
from shared.recruiting.applications.steps import by_itself, change
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.model import Flow


def begin(
    position: PositionSnapshot,
    candidate_id: CandidateId,
    flow: Flow,
    *,
    source: Source,
    by: str,
    now: datetime,
    form: Mapping[str, Value] | None = None,
    submitted: bool = True,
) -> Change:
    """Return a new application of a candidate. ``ApplicationStore.creation_writes`` enters it.

    ``flow`` is what ``FlowStore.of_position`` gives. ``submitted``: the application form is filled in, with the answers
    ``form`` (field → value) that conditions may look at; false where the candidate is still to fill it in. ``by`` is a
    user id, or ``candidate:<id>``.
    """
    start = flow.start
    application = Application(
        application_id=ApplicationId(new_id("app")),
        candidate_id=candidate_id,
        position_id=position.position_id,
        department=position.department,
        flow_id=flow.flow_id,
        flow_version=flow.version,
        node=start.node_id,
        status="active",
        entered_at=now,
        created_at=now,
        source=source,
    )
    facts = form_facts(flow, form or {}, by, now) if submitted else {}
    entry = LogEntry(
        application_id=application.application_id,
        number=1,
        kind="received",
        at=now,
        by=by,
        from_node=None,
        to_node=start.node_id,
        from_status=None,
        to_status="active",
        reason_code=source,
    )
    candidacy = Candidacy(application=application, facts=facts, visited=(start.node_id,), moves=1)
    reached, log = by_itself(candidacy, flow, now)
    return change(None, reached, [entry, *log], flow, now)


def form_facts(flow: Flow, form: Mapping[str, Value], by: str, now: datetime) -> dict[str, Fact]:
    """Return what a filled-in form says, for each form of the flow."""
    facts: dict[str, Fact] = {}
    for node in flow.draft.nodes:
        if node.kind == "application_form":
            said = {"submitted": True, **{f"field.{name}": value for name, value in form.items()}}
            for name, value in said.items():
                facts[f"{node.node_id}.{name}"] = Fact(value=value, source=by, at=now)
    return facts
