"""The route that signing services call back: without a token, because each callback is signed."""

import re
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from functions.offer.routes.desk import Offers, OfferSettings, desk_at
from shared.kernel.ids import TENANT_ID, OfferId, TenantId
from shared.offer.links.desk import LetterDesk, admitted
from shared.offer.links.token import OFFER_ID, REVISION
from shared.offer.signing.calling_back import heard
from shared.offer.signing.port import BadSignature, SignatureNews
from shared.platform import bootstrap
from shared.platform.http import api
from shared.platform.observability import observed
from shared.platform.settings import SettingsError

app = api("offer", "public")
BY = "system:signing_service"


class Heard(BaseModel):
    """The callback was taken."""

    taken: bool = True


@app.post("/v1/public/offer-signatures/<tenant_id>", summary="Tell that a letter was signed")
def post_signature(tenant_id: Annotated[str, Path(min_length=3, max_length=40)]) -> Heard:
    """Take the callback of the tenant's signing service; the same one again changes nothing."""
    if not TENANT_ID.fullmatch(tenant_id):
        raise BadSignature("there is no such company")
    here, tenant = bootstrap.current(OfferSettings), TenantId(tenant_id)
    offers = Offers(here, tenant, BY)
    event = app.current_event
    try:
        heard(
            event.headers,
            event.body or "",
            offers.signature("http"),
            lambda news: _letter(news, offers),
            here.sealer(tenant),
            here.clock.now(),
        )
    except SettingsError as error:
        raise BadSignature("this company has no signing service") from error
    return Heard()


def _letter(news: SignatureNews, offers: Offers) -> LetterDesk:
    """Return the desk at the letter that a callback is about. It proved itself, so no candidate's link is needed."""
    tenant, _, rest = news.reference.partition(".")
    offer_id, _, revision = rest.partition(".")
    if tenant != offers.tenant_id or not re.fullmatch(OFFER_ID, offer_id) or not re.fullmatch(REVISION, revision):
        raise BadSignature("its reference is not ours")
    offer = offers.store().offer(OfferId(offer_id))
    if offer is None or offer.sent is None:
        raise BadSignature("its reference is not ours")
    links = offers.links()
    token = links.token(offer.offer_id, int(revision), offer.candidate_id, offer.sent.expires_at)
    admitted(token, offers.store(), offers.platform.clock.now())
    return desk_at(token, offers)


@observed("offer")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
