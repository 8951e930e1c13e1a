"""What is made of a report for people besides the page: the PDF, and the candidate's version."""

from collections.abc import Mapping
from typing import Literal

from shared.assessment.keys import beside_report
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.candidate_page import render_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.pdf.pdf import render_feedback_pdf, render_pdf
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.scope import Scope
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import InterviewId
from shared.kernel.language import LANGUAGES, Language

Purpose = Literal["pdf", "candidate_pdf", "candidate_html", "candidate_json"]
FILES: Mapping[Purpose, tuple[str, str]] = {
    "pdf": ("report.{language}.pdf", "application/pdf"),
    "candidate_pdf": ("feedback.{language}.pdf", "application/pdf"),
    "candidate_html": ("feedback.{language}.html", "text/html; charset=utf-8"),
    "candidate_json": ("feedback.{language}.json", "application/json"),
}
"""What each document is called in the report's folder, and its type."""


def keep_documents(scope: Scope, report: InterviewReport, kept: DocumentRef) -> dict[str, DocumentRef]:
    """Make every document of ``report`` in both languages, put them beside ``kept``, and return their references.

    The names are purpose and language: ``pdf_zh``, ``candidate_html_en``. Both languages are made because a reader's
    language is not known yet, and each takes a tenth of a second.

    Raises ``Unavailable`` where the bucket did not answer.
    """
    documents = {}
    for language in LANGUAGES:
        for purpose, body in _made(report, language).items():
            _, content_type = FILES[purpose]
            key = _key(kept, purpose, language)
            documents[f"{purpose}_{language}"] = scope.documents.put_bytes(key, body, content_type)
    return documents


def document_address(
    scope: Scope, interview_id: InterviewId, purpose: Purpose, language: Language, seconds: int
) -> str:
    """Return a signed address of a document of the newest report, good for ``seconds``.

    Raises:
        NotFound: the interview is not in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back.
        Conflict: there is no report yet, or it was made before there were such documents.
        Unavailable: a service did not answer.
    """
    state = scope.interviews.get(interview_id)
    if state is None:
        raise NotFound("There is no such interview in assessment.", "Check the address.")
    must_be_by_machine(plan_of(scope, interview_id))
    key = _key(state.report, purpose, language) if state.report is not None else None
    if key is None or scope.documents.head(key) is None:
        raise Conflict(
            "There is no such document of this interview.",
            "Look at the interview's progress; where it has a report, make the report again.",
        )
    return scope.documents.address(key, seconds)


def _made(report: InterviewReport, language: Language) -> dict[Purpose, bytes]:
    feedback = candidate_feedback(report, language)
    return {
        "pdf": render_pdf(report, language),
        "candidate_pdf": render_feedback_pdf(feedback),
        "candidate_html": render_feedback(feedback).encode(),
        "candidate_json": feedback.model_dump_json().encode(),
    }


def _key(report: DocumentRef, purpose: Purpose, language: Language) -> str:
    name, _ = FILES[purpose]
    return beside_report(report.key, name.format(language=language))
