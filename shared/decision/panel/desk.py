"""What use cases of panels work with, and what they all do: find the interview, ask whether the caller may."""

from dataclasses import dataclass

from shared.decision.panel.errors import NoPanel
from shared.decision.panel.interviews import KnownInterviews
from shared.decision.panel.model import Panel
from shared.decision.panel.ports import Rubrics, Staff
from shared.decision.panel.store import PanelStore
from shared.interview.contracts import InterviewPlan
from shared.kernel.clock import Clock
from shared.kernel.ids import InterviewId
from shared.platform.audit import AuditEntry, AuditTrail, Plain
from shared.platform.authorization import Resource, authorize
from shared.platform.identity import Caller
from shared.tenancy.actions import Action

ATTEMPTS = 8
"""How often a change that fits any order is made anew because another one was quicker."""


@dataclass(frozen=True)
class PanelDesk:
    """The stores of one tenant, and the member of staff who sits here."""

    who: Caller
    panels: PanelStore
    interviews: KnownInterviews
    staff: Staff
    rubrics: Rubrics
    trail: AuditTrail
    clock: Clock

    def opened(self, interview_id: InterviewId, action: Action) -> tuple[InterviewPlan, Panel | None]:
        """Return an interview and its panel to a caller who may do ``action`` there.

        Raises ``NoSuchInterview``, ``Forbidden``.
        """
        plan = self.interviews.plan(interview_id)
        panel = self.panels.panel(interview_id)
        authorize(self.who, action, resource_of(plan, panel))
        return plan, panel

    def seated(self, interview_id: InterviewId, action: Action) -> tuple[InterviewPlan, Panel]:
        """Return the same where there is a panel. Raises ``NoPanel`` besides."""
        plan, panel = self.opened(interview_id, action)
        if panel is None:
            raise NoPanel
        return plan, panel

    def entry(self, action: Action, plan: InterviewPlan, **detail: Plain) -> AuditEntry:
        """Return the entry of the audit log for something that the caller does to an interview."""
        return self.trail.entry(self.who, action, plan.interview_id, candidate_id=plan.candidate_id, detail=detail)

    def read(self, action: Action, plan: InterviewPlan) -> None:
        """Record that the caller reads. Raises ``Unavailable``: then nothing is shown."""
        self.trail.record(self.entry(action, plan))


def resource_of(plan: InterviewPlan, panel: Panel | None) -> Resource:
    """Return what policies look at."""
    return Resource(
        department=plan.department,
        assigned=frozenset(each.user_id for each in panel.members) if panel else frozenset(),
        rated=frozenset(panel.rated) if panel else frozenset(),
    )
