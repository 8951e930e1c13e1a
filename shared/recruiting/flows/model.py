"""A hiring flow: nodes, what must hold at them, how long they may take, who acts, and where they lead. Pure rules."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import FlowId
from shared.kernel.localized import LocalizedText
from shared.recruiting.flows.conditions import Condition
from shared.recruiting.flows.kinds import NodeKind

NodeId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
User = Annotated[str, StringConstraints(min_length=1, max_length=128)]
ActingRole = Literal["tenant_admin", "recruiter", "manager", "interviewer"]
Automatic = Literal["advance", "hold", "reject"]
"""What happens without a person. ``reject`` can be written, so that it can be refused in words: see ``lawfulness``."""
AtDeadline = Literal["remind", "hand_over", "withdraw", "reject"]


class Actors(Frozen):
    """Who acts: whoever has one of ``roles``, and the ``users`` by id. Both empty: whoever may move applications."""

    roles: tuple[ActingRole, ...] = ()
    users: tuple[User, ...] = Field(default=(), max_length=50)

    @property
    def anybody(self) -> bool:
        """Whether nobody is named."""
        return not self.roles and not self.users


class Deadline(Frozen):
    """How long a node may take, in days, and what happens then; ``again_days``: so often it is told of once more.

    ``remind`` reminds who acts; ``hand_over`` makes it the task of ``to``; ``withdraw`` ends an application whose
    candidate did not act (never one that waits for the company).
    """

    days: int = Field(ge=1, le=365)
    then: AtDeadline = "remind"
    to: Actors = Actors()
    again_days: int | None = Field(default=None, ge=1, le=90)


class Branch(Frozen):
    """Where a node leads, when ``when`` holds. The last branch of a node has no ``when``: it holds otherwise."""

    to: NodeId
    when: Condition | None = None


class Node(Frozen):
    """One step. ``enter``: what must hold to come here; ``passes``: what must hold to go on.

    ``when_passed`` and ``when_failed`` say what happens by itself once ``passes`` is decided: ``advance``, or ``hold``
    for a person. Without ``passes`` nothing happens by itself: a person, or a recorded decision, moves on.
    """

    node_id: NodeId
    kind: NodeKind
    title: LocalizedText
    enter: Condition | None = None
    passes: Condition | None = None
    when_passed: Automatic = "hold"
    when_failed: Automatic = "hold"
    deadline: Deadline | None = None
    acts: Actors = Actors()
    next: tuple[Branch, ...] = Field(default=(), max_length=10)

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The nodes that it may lead to, each once."""
        return tuple(dict.fromkeys(branch.to for branch in self.next))

    def conditions(self) -> Iterator[Condition]:
        """Yield all conditions that are written at this node."""
        yield from (each for each in (self.enter, self.passes) if each is not None)
        yield from (branch.when for branch in self.next if branch.when is not None)


class FlowDraft(Frozen):
    """A flow as it is drawn. ``start`` is the first node.

    ``human_after_ai``: a person's interview follows every AI interview. A tenant may turn that off; the last human
    interview before an offer cannot be removed.
    """

    title: LocalizedText
    description: LocalizedText | None = None
    start: NodeId
    human_after_ai: bool = True
    nodes: tuple[Node, ...] = Field(min_length=1, max_length=40)

    def node(self, node_id: str) -> Node | None:
        """Return a node, or None."""
        return next((node for node in self.nodes if node.node_id == node_id), None)


class Flow(Frozen):
    """One version of a flow. A version never changes: an edit makes the next one."""

    flow_id: FlowId
    version: int = Field(ge=1)
    draft: FlowDraft
    created_by: str
    created_at: datetime

    def node(self, node_id: str) -> Node | None:
        """Return a node, or None."""
        return self.draft.node(node_id)

    @property
    def start(self) -> Node:
        """The first node of a flow without faults."""
        return self.at(self.draft.start)

    def at(self, node_id: str) -> Node:
        """Return a node that is there. Raises ``KeyError``: a defect, because versions do not change."""
        node = self.node(node_id)
        if node is None:
            raise KeyError(node_id)
        return node


class FlowHead(Frozen):
    """A flow over its versions. ``newest`` is the newest version, ``published`` the one that new candidates begin on.

    ``published_versions`` may hold candidates. ``retired``: no new position takes it. ``revision`` is its ETag.
    """

    flow_id: FlowId
    title: LocalizedText
    newest: int = Field(ge=1)
    published: int | None = None
    published_versions: tuple[int, ...] = ()
    retired: bool = False
    revision: int = 1
    created_by: str
    created_at: datetime
    changed_at: datetime
