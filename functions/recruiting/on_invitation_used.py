"""Consumes what becomes of interviews: begun or handed in, so that nobody is reminded of what they did.

``interview_opened``, ``human_review_requested``, ``interview_completed``, each v1.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.interview.contracts import HumanReviewRequested, InterviewCompleted, InterviewOpened
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.candidates.assembly import CandidateSettings, worker
from shared.recruiting.invitations.assembly import Invitations
from shared.recruiting.invitations.hearing import begun, completed


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(CandidateSettings)
    kind, detail = event["detail-type"], event["detail"]
    if kind == InterviewCompleted.detail_type():
        done = InterviewCompleted.model_validate(detail)
        store = Invitations(platform, worker(done.tenant_id, "on_invitation_used")).store()
        return {"changed": completed(done.candidate_id, done.interview_id, done.occurred_at, store)}
    opened: InterviewOpened | HumanReviewRequested
    if kind == InterviewOpened.detail_type():
        opened = InterviewOpened.model_validate(detail)
    else:
        opened = HumanReviewRequested.model_validate(detail)
    store = Invitations(platform, worker(opened.tenant_id, "on_invitation_used")).store()
    return {"changed": begun(opened.candidate_id, opened.interview_id, opened.occurred_at, store)}
