"""What a candidate's use cases work with: the letter that the link opened, and the desk in the candidate's name."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.errors import Conflict
from shared.offer.links.asks import AskStore
from shared.offer.links.errors import LetterExpired, LetterReplaced, OfferWithdrawn, UnknownLink
from shared.offer.links.signing import OfferLinks
from shared.offer.links.token import OfferToken
from shared.offer.messages.post import OfferPost
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.model import Offer, OfferWords, Sent, SetTerms
from shared.offer.offers.store import OfferStore
from shared.offer.signing.port import SignatureProvider
from shared.platform.bucket import TenantBucket
from shared.platform.table import TenantTable


@dataclass(frozen=True)
class LetterDesk:
    """One candidate at one letter."""

    token: OfferToken
    offer: Offer
    words: OfferWords
    desk: OfferDesk
    table: TenantTable
    bucket: TenantBucket
    asks: AskStore
    links: OfferLinks
    post: OfferPost
    signature: SignatureProvider

    @property
    def sent(self) -> Sent:
        """The letter that is out."""
        return sent_of(self.offer)

    @property
    def set(self) -> SetTerms:
        """What it says."""
        if self.offer.set is None:
            raise Conflict("The offer has no terms. 尚未填写录用条件。", "Write to the company. 请联系公司。")
        return self.offer.set


def admitted(token: OfferToken, store: OfferStore, now: datetime) -> Offer:
    """Return the offer whose letter ``token`` opens; nothing sealed is read before it is proved.

    Raises:
        UnknownLink: whatever part of the token is wrong.
        LetterReplaced, OfferWithdrawn, LetterExpired: it was the right one, and is not any more.
    """
    offer = store.offer(token.offer_id)
    if offer is None:
        raise UnknownLink
    if offer.sent is None or token.revision != offer.revision:
        before = next((each for each in offer.earlier if each.revision == token.revision), None)
        if before is None or not token.proves(before.secret_sha256):
            raise UnknownLink
        raise OfferWithdrawn if offer.state == "withdrawn" else LetterReplaced
    if not token.proves(offer.sent.secret_sha256):
        raise UnknownLink
    if offer.state == "withdrawn":
        raise OfferWithdrawn
    if offer.state == "expired" or (offer.state == "sent" and offer.sent.expires_at <= now):
        raise LetterExpired
    return offer


def sent_of(offer: Offer) -> Sent:
    """Return the letter of an offer that is out. Raises ``UnknownLink`` where none is."""
    if offer.sent is None:
        raise UnknownLink
    return offer.sent
