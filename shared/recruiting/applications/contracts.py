"""What recruiting publishes of applications: what one is, and that one came in, moved, or is overdue."""

from datetime import datetime
from typing import ClassVar, Literal, get_args

from pydantic import Field

from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import ApplicationId, CandidateId, FlowId, PositionId
from shared.recruiting.flows.kinds import NodeKind

ApplicationStatus = Literal["active", "rejected", "withdrawn", "offer", "hired"]
STATUSES: tuple[ApplicationStatus, ...] = get_args(ApplicationStatus)
Source = Literal["added", "imported", "public_form", "referral", "agency", "internal"]
"""How a candidate came: entered by staff, from a file, by the public link, recommended, by an agency, from within."""


class Application(Published):
    """One candidate for one position, at a node of the flow version that held when they began.

    ``department`` is the position's at that moment. ``entered_at`` is when the node, or the status, was reached.
    """

    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None = None
    flow_id: FlowId
    flow_version: int
    node: str
    status: ApplicationStatus = "active"
    entered_at: datetime
    created_at: datetime
    source: Source
    revision: int = Field(default=1, ge=1)


class ApplicationReceived(Event):
    """``recruiting/application_received`` v1: somebody applied. No personal data travels."""

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "application_received"

    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None = None
    origin: Source
    node: str


class ApplicationMoved(Event):
    """``recruiting/application_moved`` v1: an application entered a node, or its status changed.

    ``from_node`` is null for the first node; ``node_kind`` is ``to_node``'s. Whoever acts when a node is entered (sends
    the invitation of an ``ai_interview``, …) acts where ``status`` is ``active`` and the two nodes differ. ``by`` is a
    user id, ``candidate:<id>`` or ``system:<handler>``; ``revision`` tells a newer one from an older one.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "application_moved"

    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    from_node: str | None
    to_node: str
    node_kind: NodeKind
    status: ApplicationStatus
    reason: str | None = None
    """A code (of the list of reject reasons, or of what moved it), never free text."""
    by: str
    revision: int


class ApplicationOverdue(Event):
    """``recruiting/application_overdue`` v1: an application stays at a node longer than its flow allows.

    ``then`` is what the flow says happens now: somebody is reminded, or the application is handed to the people of
    ``roles`` and ``users`` (user ids). ``times`` counts how often this was told of the same stay at the node.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "application_overdue"

    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None = None
    node: str
    node_kind: NodeKind
    due_at: datetime
    then: Literal["remind", "hand_over"]
    waits_for: Literal["candidate", "company"]
    roles: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    times: int = Field(ge=1)
