"""Consumes what interviews and assessments tell, and the stage's own decisions: what waits, and which decision holds.

``report_ready`` and, of interviews that people alone judge, ``interview_completed`` put an interview on the list of
what waits for a decision; so does ``application_moved`` where a person's interview is reached, and it takes it from
there where the application ended. ``decision_recorded`` writes the document that offers rest on.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.contracts import ReportReady
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.decision.outcomes.following import Followed, application_ended, handed_in, publish, reached, report_came
from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.interviews import KnownInterviews
from shared.decision.panel.store import PanelStore
from shared.interview.contracts import InterviewCompleted
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.recruiting.applications.contracts import ApplicationMoved

OVER = frozenset({"rejected", "withdrawn", "hired"})
"""States of an application in which nobody waits for a decision any more."""


class FollowSettings(TableSettings, BucketSettings, KeySettings):
    """What the consumer needs."""


@observed("decision")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return what it changed. The same event again changes nothing."""
    platform = bootstrap.current(FollowSettings)
    if event["detail-type"] == ReportReady.detail_type():
        ready = ReportReady.model_validate(event["detail"])
        followed = followed_by(platform, ready.tenant_id)
        return {"new": report_came(ready.interview_id, ready.revision, ready.report, ready.occurred_at, followed)}
    if event["detail-type"] == InterviewCompleted.detail_type():
        done = InterviewCompleted.model_validate(event["detail"])
        if not done.human_only:
            return {"new": False}
        return {"new": handed_in(done.interview_id, done.occurred_at, followed_by(platform, done.tenant_id))}
    if event["detail-type"] == ApplicationMoved.detail_type():
        return _moved(ApplicationMoved.model_validate(event["detail"]), platform)
    decided = DecisionRecorded.model_validate(event["detail"])
    return {"number": publish(decided.interview_id, followed_by(platform, decided.tenant_id))}


def _moved(moved: ApplicationMoved, platform: Platform[FollowSettings]) -> dict[str, Any]:
    followed = followed_by(platform, moved.tenant_id)
    if moved.status in OVER:
        return {"gone": application_ended(moved.application_id, moved.occurred_at, followed)}
    if moved.status == "active" and moved.node_kind == "human_interview" and moved.from_node != moved.to_node:
        return {"new": reached(moved.application_id, moved.to_node, moved.occurred_at, followed)}
    return {"new": 0}


def followed_by(platform: Platform[FollowSettings], tenant_id: TenantId) -> Followed:
    """Return the tenant's part of the stage."""
    table, trail = platform.table(tenant_id), platform.audit(tenant_id)
    sealer, bucket = platform.sealer(tenant_id), platform.bucket(tenant_id)
    panels = PanelStore(table, trail, sealer)
    return Followed(
        interviews=KnownInterviews(tenant_id, bucket, panels),
        panels=panels,
        decisions=DecisionStore(table, trail, sealer),
        published=bucket,
    )
