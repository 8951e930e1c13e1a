"""What use cases of requests work with: for staff, and for the candidate whose token was verified."""

from dataclasses import dataclass

from shared.assessment.report.contracts import InterviewReport
from shared.decision.candidate_requests.errors import NoSuchRequest, NothingWrittenDown
from shared.decision.candidate_requests.model import CandidateRequest
from shared.decision.candidate_requests.store import RequestStore
from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.interviews import KnownInterviews
from shared.interview.contracts import InterviewPlan
from shared.kernel.clock import Clock
from shared.platform.audit import AuditTrail
from shared.platform.authorization import Resource, authorize
from shared.recruiting.contracts import Invitation
from shared.tenancy.actions import Action
from shared.tenancy.contracts import TenantSettings


@dataclass(frozen=True)
class CandidateDesk:
    """One tenant's requests and decisions, and the invitation that the candidate's token opened.

    ``settings``: the policy of the tenant's jurisdiction says until when a request is answered.
    """

    invitation: Invitation
    settings: TenantSettings
    requests: RequestStore
    decisions: DecisionStore
    interviews: KnownInterviews
    trail: AuditTrail
    clock: Clock


@dataclass(frozen=True)
class RequestDesk:
    """One tenant's requests, and the member of staff who answers them."""

    panel: PanelDesk
    requests: RequestStore
    decisions: DecisionStore

    def found(self, request_id: str, action: Action) -> CandidateRequest:
        """Return a request to a caller who may do ``action`` with it. Raises ``NoSuchRequest``, ``Forbidden``."""
        request = self.requests.find(request_id)
        if request is None:
            raise NoSuchRequest
        authorize(self.panel.who, action, Resource(department=request.department))
        return request


def transcript_of(plan: InterviewPlan, answer_id: str | None, interviews: KnownInterviews) -> str:
    """Return what was written down of an answer. Raises ``NothingWrittenDown``, ``Unavailable``."""
    found = interviews.report(plan)
    text = _text(found[1], answer_id) if found else None
    if text is None:
        raise NothingWrittenDown
    return text


def _text(report: InterviewReport, answer_id: str | None) -> str | None:
    answer = next((each for each in report.answers if each.answer_id == answer_id), None)
    return answer.assessed.transcript.text if answer and answer.assessed else None
