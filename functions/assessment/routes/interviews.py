"""How far an interview is, its report in every form, and another try."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.assessment.routes.desk import interview_scope, machines, scope
from shared.assessment.model.progress import AnswerState, InterviewState, Orphan
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.candidate_page import render_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.page import render_interview
from shared.assessment.running import RunningReport
from shared.assessment.service import read
from shared.assessment.service.report_documents import Purpose, document_address
from shared.assessment.service.retry import retry_answer, retry_report
from shared.assessment.service.running import read_running
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.language import Language
from shared.platform.etag import etag, holds, named_in
from shared.platform.http import A_PAGE, routes, staff
from shared.platform.observability import count

router = routes()
INTERVIEW = "/v1/assessment/interviews/<interview_id>"
RECORDINGS_SECONDS = 45 * 60
"""How long the recordings of a page can be played: as long as the tenant's credentials are sure to last."""
DOCUMENT_SECONDS = 5 * 60
"""How long the address of a document holds: long enough to follow, too short to be passed on."""

InLanguage = Annotated[Literal["zh", "en"] | None, Query()]


@router.get(INTERVIEW, summary="How far an interview is")
def get_interview(interview_id: str) -> read.InterviewProgress:
    """Return the state of every answer."""
    interview = InterviewId(interview_id)
    return read.progress(interview_scope(staff(router), "read_interview", interview), interview)


@router.get(f"{INTERVIEW}/report", summary="Read the report")
def get_report(interview_id: str) -> InterviewReport:
    """Return the newest report."""
    interview = InterviewId(interview_id)
    return read.report(interview_scope(staff(router), "read_report", interview), interview)


@router.get(f"{INTERVIEW}/report.html", summary="Read the report as a page", responses=A_PAGE)
def get_page(interview_id: str, language: InLanguage = None) -> Response[str]:
    """Return the newest report as a page whose quotes jump to their moment in the recordings."""
    interview = InterviewId(interview_id)
    seen = interview_scope(staff(router), "read_report", interview)
    report = read.report(seen, interview)
    recordings = read.recordings(seen, interview, RECORDINGS_SECONDS)
    page = render_interview(report, language or read.language_of(seen, interview), recordings)
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=page, headers=headers)


@router.get(f"{INTERVIEW}/running", summary="Read the running report")
def get_running(interview_id: str) -> Response[RunningReport | None]:
    """Return how the interview stands so far; 304 where the caller has that already (``If-None-Match``)."""
    interview = InterviewId(interview_id)
    report = read_running(interview_scope(staff(router), "read_report", interview), interview)
    known = named_in(router.current_event.headers, "If-None-Match")
    headers: dict[str, str | list[str]] = {"ETag": etag(report.revision), "Cache-Control": "private, no-cache"}
    if known is not None and holds(known, report.revision):
        return Response(status_code=304, headers=headers)
    return Response(status_code=200, content_type="application/json", body=report, headers=headers)


@router.get(f"{INTERVIEW}/report.pdf", summary="Get the report as PDF", status_code=307)
def get_pdf(interview_id: str, language: InLanguage = None) -> Response[str]:
    """Lead to the newest report as PDF."""
    return _led_to("pdf", InterviewId(interview_id), language)


@router.get(f"{INTERVIEW}/feedback", summary="Read the candidate's version", responses=A_PAGE)
def get_feedback(interview_id: str, language: InLanguage = None) -> Response[str]:
    """Return the candidate's version as the candidate would see it."""
    interview = InterviewId(interview_id)
    seen = interview_scope(staff(router), "read_report", interview)
    report = read.report(seen, interview)
    feedback = candidate_feedback(report, language or read.language_of(seen, interview))
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    body = render_feedback(feedback)
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=body, headers=headers)


@router.get(f"{INTERVIEW}/feedback.pdf", summary="Get the candidate's version as PDF", status_code=307)
def get_feedback_pdf(interview_id: str, language: InLanguage = None) -> Response[str]:
    """Lead to the candidate's version as PDF."""
    return _led_to("candidate_pdf", InterviewId(interview_id), language)


def _led_to(purpose: Purpose, interview: InterviewId, language: Language | None) -> Response[str]:
    seen = interview_scope(staff(router), "read_report", interview)
    chosen = language or read.language_of(seen, interview)
    address = document_address(seen, interview, purpose, chosen, DOCUMENT_SECONDS)
    headers: dict[str, str | list[str]] = {"Location": address, "Cache-Control": "no-store"}
    return Response(status_code=307, content_type="text/plain", body="", headers=headers)


@router.post(f"{INTERVIEW}/answers/<answer_id>/retry", summary="Assess a failed answer again", status_code=202)
def post_answer_retry(interview_id: str, answer_id: str) -> tuple[AnswerState, int]:
    """Assess a failed answer again."""
    interview = InterviewId(interview_id)
    seen = interview_scope(staff(router), "retry_assessment", interview)
    state = retry_answer(seen, machines(), interview, AnswerId(answer_id))
    count("assessment", "AnswerRetried")
    return state, 202


@router.post(f"{INTERVIEW}/retry", summary="Make the report again", status_code=202)
def post_report_retry(interview_id: str) -> tuple[InterviewState, int]:
    """Make the report again."""
    interview = InterviewId(interview_id)
    seen = interview_scope(staff(router), "retry_assessment", interview)
    state = retry_report(seen, machines(), interview)
    count("assessment", "ReportRetried")
    return state, 202


@router.get("/v1/assessment/orphans", summary="List uploads without an open answer")
def get_orphans() -> list[Orphan]:
    """Return the uploads that belong to no open answer."""
    return read.orphans(scope(staff(router), "retry_assessment"))
