"""Use case: a signing service tells that a letter was signed, or refused. The same callback again changes nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime

from shared.offer.contracts import offer_folder
from shared.offer.links.accepting import Seen, recorded
from shared.offer.links.answering import DeclineOrder, decline
from shared.offer.links.desk import LetterDesk
from shared.offer.links.errors import WrongLetter
from shared.offer.offers.model import Offer
from shared.offer.signing.port import BadSignature, SignatureNews, SignatureProvider
from shared.platform.sealing import Sealer

SERVICE = "signing-service"


def heard(
    headers: Mapping[str, str],
    body: str,
    provider: SignatureProvider,
    opened: Callable[[SignatureNews], LetterDesk],
    sealer: Sealer,
    now: datetime,
) -> Offer:
    """Take a callback; return the offer as it is then. ``opened`` finds the letter that it is about.

    Raises:
        BadSignature: it does not prove where it comes from, or is about another envelope.
        WrongLetter: another document was signed than the one that was sent.
        Gone errors, AnsweredAlready: the letter does not hold any more.
    """
    news = provider.news(headers, body, now)
    here = opened(news)
    if here.sent.envelope != news.envelope:
        raise BadSignature("it is about another envelope")
    if news.sha256 != here.sent.letter.sha256:
        raise WrongLetter
    if news.what == "declined":
        return decline(DeclineOrder(), here)
    if here.offer.state == "accepted":
        return here.offer
    document = provider.archive(news.envelope)
    signed = None
    if document is not None:
        folder = f"{offer_folder(here.desk.tenant_id, here.offer.offer_id)}r{here.offer.revision:04d}"
        signed = here.bucket.put_bytes(f"{folder}/signed.pdf", document, "application/pdf")
    seen = Seen(address=SERVICE, agent=SERVICE)
    return recorded(news.signer_name or here.words.name, seen, here, sealer, signed=signed)
