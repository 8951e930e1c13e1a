"""The catalogue of what stages publish: the one list from which schemas, examples and AsyncAPI are made.

An ``Event`` passes on the bus; a document lies in the bucket and an event refers to it.
"""

from shared.assessment import contracts as assessment
from shared.assessment.report import candidate_contracts as feedback
from shared.assessment.report import contracts as report
from shared.decision.candidate_requests import contracts as requests
from shared.decision.fairness import contracts as fairness
from shared.decision.outcomes import contracts as outcomes
from shared.decision.panel import contracts as panel
from shared.finance import contracts as finance
from shared.interview import contracts as interview
from shared.interview.personality import contracts as personality
from shared.kernel.frozen import Published
from shared.offer import contracts as offer
from shared.payroll import contracts as payroll
from shared.payroll.runs import contracts as runs
from shared.people import contracts as people
from shared.recruiting import contracts as recruiting
from shared.recruiting.applications import contracts as applications
from shared.recruiting.candidates import contracts as candidates
from shared.recruiting.invitations.batches import contracts as batches
from shared.recruiting.requirements import contracts as requirements
from shared.recruiting.requisitions import contracts as requisitions
from shared.tenancy import contracts as tenancy
from shared.tenancy.rights import contracts as rights

CONTRACTS: tuple[type[Published], ...] = (
    tenancy.TenantSettings,
    tenancy.TenantCreated,
    requisitions.RequisitionDecided,
    requirements.RequirementAnalysis,
    requirements.PositionStandard,
    applications.ApplicationReceived,
    applications.ApplicationMoved,
    applications.ApplicationOverdue,
    candidates.CandidateImportStarted,
    candidates.ApplicationSubmitted,
    recruiting.CandidateInvited,
    recruiting.Invitation,
    batches.InvitationBatchDue,
    interview.InterviewPlan,
    interview.InterviewOpened,
    interview.HumanReviewRequested,
    interview.UploadReceipt,
    interview.ConsentWithdrawn,
    interview.AccommodationRequested,
    interview.InterviewCompleted,
    personality.PersonalityCompleted,
    assessment.AnswerAssessed,
    assessment.AnswerSettled,
    assessment.RunningReportUpdated,
    assessment.InterviewSettled,
    report.InterviewReport,
    feedback.CandidateFeedback,
    assessment.ReportReady,
    fairness.ProposalsStopped,
    fairness.ProposalsResumed,
    panel.InterviewerAssigned,
    panel.PanelCompleted,
    outcomes.DecisionRecorded,
    outcomes.CurrentDecision,
    outcomes.ResultReleased,
    requests.CandidateRequestReceived,
    requests.CandidateRequestAnswered,
    requests.TranscriptCorrected,
    offer.OfferSent,
    offer.OfferAcceptance,
    offer.AcceptedOffer,
    offer.OfferAccepted,
    offer.OfferClosed,
    offer.BudgetCommitted,
    people.EmploymentTerms,
    people.Hired,
    people.TermsChanged,
    people.Left,
    people.TrainingCompleted,
    runs.RunCalculationDue,
    payroll.SalarySlip,
    payroll.RunIndex,
    payroll.PayrollRunApproved,
    payroll.PayrollRunPaid,
    payroll.SalaryChanged,
    finance.CostRecorded,
    finance.BudgetAlert,
    finance.Voucher,
    finance.VoucherDue,
    finance.VoucherPosted,
    finance.VoucherNeedsAttention,
    rights.HoldChanged,
    rights.ExportRequested,
    rights.ErasureRequested,
    rights.CandidateErased,
    rights.ErasureCertificate,
)
"""In the order of the river."""
