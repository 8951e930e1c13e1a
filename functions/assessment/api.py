"""The routes of assessment: how far an interview is, its report, and another try. For a tenant's staff."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.model.progress import AnswerState, InterviewState, Orphan
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.page import render_interview
from shared.assessment.service import read
from shared.assessment.service.executions import StateMachines
from shared.assessment.service.retry import retry_answer, retry_report
from shared.assessment.service.scope import AssessmentSettings, Scope, scope_of
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform import bootstrap
from shared.platform.http import api, caller
from shared.platform.identity import Role
from shared.platform.observability import count, observed
from shared.platform.settings import MachineSettings

RECORDINGS_SECONDS = 45 * 60
"""How long the recordings of a page can be played: as long as the tenant's credentials are sure to last."""
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


@observed("assessment")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
