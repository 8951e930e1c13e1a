"""Flows and applications that are valid as they stand, and a desk to work with them."""

from datetime import timedelta
from typing import Any

from shared.kernel.ids import ApplicationId, CandidateId, FlowId
from shared.platform.identity import Caller
from shared.platform.writes import Put
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.model import Candidacy, Change
from shared.recruiting.applications.scope import application_desk
from shared.recruiting.applications.staffing import StaffDesk
from shared.recruiting.contracts import FlowVersion, PositionSnapshot
from shared.recruiting.flows.model import Flow, FlowDraft, FlowHead
from shared.recruiting.model import Position, PositionDraft, position_of
from shared.recruiting.positions.store import PositionStore
from tests.builders.aws import NOW, Deployment
from tests.builders.recruiting import ACME, position_draft

FLOW = FlowId("flw_1")


def node(node_id: str, kind: str | None = None, *, to: str | list[Any] | None = None, **changed: Any) -> dict[str, Any]:
    """A node that leads to one other, or to branches."""
    branches = [{"to": to}] if isinstance(to, str) else to or []
    return {
        "node_id": node_id,
        "kind": kind or node_id,
        "title": {"zh": node_id, "en": node_id},
        "next": branches,
        **changed,
    }


def fact(name: str, op: str, value: Any) -> dict[str, Any]:
    return {"fact": name, "op": op, "value": value}


def flow_draft(*nodes: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A flow: an AI interview that 60 points pass, a human interview, an offer."""
    drawn = list(nodes) or [
        node(
            "ai_interview",
            to="human_interview",
            passes=fact("ai_interview.overall", ">=", 60),
            when_passed="advance",
            deadline={"days": 5, "then": "withdraw"},
        ),
        node("human_interview", to="offer", deadline={"days": 7, "then": "remind", "again_days": 2}),
        node("offer", deadline={"days": 7, "then": "hand_over", "to": {"roles": ["recruiter"]}}),
    ]
    return {"title": {"zh": "流程", "en": "A flow"}, "start": drawn[0]["node_id"], "nodes": drawn, **changed}


def flow(*nodes: dict[str, Any], version: int = 1, **changed: Any) -> Flow:
    draft = FlowDraft.model_validate(flow_draft(*nodes, **changed))
    return Flow(flow_id=FLOW, version=version, draft=draft, created_by="user-1", created_at=NOW)


def recruiter(*roles: str, departments: tuple[str, ...] = (), user_id: str = "user-1") -> Caller:
    return Caller(
        tenant_id=ACME,
        user_id=user_id,
        groups=frozenset(roles or ("recruiter",)),
        departments=frozenset(departments),
    )


class Office:
    """A tenant with one flow, one position and candidates; and who works there."""

    def __init__(self, deployment: Deployment, drawn: Flow | None = None, department: str | None = "Sales") -> None:
        self.deployment = deployment
        self.desk: ApplicationDesk = application_desk(deployment.platform, ACME)
        self.table = deployment.platform.table(ACME)
        self.flow = drawn or flow()
        self.head = FlowHead(
            flow_id=FLOW,
            title=self.flow.draft.title,
            newest=1,
            published=1,
            published_versions=(1,),
            created_by="user-1",
            created_at=NOW,
            changed_at=NOW,
        )
        self.desk.flows.add(self.head, self.flow, self.desk.trail.entry("user-1", "manage_flow", FLOW), None)
        self.position = self.open_position("pos_1", department)

    def open_position(self, position_id: str, department: str | None = "Sales") -> Position:
        draft = PositionDraft.model_validate(position_draft(department=department))
        named = draft.model_copy(update={"flow": FlowVersion(flow_id=FLOW, version=1)})
        position = position_of(named, position_id, "user-1", NOW)  # type: ignore[arg-type]
        self.table.transact([PositionStore(self.table, self.desk.trail).put(position)])
        return position

    def publish(self, newer: Flow) -> None:
        """A version that new applications begin on, published by somebody."""
        self.head = self.head.model_copy(
            update={
                "newest": newer.version,
                "published": newer.version,
                "published_versions": (*self.head.published_versions, newer.version),
                "revision": self.head.revision + 1,
            }
        )
        assert self.desk.flows.change(self.head, newer, self.desk.trail.entry("user-1", "manage_flow", FLOW))

    def candidate(self, candidate_id: str) -> CandidateId:
        self.table.transact([Put({"PK": self.table.pk(f"CANDIDATE#{candidate_id}"), "SK": "CANDIDATE"})])
        return CandidateId(candidate_id)

    def applied(self, candidate_id: str = "cnd_1", **changed: Any) -> ApplicationId:
        """The id of an application of a new candidate."""
        return self.applies(self.candidate(candidate_id), **changed)

    def begun(self, candidate_id: str, snapshot: PositionSnapshot | None = None, **changed: Any) -> Change:
        """An application that nobody entered yet."""
        position = snapshot or self.position.snapshot
        said = {"source": "added", "by": "user-1", "now": self.deployment.clock.now(), **changed}
        return begin(position, CandidateId(candidate_id), self.desk.flows.of_position(position), **said)

    def applies(self, candidate_id: CandidateId, position: Position | None = None, **changed: Any) -> ApplicationId:
        made = self.begun(candidate_id, position.snapshot if position else None, **changed)
        self.table.transact(self.desk.applications.creation_writes(made))
        return made.application.application_id

    def now(self, application_id: ApplicationId) -> Candidacy:
        return self.desk.found(application_id)[0]

    def where(self, application_id: ApplicationId) -> tuple[str, str]:
        application = self.now(application_id).application
        return application.node, application.status

    def named(self, application_id: ApplicationId) -> frozenset[str]:
        """What ``If-Match`` says of who has just read it."""
        return frozenset({str(self.now(application_id).application.revision)})

    def staff(self, *roles: str, **changed: Any) -> StaffDesk:
        return StaffDesk(who=recruiter(*roles, **changed), desk=self.desk)

    def later(self, **passed: float) -> None:
        self.deployment.clock.instant += timedelta(**passed)

    def log(self, application_id: ApplicationId) -> list[tuple[str, str | None, str]]:
        """Kind, from and to of each line, the oldest first."""
        found, _ = self.desk.applications.log(self.now(application_id).application, 100)
        return [(entry.kind, entry.from_node, entry.to_node) for entry in reversed(found)]

    def told(self, name: str) -> list[str]:
        """The details of the events of a name, in the order of the outbox."""
        rows = sorted(self.deployment.rows(sk_part="EVENT#"), key=lambda row: row["SK"])
        return [row["detail"] for row in rows if row["detail_type"] == f"{name}.v1"]
