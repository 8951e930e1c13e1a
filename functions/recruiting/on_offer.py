"""Consumes what becomes of offers: the application follows, and ends as hired when the employment begins.

``offer/sent``, ``offer/accepted``, ``offer/closed`` and ``people/hired``, each v1.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.offer.contracts import OfferAccepted, OfferClosed, OfferSent
from shared.people.contracts import Hired
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.recruiting.applications.offers import Answer, employment_began, offer_stands
from shared.recruiting.applications.scope import ApplicationSettings, application_desk


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return whether it changed anything. The same event again changes nothing."""
    platform = bootstrap.current(ApplicationSettings)
    kind, detail = event["detail-type"], event["detail"]
    if kind == Hired.detail_type():
        hired = Hired.model_validate(detail)
        if hired.application_id is None:  # entered or imported: nobody applied
            return {"changed": False}
        desk = application_desk(platform, hired.tenant_id)
        return {"changed": employment_began(hired.application_id, hired.offer_id, hired.occurred_at, desk)}
    told: OfferSent | OfferAccepted | OfferClosed
    answer: Answer
    if kind == OfferSent.detail_type():
        told, answer = OfferSent.model_validate(detail), "sent"
    elif kind == OfferAccepted.detail_type():
        told, answer = OfferAccepted.model_validate(detail), "accepted"
    else:
        told = OfferClosed.model_validate(detail)
        answer = told.because
    desk = application_desk(platform, told.tenant_id)
    return {"changed": offer_stands(told.application_id, told.offer_id, answer, told.occurred_at, desk)}
