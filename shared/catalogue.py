"""The catalogue of what stages publish: the one list from which schemas, examples and AsyncAPI are made.

An ``Event`` passes on the bus; a document lies in the bucket and an event refers to it.
"""

from shared.assessment import contracts as assessment
from shared.assessment.report import candidate_contracts as feedback
from shared.assessment.report import contracts as report
from shared.interview import contracts as interview
from shared.kernel.frozen import Published
from shared.recruiting import contracts as recruiting
from shared.tenancy import contracts as tenancy

CONTRACTS: tuple[type[Published], ...] = (
    tenancy.TenantSettings,
    tenancy.TenantCreated,
    recruiting.CandidateInvited,
    recruiting.Invitation,
    interview.InterviewPlan,
    interview.InterviewOpened,
    interview.HumanReviewRequested,
    interview.UploadReceipt,
    assessment.AnswerAssessed,
    assessment.AnswerSettled,
    assessment.RunningReportUpdated,
    assessment.InterviewSettled,
    report.InterviewReport,
    feedback.CandidateFeedback,
    assessment.ReportReady,
)
"""In the order of the river."""
