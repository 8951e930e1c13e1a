"""Consumes what happens to candidates in every stage: each becomes a line of the candidate's timeline."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.ids import CandidateId, InterviewId, TenantId
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, TableSettings
from shared.recruiting.candidates.timeline import Timeline
from shared.recruiting.candidates.timeline_events import kind_of, line_of


class TimelineSettings(TableSettings, BucketSettings):
    """What the consumer needs."""


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it is shown. The same event again writes the same line."""
    kind = kind_of(str(event["detail-type"]))
    if kind is None:
        return {"noted": False}
    platform = bootstrap.current(TimelineSettings)
    told = kind.model_validate(event["detail"])
    candidate_id, interview_id = event["detail"].get("candidate_id"), event["detail"].get("interview_id")
    if candidate_id is None and interview_id is None:  # hired, and never a candidate
        return {"noted": False}
    candidate_id = candidate_id or _of_interview(told.tenant_id, interview_id)
    timeline = Timeline(platform.table(told.tenant_id))
    timeline.note(CandidateId(candidate_id), line_of(told), told.event_id)
    return {"noted": True}


def _of_interview(tenant_id: TenantId, interview_id: str) -> str:
    bucket = bootstrap.current(TimelineSettings).bucket(tenant_id)
    return str(bucket.get_document(plan_key(tenant_id, InterviewId(interview_id)), InterviewPlan).candidate_id)
