"""Consumes what the interview stage tells of an AI interview: it was handed in, or no machine is to judge it any more.

``interview_completed``, ``human_review_requested`` and ``consent_withdrawn``, each v1.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.interview.contracts import ConsentWithdrawn, HumanReviewRequested, InterviewCompleted
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.hearing import assessment_refused, interview_done
from shared.recruiting.applications.scope import ApplicationSettings, application_desk


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(ApplicationSettings)
    kind, detail = event["detail-type"], event["detail"]
    told: InterviewCompleted | HumanReviewRequested | ConsentWithdrawn
    if kind == InterviewCompleted.detail_type():
        told = InterviewCompleted.model_validate(detail)
    elif kind == HumanReviewRequested.detail_type():
        told = HumanReviewRequested.model_validate(detail)
    else:
        told = ConsentWithdrawn.model_validate(detail)
    if told.application_id is None:
        return {"changed": False}
    desk = application_desk(platform, told.tenant_id)
    about = (told.application_id, told.interview_id)
    if isinstance(told, InterviewCompleted):
        return {"changed": interview_done(*about, told.human_only, told.occurred_at, desk)}
    if isinstance(told, ConsentWithdrawn) and told.purpose != "automated_assessment":
        return {"changed": False}
    return {"changed": assessment_refused(*about, told.occurred_at, desk)}
