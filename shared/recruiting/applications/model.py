"""An application with what its flow knows of it. Pure rules."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, PositionId
from shared.recruiting.applications.contracts import Application, ApplicationStatus
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.kinds import NodeKind

MoveKind = Literal[
    "received",
    "moved",
    "passed",
    "decided",
    "rejected",
    "withdrawn",
    "hired",
    "reopened",
    "handed_over",
    "migrated",
    "recorded",
]


class Fact(Frozen):
    """Something that is known of an application, and where that is known from.

    ``source`` is the kind of event and what it was about (``report_ready:int_1``), or the user id of who said so.
    """

    value: Value
    source: str
    at: datetime
    note: str | None = None
    """A code that goes with it: the reason of a decision."""


class Overdue(Frozen):
    """An application that stays at a node longer than its flow allows: a line of the list of what is overdue.

    ``then`` is what the flow says happens now, ``times`` how often that was told. ``roles`` and ``users``: whose turn
    it is, where ``waits_for`` is the company.
    """

    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None
    node: str
    node_kind: NodeKind
    entered_at: datetime
    due_at: datetime
    then: Literal["remind", "hand_over"]
    waits_for: Literal["candidate", "company"]
    roles: tuple[str, ...]
    users: tuple[str, ...]
    times: int
    told_at: datetime


class Task(Frozen):
    """``look_at``: when the clock looks at an application next; ``overdue``: what it found there last."""

    look_at: datetime | None = None
    overdue: Overdue | None = None


class Candidacy(Frozen):
    """An application, the facts that moves rest on, and the interviews that are held at its nodes.

    ``interviews``: interview id → node. ``void``: what facts begin with → until when they count no more, because the
    application was sent back or opened again. ``handed_to``: whose task it became. ``moves`` numbers the log.
    """

    application: Application
    facts: dict[str, Fact] = Field(default_factory=dict)
    interviews: dict[str, str] = Field(default_factory=dict)
    void: dict[str, datetime] = Field(default_factory=dict)
    handed_to: tuple[str, ...] = ()
    task: Task | None = None
    visited: tuple[str, ...] = ()
    """The nodes that it ever was at, in the order of first visits."""
    moves: int = 0

    def counts(self, name: str, at: datetime) -> bool:
        """Return whether a fact of that moment counts, after the application was sent back or opened again."""
        return not any(name.startswith(prefix) and at <= until for prefix, until in self.void.items())

    def values(self) -> dict[str, Value]:
        """The facts without their sources."""
        return {name: fact.value for name, fact in self.facts.items()}


class LogEntry(Frozen):
    """One line of an application's log: append-only.

    ``seconds`` is how long the application was at ``from_node`` in ``from_status`` before. ``reason`` is a person's
    words or, for what happened by itself, which rule it was.
    """

    application_id: ApplicationId
    number: int
    kind: MoveKind
    at: datetime
    by: str
    from_node: str | None
    to_node: str
    from_status: ApplicationStatus | None
    to_status: ApplicationStatus
    seconds: int | None = None
    reason_code: str | None = None
    reason: str | None = None


class Change(Frozen):
    """What a step makes of an application: its next state, the lines of the log, the kind of the node it is at.

    ``order``: the nodes in the order of the flow.
    """

    before: Candidacy | None
    after: Candidacy
    log: tuple[LogEntry, ...]
    node_kind: NodeKind
    order: tuple[str, ...]

    @property
    def application(self) -> Application:
        """The application as it is afterwards."""
        return self.after.application
