"""The documents of an interview as PDF: the report, one answer, the candidate's version."""

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.report.candidate_contracts import CandidateFeedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.pdf.answer_data import answer_document
from shared.assessment.report.pdf.feedback_data import feedback_document
from shared.assessment.report.pdf.report_data import report_document
from shared.kernel.language import Language
from shared.platform.typesetting import typeset

HERE = "shared.assessment.report.pdf"


def render_pdf(report: InterviewReport, language: Language) -> bytes:
    """Return the recruiter's report in ``language`` as PDF."""
    return typeset(HERE, "report.typ", report_document(report, language), report.built_at)


def render_answer_pdf(assessed: AnswerAssessed, language: Language | None = None) -> bytes:
    """Return the report of one answer as PDF; without ``language`` in the one that was spoken."""
    chosen = language or assessed.transcript.language
    return typeset(HERE, "answer.typ", answer_document(assessed, chosen), assessed.assessed_at)


def render_feedback_pdf(feedback: CandidateFeedback) -> bytes:
    """Return the candidate's version as PDF, in the language that it is written in."""
    return typeset(HERE, "feedback.typ", feedback_document(feedback), feedback.built_at)
