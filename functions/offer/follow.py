"""Consumes ``recruiting/requisition_decided`` (a ledger begins), ``recruiting/application_moved`` (one ends)."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.offer.routes.desk import Offers, OfferSettings
from shared.offer.budget.service import requisition_approved
from shared.offer.offers.looking_after import application_over
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.contracts import ApplicationMoved
from shared.recruiting.requisitions.contracts import RequisitionDecided

BY = "system:offer_follow"


@observed("offer")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it said something new. The same event again changes nothing."""
    platform = bootstrap.current(OfferSettings)
    if event["detail-type"] == RequisitionDecided.detail_type():
        return {"new": _decided(RequisitionDecided.model_validate(event["detail"]))}
    moved = ApplicationMoved.model_validate(event["detail"])
    if moved.status not in ("withdrawn", "rejected"):
        return {"new": False}
    offers = Offers(platform, moved.tenant_id, BY)
    desk = offers.desk()
    ended = application_over(moved.application_id, desk)
    if ended is not None and ended.sent is not None and moved.status == "rejected":
        offers.post().send("withdrawn", ended, desk.found(ended.offer_id, "read_offer")[1])
    return {"new": ended is not None}


def _decided(decided: RequisitionDecided) -> bool:
    if decided.outcome != "approved":
        return False
    platform = bootstrap.current(OfferSettings)
    return requisition_approved(
        decided.requisition_id,
        decided.department,
        decided.headcount,
        decided.budget_fen,
        decided.currency,
        decided.occurred_at,
        Offers(platform, decided.tenant_id, BY).ledgers(),
        platform.audit(decided.tenant_id),
    )
