"""The routes that typeset or mail letters: a function of its own, because it carries Typst and the fonts."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from functions.offer.routes.desk import Offers
from shared.kernel.ids import OfferId
from shared.offer.messages.message import OfferMail
from shared.offer.offers import sending
from shared.offer.offers.model import Offer
from shared.platform.http import api, if_match, staff, tagged
from shared.platform.observability import observed

app = api("offer")
Which = Annotated[str, Path(min_length=1, max_length=64)]
OFFER = "/v1/offer/offers/<offer_id>"


class Preview(BaseModel):
    """Where the draft of the letter can be read for minutes."""

    address: str
    expires_in_seconds: int = sending.PREVIEW_SECONDS


class SentView(BaseModel):
    """The offer, and what became of its mail. Where none could be sent, ``…/link`` shows the link to hand over."""

    offer: Offer
    mail: OfferMail


class LinkView(BaseModel):
    """The candidate's link, for a person to hand over. That it was shown stands in the acceptance."""

    link: str


@app.get(f"{OFFER}/preview", summary="See the letter before it is sent")
def get_preview(offer_id: Which) -> Preview:
    """Return an address of the letter as it would go out now, marked as a draft."""
    return Preview(address=sending.preview(OfferId(offer_id), Offers.of(staff(app)).sending()))


@app.post(f"{OFFER}/send", summary="Send the letter")
def post_send(offer_id: Which) -> Response[SentView]:
    """Make the letter of an approved offer and mail its link to the candidate."""
    offer, mail = sending.send(OfferId(offer_id), if_match(app), Offers.of(staff(app)).sending())
    return tagged(SentView(offer=offer, mail=mail), offer.changes)


@app.post(f"{OFFER}/mail", summary="Mail the link of the letter again")
def post_mail(offer_id: Which) -> Response[SentView]:
    """Send the mail once more, by a person's order."""
    offer, mail = sending.mail_again(OfferId(offer_id), if_match(app), Offers.of(staff(app)).sending())
    return tagged(SentView(offer=offer, mail=mail), offer.changes)


@app.post(f"{OFFER}/link", summary="Show the link of the letter")
def post_link(offer_id: Which) -> Response[LinkView]:
    """Return the link where mail does not reach the candidate; the audit log and the acceptance say so."""
    offer, link = sending.show_link(OfferId(offer_id), if_match(app), Offers.of(staff(app)).sending())
    return tagged(LinkView(link=link), offer.changes)


@observed("offer")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
