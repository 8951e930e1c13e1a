"""The routes of assessment: how far an interview is, its report, and another try. For a tenant's staff."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.calibration.decision import Acceptance, Decision
from shared.assessment.calibration.proposal import CalibrationProposal
from shared.assessment.calibration.request import RatingsGiven
from shared.assessment.model.progress import AnswerState, InterviewState, Orphan
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.candidate_page import render_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.page import render_interview
from shared.assessment.rubrics.own import OwnRubric, OwnRubricDraft
from shared.assessment.running import RunningReport
from shared.assessment.service import calibrate, own_rubrics, read
from shared.assessment.service.executions import StateMachines
from shared.assessment.service.propose import ProposalsMade, propose_each
from shared.assessment.service.report_documents import Purpose, document_address
from shared.assessment.service.retry import retry_answer, retry_report
from shared.assessment.service.running import read_running
from shared.assessment.service.scope import AssessmentSettings, Scope, scope_of
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.language import Language
from shared.platform import bootstrap
from shared.platform.etag import etag, holds, named_in
from shared.platform.http import api, caller
from shared.platform.identity import Role
from shared.platform.observability import count, observed
from shared.platform.settings import MachineSettings

RECORDINGS_SECONDS = 45 * 60
"""How long the recordings of a page can be played: as long as the tenant's credentials are sure to last."""
DOCUMENT_SECONDS = 5 * 60
"""How long the address of a document holds: long enough to follow, too short to be passed on."""
READERS: tuple[Role, ...] = ("recruiter", "manager", "interviewer")


class AssessmentApiSettings(AssessmentSettings, MachineSettings):
    """What the assessment routes need."""


app = api("assessment")


def _scope(*roles: Role) -> Scope:
    who = caller(app)
    who.require(*roles)
    return scope_of(bootstrap.current(AssessmentApiSettings), who.tenant_id)


def _machines() -> StateMachines:
    platform = bootstrap.current(AssessmentApiSettings)
    return StateMachines(platform.workflows, platform.settings)


@app.get("/v1/assessment/interviews/<interview_id>")
def get_interview(interview_id: str) -> read.InterviewProgress:
    """Return the state of every answer."""
    return read.progress(_scope(*READERS), InterviewId(interview_id))


@app.get("/v1/assessment/interviews/<interview_id>/report")
def get_report(interview_id: str) -> InterviewReport:
    """Return the newest report."""
    return read.report(_scope(*READERS), InterviewId(interview_id))


@app.get("/v1/assessment/interviews/<interview_id>/report.html")
def get_page(interview_id: str, language: Annotated[Literal["zh", "en"] | None, Query()] = None) -> Response[str]:
    """Return the newest report as a page whose quotes jump to their moment in the recordings."""
    scope, interview = _scope(*READERS), InterviewId(interview_id)
    report = read.report(scope, interview)
    recordings = read.recordings(scope, interview, RECORDINGS_SECONDS)
    page = render_interview(report, language or read.language_of(scope, interview), recordings)
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=page, headers=headers)


@app.get("/v1/assessment/interviews/<interview_id>/running")
def get_running(interview_id: str) -> Response[RunningReport | None]:
    """Return how the interview stands so far; 304 where the caller has that already (``If-None-Match``)."""
    report = read_running(_scope(*READERS), InterviewId(interview_id))
    known = named_in(app.current_event.headers, "If-None-Match")
    headers: dict[str, str | list[str]] = {"ETag": etag(report.revision), "Cache-Control": "private, no-cache"}
    if known is not None and holds(known, report.revision):
        return Response(status_code=304, headers=headers)
    return Response(status_code=200, content_type="application/json", body=report, headers=headers)


@app.get("/v1/assessment/interviews/<interview_id>/report.pdf")
def get_pdf(interview_id: str, language: Annotated[Literal["zh", "en"] | None, Query()] = None) -> Response[str]:
    """Lead to the newest report as PDF."""
    return _led_to("pdf", InterviewId(interview_id), language)


@app.get("/v1/assessment/interviews/<interview_id>/feedback")
def get_feedback(interview_id: str, language: Annotated[Literal["zh", "en"] | None, Query()] = None) -> Response[str]:
    """Return the candidate's version as the candidate would see it."""
    scope, interview = _scope(*READERS), InterviewId(interview_id)
    report = read.report(scope, interview)
    feedback = candidate_feedback(report, language or read.language_of(scope, interview))
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    body = render_feedback(feedback)
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=body, headers=headers)


@app.get("/v1/assessment/interviews/<interview_id>/feedback.pdf")
def get_feedback_pdf(
    interview_id: str, language: Annotated[Literal["zh", "en"] | None, Query()] = None
) -> Response[str]:
    """Lead to the candidate's version as PDF."""
    return _led_to("candidate_pdf", InterviewId(interview_id), language)


def _led_to(purpose: Purpose, interview: InterviewId, language: Language | None) -> Response[str]:
    scope = _scope(*READERS)
    chosen = language or read.language_of(scope, interview)
    address = document_address(scope, interview, purpose, chosen, DOCUMENT_SECONDS)
    headers: dict[str, str | list[str]] = {"Location": address, "Cache-Control": "no-store"}
    return Response(status_code=307, content_type="text/plain", body="", headers=headers)


@app.post("/v1/assessment/interviews/<interview_id>/answers/<answer_id>/retry")
def post_answer_retry(interview_id: str, answer_id: str) -> tuple[AnswerState, int]:
    """Assess a failed answer again."""
    scope = _scope("recruiter")
    state = retry_answer(scope, _machines(), InterviewId(interview_id), AnswerId(answer_id))
    count("assessment", "AnswerRetried")
    return state, 202


@app.post("/v1/assessment/interviews/<interview_id>/retry")
def post_report_retry(interview_id: str) -> tuple[InterviewState, int]:
    """Make the report again."""
    scope = _scope("recruiter")
    state = retry_report(scope, _machines(), InterviewId(interview_id))
    count("assessment", "ReportRetried")
    return state, 202


@app.get("/v1/assessment/orphans")
def get_orphans() -> list[Orphan]:
    """Return the uploads that belong to no open answer."""
    return read.orphans(_scope("recruiter"))


@app.get("/v1/assessment/rubrics")
def get_rubrics() -> own_rubrics.RubricShelf:
    """Return the rubrics that a position can name: the tenant's own, and the catalogue's."""
    return own_rubrics.shelf(_scope(*READERS))


@app.get("/v1/assessment/rubrics/<competency>")
def get_rubric(competency: str) -> Response[OwnRubric]:
    """Return the newest version of the tenant's own rubric; its ETag is what an edit sends as ``If-Match``."""
    return _rubric(own_rubrics.newest(_scope(*READERS), competency))


@app.get("/v1/assessment/rubrics/<competency>/versions/<version>")
def get_rubric_version(competency: str, version: str) -> OwnRubric:
    """Return one version, for example the one that a report names."""
    return own_rubrics.at_version(_scope(*READERS), competency, version)


@app.put("/v1/assessment/rubrics/<competency>")
def put_rubric(competency: str, draft: OwnRubricDraft) -> Response[OwnRubric]:
    """Save a new version: of a new rubric without ``If-Match``, of one that is there with the version that was read."""
    scope, author = _scope("tenant_admin"), caller(app).user_id
    saved = own_rubrics.save(scope, competency, draft, author, named_in(app.current_event.headers, "If-Match"))
    count("assessment", "RubricSaved")
    return _rubric(saved)


@app.post("/v1/assessment/rubrics/<competency>/retire")
def post_rubric_retire(competency: str) -> OwnRubric:
    """Let nobody choose the rubric for a new position any more."""
    scope = _scope("tenant_admin")
    return own_rubrics.retire(scope, competency, named_in(app.current_event.headers, "If-Match"))


def _rubric(own: OwnRubric) -> Response[OwnRubric]:
    headers: dict[str, str | list[str]] = {"ETag": etag(own.version), "Cache-Control": "private, no-cache"}
    return Response(status_code=200, content_type="application/json", body=own, headers=headers)


@app.get("/v1/assessment/calibrations")
def get_calibrations() -> list[CalibrationProposal]:
    """Return what was proposed, the newest first: agreement and effect on groups before and after, and who decided."""
    return calibrate.proposals(_scope("tenant_admin"))


@app.post("/v1/assessment/calibrations")
def post_calibrations(given: RatingsGiven) -> tuple[ProposalsMade, int]:
    """Fit weights to people's ratings and keep what comes out as proposals, one a competency; no score changes."""
    scope, by = _scope("tenant_admin"), caller(app).user_id
    made = propose_each(scope, given, by)
    count("assessment", "CalibrationProposed", len(made.proposals))
    return made, 201


@app.post("/v1/assessment/calibrations/<proposal_id>/accept")
def post_calibration_accept(proposal_id: str, acceptance: Acceptance | None = None) -> CalibrationProposal:
    """Judge by the proposal's weights from the next answer on."""
    scope, by, said = _scope("tenant_admin"), caller(app).user_id, acceptance or Acceptance()
    accepted = calibrate.accept(scope, proposal_id, by, said.note, against_advice=said.against_advice)
    count("assessment", "CalibrationAccepted")
    return accepted


@app.post("/v1/assessment/calibrations/<proposal_id>/reject")
def post_calibration_reject(proposal_id: str, decision: Decision | None = None) -> CalibrationProposal:
    """Close a proposal without any change."""
    scope, by = _scope("tenant_admin"), caller(app).user_id
    return calibrate.reject(scope, proposal_id, by, (decision or Decision()).note)


@app.post("/v1/assessment/calibrations/<proposal_id>/withdraw")
def post_calibration_withdraw(proposal_id: str, decision: Decision | None = None) -> CalibrationProposal:
    """Judge by the standard weights again, from the next answer on."""
    scope, by = _scope("tenant_admin"), caller(app).user_id
    withdrawn = calibrate.withdraw(scope, proposal_id, by, (decision or Decision()).note)
    count("assessment", "CalibrationWithdrawn")
    return withdrawn


@observed("assessment")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
