"""What fairness tells the others: that the AI makes no proposals for a position, and that it does again."""

from typing import ClassVar

from shared.decision.fairness.breaker import BiasFinding
from shared.kernel.events import Event
from shared.kernel.ids import PositionId


class ProposalsStopped(Event):
    """``decision/proposals_stopped`` v1: people alone decide for this position until an administrator resolves it."""

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "proposals_stopped"

    position_id: PositionId
    findings: tuple[BiasFinding, ...]


class ProposalsResumed(Event):
    """``decision/proposals_resumed`` v1: an administrator looked, gave a reason, and proposals are made again.

    ``by`` is the identity provider's id of the administrator. The reason stands in the breaker's history.
    """

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "proposals_resumed"

    position_id: PositionId
    by: str
