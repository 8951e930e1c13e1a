"""An interview as people who judge it know it: its plan, and its report where a machine may have made one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.assessment.report.contracts import InterviewReport
from shared.decision.panel.errors import NoSuchInterview
from shared.decision.panel.ports import Documents
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId, TenantId


class ReportKept(Frozen):
    """Where the newest report of an interview lies."""

    revision: int
    report: DocumentRef
    at: datetime


class Reports(Protocol):
    """Knows the newest report of an interview."""

    def reported(self, interview_id: InterviewId) -> ReportKept | None: ...


@dataclass(frozen=True)
class KnownInterviews:
    """One tenant's interviews. Every method raises ``Unavailable``."""

    tenant_id: TenantId
    documents: Documents
    reports: Reports

    def plan(self, interview_id: InterviewId) -> InterviewPlan:
        """Return the plan. Raises ``NoSuchInterview``."""
        try:
            return self.documents.get_document(plan_key(self.tenant_id, interview_id), InterviewPlan)
        except NotFound as error:
            raise NoSuchInterview(interview_id) from error

    def kept(self, plan: InterviewPlan) -> ReportKept | None:
        """Return where the newest report lies; None where there is none, or the candidate took the consent back.

        What a machine made before the consent was withdrawn is not to be shown to who decides (PIPL 15, GDPR 7(3)).
        """
        if not plan.consents.automated_assessment:
            return None
        return self.reports.reported(plan.interview_id)

    def report(self, plan: InterviewPlan) -> tuple[ReportKept, InterviewReport] | None:
        """Return the newest report with where it lies, or None as ``kept``."""
        kept = self.kept(plan)
        if kept is None:
            return None
        try:
            return kept, self.documents.get_document(kept.report, InterviewReport)
        except NotFound:  # reports are kept for a time only
            return None
