"""What use cases of requests work with: for staff, and for the candidate whose token was verified."""

from dataclasses import dataclass

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.report.contracts import InterviewReport
from shared.decision.candidate_requests.errors import NoSuchRequest, NothingWrittenDown
from shared.decision.candidate_requests.model import CandidateRequest
from shared.decision.candidate_requests.store import RequestStore
from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.interviews import KnownInterviews
from shared.interview.contracts import InterviewPlan
from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound
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
    """Return what was written down of an answer when it was heard, whatever was corrected since.

    Raises:
        NothingWrittenDown: there is no transcript, or the one that was made first is kept no more.
        Unavailable: see the documents.
    """
    found = interviews.report(plan)
    assessed = _assessed(found[1], answer_id) if found else None
    if assessed is None:
        raise NothingWrittenDown
    if assessed.corrected is None:
        return assessed.transcript.text
    try:
        heard = interviews.documents.get_document(assessed.corrected.original, AnswerAssessed)
    except NotFound as error:
        raise NothingWrittenDown from error
    return heard.transcript.text


def _assessed(report: InterviewReport, answer_id: str | None) -> AnswerAssessed | None:
    answer = next((each for each in report.answers if each.answer_id == answer_id), None)
    return answer.assessed if answer else None
