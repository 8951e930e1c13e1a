"""Consumes ``assessment/report_ready`` v1: what the report says, for the conditions of the flow."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.contracts import ReportReady
from shared.assessment.report.contracts import InterviewReport
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.hearing import report_came
from shared.recruiting.applications.scope import ApplicationSettings, application_desk


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(ApplicationSettings)
    told = ReportReady.model_validate(event["detail"])
    bucket = platform.bucket(told.tenant_id)
    plan = bucket.get_document(plan_key(told.tenant_id, told.interview_id), InterviewPlan)
    if plan.application_id is None:
        return {"changed": False}
    report = bucket.get_document(told.report, InterviewReport)
    desk = application_desk(platform, told.tenant_id)
    return {"changed": report_came(plan.application_id, report, told.occurred_at, desk)}
