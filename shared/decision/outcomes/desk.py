"""What use cases of decisions work with: the panel's desk, the decisions, and where applications are."""

from dataclasses import dataclass
from typing import Protocol

from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.desk import PanelDesk
from shared.interview.contracts import InterviewPlan
from shared.kernel.frozen import Frozen


class Place(Frozen):
    """Where an application is: its node, what kind that is, the nodes of its flow, and how it stands."""

    node: str
    kinds: dict[str, str]
    """Every node of the flow → its kind."""
    status: str


class Places(Protocol):
    """Knows where applications are."""

    def of(self, plan: InterviewPlan) -> Place | None:
        """Return where the interview's application is; None where it has none. Raises ``Unavailable``."""
        ...


@dataclass(frozen=True)
class DecisionDesk:
    """The stores of one tenant, and the member of staff who decides."""

    panel: PanelDesk
    decisions: DecisionStore
    places: Places
