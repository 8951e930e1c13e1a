"""Consumes ``assessment/answer_settled`` and ``recruiting/candidate_invited``: what an interview used becomes costs."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.contracts import AnswerSettled
from shared.finance.assembly import Finance, FinanceSettings
from shared.finance.costs.service import meter_answer, meter_invitation
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.contracts import CandidateInvited


@observed("finance")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return how many costs were new. The same event again changes nothing."""
    platform = bootstrap.current(FinanceSettings)
    if event["detail-type"] == CandidateInvited.detail_type():
        invited = CandidateInvited.model_validate(event["detail"])
        return {"costs": len(meter_invitation(invited, Finance(platform, invited.tenant_id).costs))}
    settled = AnswerSettled.model_validate(event["detail"])
    return {"costs": len(meter_answer(settled, Finance(platform, settled.tenant_id).costs))}
