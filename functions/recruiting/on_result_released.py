"""Consumes ``decision/result_released`` v1: writes to the candidate that the result can be read."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.outcomes.contracts import ResultReleased
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.candidates.assembly import worker
from shared.recruiting.invitations.assembly import Invitations, InvitationSettings
from shared.recruiting.invitations.results import tell_result


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return how the message stands. The same event again sends nothing."""
    platform = bootstrap.current(InvitationSettings)
    told = ResultReleased.model_validate(event["detail"])
    desk = Invitations(platform, worker(told.tenant_id, "on_result_released")).desk()
    return {"message": tell_result(told.candidate_id, told.interview_id, told.decision_id, desk)}
