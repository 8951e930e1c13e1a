"""Use cases: hand an offer in, take it back, decide a step. Budget and heads move in the same transaction."""

from shared.kernel.ids import OfferId
from shared.offer.approvals.model import Verdict
from shared.offer.budget.model import Commitment, Ledger
from shared.offer.offers.closing import close, closed_event, freeing
from shared.offer.offers.desk import Moving, OfferDesk
from shared.offer.offers.errors import (
    DecidedMeanwhile,
    FourEyes,
    NoteNeeded,
    NothingSet,
    NotInThisState,
    NotYourStep,
)
from shared.offer.offers.model import Closing, Offer, OfferWords, SetTerms
from shared.offer.terms.checking import must_be_in_time
from shared.platform.etag import expect, holds
from shared.platform.identity import Caller


def submit(offer_id: OfferId, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Hand a draft in: its chain follows from cost and band, and it takes a head and its cost from the requisition.

    Raises:
        BudgetExceeded, HeadcountTaken, VacanciesTaken, LedgerBusy: nothing was changed.
        NothingSet, NotInThisState, NoPositiveDecision, ApplicationIsOver, StartsInThePast, EndsTooLate: as they say.
        NoSuchOffer, PreconditionRequired, PreconditionFailed, Shredded: as they say.
    """
    offer, _words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.state != "draft":
        raise NotInThisState(offer, "a draft", "草稿")
    if offer.set is None:
        raise NothingSet
    desk.decided(offer.application_id)
    must_be_in_time(offer.set.terms, desk.clock.now(), desk.zone())
    rules, _stamp = desk.approvals.current()
    steps = rules.steps_for(offer.set.cost.annual_fen, offer.set.outside_band, offer.set.terms.currency)
    held = _commitment(offer, offer.set)
    after = offer.submitted(steps, held, desk.actor)
    desk.save(after, "submitted", "manage_offer", moving=_committing(offer, held, desk) if held else None)
    return after


def recall(offer_id: OfferId, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Take back what was handed in, or approved and not sent; it is a draft again, and holds nothing of the budget."""
    offer, _words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.state not in ("submitted", "approved"):
        raise NotInThisState(offer, "submitted or approved", "审批中或已批准")
    after = offer.drafted_again().model_copy(update={"commitment": None})
    desk.save(after, "recalled", "manage_offer", moving=freeing(offer))
    return after


def decide(offer_id: OfferId, verdict: Verdict, note: str, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Approve or reject the step that is due. Of two who decide at once one is recorded, the other reads whose.

    Raises:
        DecidedMeanwhile: somebody else decided it since it was read.
        FourEyes: the decider drafted it, or decided an earlier step.
        NotYourStep: the step is for others.
        NoteNeeded: a rejection without a reason.
        BudgetExceeded, HeadcountTaken: the requisition's budget was lowered since.
        NotInThisState, NoSuchOffer, PreconditionRequired, PreconditionFailed, Shredded: as they say.
    """
    offer, words = desk.found(offer_id, "approve_offer")
    _not_overtaken(offer, named)
    _must_be_theirs(offer, desk)
    if verdict == "rejected":
        return _rejected(offer, words, note, desk)
    step = offer.awaits.step.name if offer.awaits else ""
    after = offer.decided(verdict, desk.actor, desk.clock.now())
    last = after.state == "approved" and offer.commitment is not None
    desk.save(
        after,
        "approved",
        "approve_offer",
        about=step,
        words=_noted(offer, words, step, note),
        moving=Moving(offer.commitment.requisition_id, Ledger.held) if last and offer.commitment else None,
    )
    return after


def _commitment(offer: Offer, held: SetTerms) -> Commitment | None:
    requisition_id = held.terms.requisition_id
    if requisition_id is None:
        return None
    annual = held.cost.annual_fen
    return Commitment(requisition_id=requisition_id, position_id=offer.position_id, annual_fen=annual)


def _committing(offer: Offer, own: Commitment, desk: OfferDesk) -> Moving:
    opening = desk.openings.of(offer.position_id)
    vacancies = opening.vacancies if opening else None
    return Moving(own.requisition_id, lambda ledger: ledger.committing(own, vacancies, offer.commitment))


def _must_be_theirs(offer: Offer, desk: OfferDesk) -> None:
    awaited = offer.awaits
    if awaited is None:
        raise NotInThisState(offer, "submitted", "审批中")
    earlier = {one.decided_by for one in offer.chain}
    if desk.actor in {offer.created_by, offer.submitted_by, *offer.editors, *earlier}:
        raise FourEyes
    roles = frozenset(str(role) for role in desk.who.roles) if isinstance(desk.who, Caller) else frozenset[str]()
    if not awaited.step.open_to(desk.actor, roles):
        raise NotYourStep(awaited)


def _rejected(offer: Offer, words: OfferWords, note: str, desk: OfferDesk) -> Offer:
    if not note.strip():
        raise NoteNeeded
    step = offer.awaits.step.name if offer.awaits else ""
    now = desk.clock.now()
    told = offer.decided("rejected", desk.actor, now)
    closing = Closing(because="rejected", code=step, by=desk.actor, at=now)
    after = close(offer, told.chain, closing)
    desk.save(
        after,
        "rejected",
        "approve_offer",
        about=step,
        words=_noted(offer, words, step, note),
        events=[closed_event(after, closing, desk)],
        moving=freeing(offer),
    )
    return after


def _noted(offer: Offer, words: OfferWords, step: str, note: str) -> OfferWords | None:
    if not note.strip():
        return None
    return words.model_copy(update={"notes": {**words.notes, f"{offer.revision}/{step}": note.strip()}})


def _not_overtaken(offer: Offer, named: frozenset[str] | None) -> None:
    last = offer.last_decision
    if named is not None and not holds(named, offer.changes) and last is not None:
        raise DecidedMeanwhile(last)
    expect(named, offer.changes)
