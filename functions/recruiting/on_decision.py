"""Consumes ``decision/decision_recorded`` v1: a person decided, and the application moves."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.outcomes.contracts import DecisionRecorded
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.hearing import Decision, decided
from shared.recruiting.applications.scope import ApplicationSettings, application_desk


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(ApplicationSettings)
    told = DecisionRecorded.model_validate(event["detail"])
    if told.application_id is None:
        return {"changed": False}
    decision = Decision(
        outcome=told.outcome,
        by=told.decided_by,
        reason_code=told.reason_code,
        corrects=told.supersedes is not None,
    )
    desk = application_desk(platform, told.tenant_id)
    changed = decided(told.application_id, told.interview_id, decision, told.at_node, told.occurred_at, desk)
    return {"changed": changed}
