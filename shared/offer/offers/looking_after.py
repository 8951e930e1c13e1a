"""Use cases of the clock and of events: remind before a letter ends, end it, end what has no application."""

from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import ApplicationId, OfferId
from shared.offer.messages.message import OfferMail
from shared.offer.messages.post import OfferPost
from shared.offer.offers.closing import ended, expire
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.model import Offer
from shared.platform.keys import Shredded

ATTEMPTS = 4


def look_at(offer_id: OfferId, desk: OfferDesk, post: OfferPost) -> str:
    """Do what is due for one offer; return ``expired``, ``reminded`` or ``looked_at``. Twice is once.

    Raises ``PreconditionFailed`` where somebody acts on it at this moment: the next round looks again.
    """
    try:
        opened = desk.store.opened(offer_id)
    except Shredded:  # an erasure goes on, and takes the rows
        desk.store.look_again(offer_id, None)
        return "looked_at"
    now = desk.clock.now()
    if opened is None or opened[0].sent is None or opened[0].state != "sent":
        desk.store.look_again(offer_id, None)
        return "looked_at"
    offer, words = opened
    sent = opened[0].sent
    if sent.expires_at <= now:
        post.send("expired", expire(offer, desk), words)
        return "expired"
    passed = sum(look <= now for look in sent.looks)
    if passed <= sent.reminded:
        return "looked_at"
    after = offer.next(sent=sent.model_copy(update={"reminded": passed}))
    desk.save(after, "reminded", "remind_of_offer", about=str(passed))
    post.send("reminder", after, words, occasion=str(passed))
    return "reminded"


def mail_waiting(mail: OfferMail, desk: OfferDesk, post: OfferPost) -> str:
    """Send a mail again that the service could not take before; return ``mailed`` or ``looked_at``."""
    try:
        opened = desk.store.opened(mail.offer_id)
    except Shredded:
        opened = None
    stale = opened is None or opened[0].revision != mail.revision
    if stale or (opened and opened[0].over and mail.kind in ("offered", "revised", "reminder")):
        post.book.save(mail.model_copy(update={"state": "failed", "retry_at": None}), mail)
        return "looked_at"
    if opened is None:
        return "looked_at"
    after = post.send(mail.kind, opened[0], opened[1], occasion=mail.occasion)
    return "mailed" if after.state == "sent" else "looked_at"


def application_over(application_id: ApplicationId, desk: OfferDesk) -> Offer | None:
    """End the offer of an application that ended elsewhere; None where there is none, or it was answered."""
    for _attempt in range(ATTEMPTS):
        live = desk.store.live(application_id)
        offer = desk.store.offer(live) if live else None
        if offer is None or offer.over:
            return None
        try:
            return ended(offer, "withdrawn", "application_over", "withdrawn", None, desk)
        except PreconditionFailed:
            continue
    raise PreconditionFailed


def give_back(application_id: ApplicationId, desk: OfferDesk) -> bool:
    """End the offer of somebody who is erased; return whether there was one that was not over."""
    return application_over(application_id, desk) is not None
