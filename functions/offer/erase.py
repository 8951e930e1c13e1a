"""Erases what offers have of a person: rows, letters, acceptances. A step of ``erase_candidate``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.offer.routes.desk import Offers, OfferSettings
from shared.kernel.errors import PreconditionFailed
from shared.offer.person import release
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.tenancy.rights.errors import Overtaken
from shared.tenancy.rights.orders import ErasureOrder
from shared.whole_person import RightsSettings, erase_stage, erasing_desk

TIME_TO_END_MS = 15_000
"""With less than this left no page is begun."""
BY = "system:erase_candidate"


@observed("offer")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take the detail of ``tenancy/erasure_requested``; ``{"done": false}`` asks to be called again.

    Offers that are not over give back what they hold of budget and heads, before their rows go. What is gone already is
    no error. Raises ``NoErasure``, ``Unavailable``, ``Overtaken`` (call again).
    """
    order = ErasureOrder.model_validate(event)

    def in_time() -> bool:
        return bool(context.get_remaining_time_in_millis() >= TIME_TO_END_MS)

    person = (
        erasing_desk(bootstrap.current(RightsSettings), order.tenant_id, in_time).erasure(order.candidate_id).person
    )
    try:
        release(person, Offers(bootstrap.current(OfferSettings), order.tenant_id, BY).desk())
    except PreconditionFailed as error:  # somebody acts on the offer at this moment
        raise Overtaken from error
    told = erase_stage(event, "offer", in_time)
    count("offer", "PersonsSwept")
    return told
