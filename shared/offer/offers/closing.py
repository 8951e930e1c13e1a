"""Use cases: an offer ends without an acceptance. What it held of budget and heads is free in the same transaction."""

from shared.kernel.ids import OfferId, new_id
from shared.offer.approvals.model import OfferApproval
from shared.offer.contracts import OfferClosed
from shared.offer.offers.desk import Moving, OfferDesk
from shared.offer.offers.errors import NotInThisState
from shared.offer.offers.history import Change
from shared.offer.offers.model import Because, CloseReason, Closing, Offer, OfferWords
from shared.platform.etag import expect


def withdraw(offer_id: OfferId, code: CloseReason, note: str, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Take an offer back that was not answered yet, with a reason. The link opens nothing from then on.

    Raises ``NotInThisState``, ``NoSuchOffer``, ``PreconditionRequired``, ``PreconditionFailed``, ``Shredded``.
    """
    offer, words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.over:
        raise NotInThisState(offer, "not over", "未结束")
    told = words.model_copy(update={"closing": note.strip()}) if note.strip() else None
    return ended(offer, "withdrawn", code, "withdrawn", told, desk)


def expire(offer: Offer, desk: OfferDesk) -> Offer:
    """End an offer whose time is over. Raises ``PreconditionFailed`` where something else came first."""
    return ended(offer, "expired", "no_answer", "expired", None, desk)


def ended(
    offer: Offer, because: Because, code: str, change: Change, words: OfferWords | None, desk: OfferDesk
) -> Offer:
    """Write that an offer is over. Raises ``PreconditionFailed`` where another change was quicker."""
    closing = Closing(because=because, code=code, by=desk.actor, at=desk.clock.now())
    after = close(offer, offer.chain, closing)
    desk.save(
        after,
        change,
        "manage_offer" if because == "withdrawn" else f"offer_{because}",
        about=code,
        words=words,
        events=[closed_event(after, closing, desk)],
        moving=freeing(offer),
    )
    return after


def close(offer: Offer, chain: tuple[OfferApproval, ...], closing: Closing) -> Offer:
    """Return an offer as over."""
    return offer.model_copy(update={"chain": chain}).closed(closing)


def closed_event(offer: Offer, closing: Closing, desk: OfferDesk) -> OfferClosed:
    """Return the event that tells of it."""
    return OfferClosed(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=closing.at,
        offer_id=offer.offer_id,
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        position_id=offer.position_id,
        because=closing.because,
    )


def freeing(offer: Offer) -> Moving | None:
    """Return how the ledger changes where an offer gives back what it holds; None: it holds nothing."""
    held = offer.commitment
    return Moving(held.requisition_id, lambda ledger: ledger.freeing(held)) if held else None
