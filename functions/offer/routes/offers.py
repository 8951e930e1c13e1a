"""Offers, for staff: begin, propose a grade, set terms, hand in, decide, withdraw, revise; lists and history."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, StringConstraints

from functions.offer.routes.desk import Offers
from shared.kernel.frozen import Frozen
from shared.kernel.ids import OfferId
from shared.kernel.request import Request
from shared.offer.grades.proposing import GradeProposal
from shared.offer.links import answering
from shared.offer.links.answering import AskOrder
from shared.offer.links.asks import Ask
from shared.offer.messages.message import OfferMail
from shared.offer.offers import approving, closing, drafting, sending
from shared.offer.offers.history import OfferLogLine, SentRevision
from shared.offer.offers.lines import OfferLine
from shared.offer.offers.model import CloseReason, Offer, OfferState, OfferWords
from shared.offer.terms.model import TermsOrder
from shared.platform.authorization import Resource, permitted
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]
OFFERS = "/v1/offer/offers"
OFFER = f"{OFFERS}/<offer_id>"


class OfferView(BaseModel):
    """An offer with names and what was written to it. Its ETag is ``changes``."""

    offer: Offer
    words: OfferWords


class ProposalView(BaseModel):
    """An offer, and what the rules propose with every rule that was tried."""

    offer: Offer
    proposal: GradeProposal


class Proposals(BaseModel):
    """Every proposal of an offer, the oldest first."""

    items: list[GradeProposal]


class VerdictOrder(Frozen):
    """What is written to a decision; a rejection needs it."""

    note: Note = ""


class WithdrawOrder(Frozen):
    """Why an offer is taken back."""

    reason: CloseReason
    note: Note = ""
    tell_candidate: bool = True
    """Whether the candidate is written to, where a letter went out."""


class Letters(BaseModel):
    """Every letter that went out, the oldest first, and the mails about the offer."""

    items: list[SentRevision]
    mails: list[OfferMail]


class Asks(BaseModel):
    """The candidate's questions, the oldest first."""

    items: list[Ask]


@router.post(OFFERS, summary="Begin an offer", status_code=201)
def post_offer(order: drafting.NewOffer) -> Response[Offer]:
    """Begin an offer from the positive decision about an application."""
    who = staff(router)
    key = idempotency_key(router)
    request = Request.of("create_offer", f"{who.user_id}/{key}" if key else None, order)
    offer = drafting.create_offer(order, request, Offers.of(who).desk())
    return tagged(offer, offer.changes, 201)


@router.get(OFFERS, summary="List offers")
def get_offers(
    state: Annotated[OfferState | None, Query()] = None,
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[OfferLine]:
    """List offers, the newest first; of a state, of a department, or of both. What one may not see is left out."""
    who = staff(router)
    desk = Offers.of(who).desk()
    found, following = desk.store.lines(state, department, limit, Cursor.read(cursor))
    allowed = permitted(who, "read_offer", [Resource(department=each.department) for each in found]) if found else []
    seen = [each for each, may in zip(found, allowed, strict=True) if may]
    desk.trail.record(desk.trail.entry(who, "read_offer", "offers", detail={"listed": len(seen)}))
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(OFFER, summary="Read an offer")
def get_offer(offer_id: Which) -> Response[OfferView]:
    """Return an offer with its terms, chain and words."""
    desk = Offers.of(staff(router)).desk()
    offer, words = desk.found(OfferId(offer_id), "read_offer")
    desk.trail.record(desk.entry(offer, "read_offer"))
    return tagged(OfferView(offer=offer, words=words), offer.changes)


@router.post(f"{OFFER}/proposals", summary="Propose a grade by the rules", status_code=201)
def post_proposal(offer_id: Which) -> Response[ProposalView]:
    """Try every rule on the report that the decision rests on; each is kept with its scores and cuts."""
    desk = Offers.of(staff(router)).desk()
    offer, proposal = drafting.propose_grade(OfferId(offer_id), if_match(router), desk)
    return tagged(ProposalView(offer=offer, proposal=proposal), offer.changes, 201)


@router.get(f"{OFFER}/proposals", summary="Read the proposals of a grade")
def get_proposals(offer_id: Which) -> Proposals:
    """Return every proposal with its evidence."""
    return Proposals(items=drafting.proposals(OfferId(offer_id), Offers.of(staff(router)).desk()))


@router.put(f"{OFFER}/terms", summary="Set the terms of an offer")
def put_terms(offer_id: Which, order: TermsOrder) -> Response[Offer]:
    """Set grade, pay, start, probation and contract, as a named person. Outside of the band: with the reason."""
    desk = Offers.of(staff(router)).desk()
    return _tagged(drafting.set_terms(OfferId(offer_id), order, if_match(router), desk))


@router.post(f"{OFFER}/submit", summary="Hand an offer in for approval")
def post_submit(offer_id: Which) -> Response[Offer]:
    """Hand a draft in; it takes a head and its annual cost from the requisition."""
    return _tagged(approving.submit(OfferId(offer_id), if_match(router), Offers.of(staff(router)).desk()))


@router.post(f"{OFFER}/recall", summary="Take an offer back from approval")
def post_recall(offer_id: Which) -> Response[Offer]:
    """Make it a draft again; what it held of the budget is free."""
    return _tagged(approving.recall(OfferId(offer_id), if_match(router), Offers.of(staff(router)).desk()))


@router.post(f"{OFFER}/approve", summary="Approve the step that is due")
def post_approve(offer_id: Which, order: VerdictOrder) -> Response[Offer]:
    """Approve; nobody approves what they drafted, or two steps."""
    desk = Offers.of(staff(router)).desk()
    return _tagged(approving.decide(OfferId(offer_id), "approved", order.note, if_match(router), desk))


@router.post(f"{OFFER}/reject", summary="Reject an offer")
def post_reject(offer_id: Which, order: VerdictOrder) -> Response[Offer]:
    """Reject with a note; the offer is over, and another one can be begun."""
    desk = Offers.of(staff(router)).desk()
    return _tagged(approving.decide(OfferId(offer_id), "rejected", order.note, if_match(router), desk))


@router.post(f"{OFFER}/revise", summary="Revise an offer")
def post_revise(offer_id: Which) -> Response[Offer]:
    """Begin the next letter; the link of the one that is out opens nothing any more, and says so."""
    return _tagged(sending.revise(OfferId(offer_id), if_match(router), Offers.of(staff(router)).desk()))


@router.post(f"{OFFER}/withdraw", summary="Withdraw an offer")
def post_withdraw(offer_id: Which, order: WithdrawOrder) -> Response[Offer]:
    """Take an offer back that was not answered; the candidate of a letter is written to."""
    offers = Offers.of(staff(router))
    desk = offers.desk()
    offer = closing.withdraw(OfferId(offer_id), order.reason, order.note, if_match(router), desk)
    if offer.sent is not None and order.tell_candidate:
        offers.post().send("withdrawn", offer, desk.found(offer.offer_id, "manage_offer")[1])
    return _tagged(offer)


@router.get(f"{OFFER}/history", summary="Read the history of an offer")
def get_history(offer_id: Which, limit: Limit = 50, cursor: After = None) -> Page[OfferLogLine]:
    """List every change, the newest first."""
    desk = Offers.of(staff(router)).desk()
    offer, _words = desk.found(OfferId(offer_id), "read_offer")
    lines, following = desk.store.log(offer.offer_id, limit, Cursor.read(cursor))
    desk.trail.record(desk.entry(offer, "read_offer", what="history"))
    return Page(items=lines, next=following.spelled() if following else None)


@router.get(f"{OFFER}/letters", summary="Read the letters of an offer")
def get_letters(offer_id: Which) -> Letters:
    """Return every letter with what it said and who approved it, and what became of the mails."""
    offers = Offers.of(staff(router))
    desk = offers.desk()
    offer, _words = desk.found(OfferId(offer_id), "read_offer")
    desk.trail.record(desk.entry(offer, "read_offer", what="letters"))
    return Letters(items=desk.store.letters(offer.offer_id), mails=offers.post().book.all(offer.offer_id))


@router.get(f"{OFFER}/asks", summary="Read the candidate's questions")
def get_asks(offer_id: Which) -> Asks:
    """Return the questions with their answers."""
    offers = Offers.of(staff(router))
    desk = offers.desk()
    offer, _words = desk.found(OfferId(offer_id), "read_offer")
    desk.trail.record(desk.entry(offer, "read_offer", what="asks"))
    return Asks(items=offers.asks().all(offer))


@router.post(f"{OFFER}/asks/<ask_id>/answer", summary="Answer a question of the candidate")
def post_answer(offer_id: Which, ask_id: Which, order: AskOrder) -> Ask:
    """Answer once; the candidate reads it by the link, and is written to."""
    offers = Offers.of(staff(router))
    desk = offers.desk()
    offer, words, made = answering.answer(OfferId(offer_id), ask_id, order, if_match(router), offers.asks(), desk)
    if offer.sent is not None:
        offers.post().send("answered", offer, words, occasion=ask_id)
    return made


def _tagged(offer: Offer) -> Response[Offer]:
    return tagged(offer, offer.changes)
