"""Consumes ``assessment/report_ready`` and ``decision/decision_recorded``: one fact an application, for fairness."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.contracts import ReportReady
from shared.assessment.report.contracts import InterviewReport
from shared.decision.fairness.desk import FairnessSettings, desk_of
from shared.decision.fairness.gathering import decision_recorded, report_came
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.platform import bootstrap
from shared.platform.observability import observed


@observed("decision")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it said something new. The same event again changes nothing."""
    platform = bootstrap.current(FairnessSettings)
    if event["detail-type"] == ReportReady.detail_type():
        ready = ReportReady.model_validate(event["detail"])
        bucket = platform.bucket(ready.tenant_id)
        report = bucket.get_document(ready.report, InterviewReport)
        plan = bucket.get_document(plan_key(ready.tenant_id, ready.interview_id), InterviewPlan)
        return {"new": report_came(report, plan, ready.occurred_at, desk_of(platform, ready.tenant_id))}
    decided = DecisionRecorded.model_validate(event["detail"])
    return {
        "new": decision_recorded(
            decided.position_id,
            decided.candidate_id,
            decided.interview_id,
            decided.application_id,
            decided.at_node,
            decided.outcome,
            decided.occurred_at,
            desk_of(platform, decided.tenant_id),
        )
    }
