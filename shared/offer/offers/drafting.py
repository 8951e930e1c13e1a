"""Use cases: an offer begins from a positive decision, the rules propose a grade, a named person sets the terms."""

from typing import Annotated

from pydantic import Field

from shared.assessment.report.contracts import InterviewReport
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, OfferId, new_id
from shared.kernel.request import Request
from shared.offer.budget.errors import NotItsRequisition
from shared.offer.budget.service import requisition_of
from shared.offer.grades.errors import UnknownGrade
from shared.offer.grades.model import Band, Grade
from shared.offer.grades.proposing import GradeProposal, Standing
from shared.offer.grades.service import propose
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.errors import NoDepartment, NoSuchOffer, NotInThisState, NotProposed, OfferThere
from shared.offer.offers.model import Offer, OfferWords, ProposedGrade, SetTerms
from shared.offer.ports import Opening
from shared.offer.terms.checking import must_be_in_time, must_be_lawful, must_say_why
from shared.offer.terms.errors import OtherCurrency
from shared.offer.terms.model import OfferTerms, TermsOrder, cost_of
from shared.platform.authorization import Resource, authorize
from shared.platform.etag import expect
from shared.platform.identity import Caller


class NewOffer(Frozen):
    """Whom to make an offer to."""

    application_id: Annotated[ApplicationId, Field(pattern=r"^[A-Za-z0-9_]{1,64}$")]


def create_offer(order: NewOffer, request: Request | None, desk: OfferDesk) -> Offer:
    """Begin an offer. The same request again returns the same one.

    Raises:
        NoPositiveDecision, ApplicationIsOver: there is nobody to make an offer to.
        OfferThere: the application has one.
        NoDepartment, Forbidden, KeyReused, Shredded, Unavailable: as they say.
    """
    if (known := desk.store.done(request)) is not None:
        return desk.found(known, "manage_offer")[0]
    decision = desk.decided(order.application_id)
    opening = desk.openings.of(decision.position_id)
    if opening is None or opening.department is None:
        raise NoDepartment
    if isinstance(desk.who, Caller):
        authorize(desk.who, "manage_offer", Resource(department=opening.department))
    person = desk.offerees.of(decision.candidate_id)
    if person is None:
        raise NoSuchOffer(order.application_id)
    offer = Offer(
        offer_id=OfferId(new_id("ofr")),
        application_id=order.application_id,
        candidate_id=decision.candidate_id,
        position_id=decision.position_id,
        interview_id=decision.interview_id,
        decision_id=decision.decision_id,
        title=opening.title,
        department=opening.department,
        created_by=desk.actor,
        created_at=desk.clock.now(),
        editors=(desk.actor,),
    )
    line, entry = desk.line(offer, "created"), desk.entry(offer, "manage_offer", change="created")
    if desk.store.add(offer, OfferWords(name=person.name), line, entry, request):
        return offer
    if (known := desk.store.done(request)) is not None:
        return desk.found(known, "manage_offer")[0]
    raise OfferThere(desk.store.live(order.application_id) or OfferId(""))


def propose_grade(offer_id: OfferId, named: frozenset[str] | None, desk: OfferDesk) -> tuple[Offer, GradeProposal]:
    """Try every rule on the report that the decision rests on, and keep what they propose with the evidence.

    Raises ``NotInThisState``, ``NoPositiveDecision``, and as ``set_terms``.
    """
    offer, _words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    _must_be_draft(offer)
    decision = desk.decided(offer.application_id)
    opening = _opening(offer, desk)
    found = desk.reports.of(decision)
    number = offer.proposed.number + 1 if offer.proposed else 1
    proposal = propose(_standing(opening, offer, found), decision.decision_id, number, desk.grades)
    after = offer.with_proposal(ProposedGrade.of(proposal)).model_copy(update={"decision_id": decision.decision_id})
    desk.save(
        after, "grade_proposed", "manage_offer", about=proposal.grade, more=[desk.store.proposal_put(after, proposal)]
    )
    return after, proposal


def set_terms(offer_id: OfferId, order: TermsOrder, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Set the terms, by the named person who calls.

    Raises:
        NotProposed: no grade was proposed yet. OtherGrade, OutsideBand: a reason is missing. UnknownGrade.
        ProbationTooLong, ProbationPayTooLow, StartsInThePast, EndsTooLate: as the law or the calendar has it.
        NoRequisition, NotItsRequisition, NoLedger, OtherCurrency: of what pays for it.
        NotInThisState, NoSuchOffer, PreconditionRequired, PreconditionFailed, Shredded: nothing was changed.
    """
    offer, words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    _must_be_draft(offer)
    if offer.proposed is None:
        raise NotProposed
    terms = order.terms()
    opening = _opening(offer, desk)
    must_be_lawful(terms, desk.settings().jurisdiction)
    must_be_in_time(terms, desk.clock.now(), desk.zone())
    grade, band, version = _grade(terms, offer, desk)
    strays = must_say_why(
        terms, band, offer.proposed.grade, grade_reason=order.grade_reason, band_reason=order.band_reason
    )
    held = SetTerms(
        terms=_paid_for(terms, opening, offer, desk),
        cost=cost_of(terms, desk.policy.current()[0].employer_share_percent),
        grade_title=grade.title,
        band=band,
        outside_band=strays,
        grades_version=version,
        set_by=desk.actor,
        set_at=desk.clock.now(),
    )
    told = words.model_copy(update={"grade_reason": order.grade_reason, "band_reason": order.band_reason})
    after = offer.with_terms(held)
    desk.save(after, "terms_set", "manage_offer", about="outside_band" if strays else None, words=told)
    return after


def proposals(offer_id: OfferId, desk: OfferDesk) -> list[GradeProposal]:
    """Return every proposal with all that was tried, the oldest first. Raises as ``found``."""
    offer, _words = desk.found(offer_id, "read_offer")
    desk.trail.record(desk.entry(offer, "read_offer", what="grade_proposals"))
    return desk.store.proposals(offer)


def _must_be_draft(offer: Offer) -> None:
    if offer.state != "draft":
        raise NotInThisState(offer, "a draft", "草稿")


def _opening(offer: Offer, desk: OfferDesk) -> Opening:
    opening = desk.openings.of(offer.position_id)
    if opening is None:
        raise Conflict("The position is not there any more. 该职位已不存在。", "Withdraw the offer. 请撤回该录用。")
    return opening


def _standing(opening: Opening, offer: Offer, found: tuple[DocumentRef, InterviewReport] | None) -> Standing:
    """A review by people has no report: then rules over scores are tried, and none of them is met."""
    kept, report = found if found else (None, None)
    return Standing(
        position_id=opening.position_id,
        title=opening.title,
        department=offer.department,
        scores={each.competency: each.score for each in report.competencies} if report else {},
        overall=report.overall if report else None,
        report=kept,
    )


def _grade(terms: OfferTerms, offer: Offer, desk: OfferDesk) -> tuple[Grade, Band, int]:
    """Return the grade that was set, with the band that holds: the proposing rule's own where it is that grade."""
    table, stamp = desk.grades.grades.current()
    grade = table.grade(terms.grade)
    if grade is None:
        raise UnknownGrade(terms.grade)
    if terms.currency != table.currency:
        raise OtherCurrency(terms.currency, table.currency, "grade's band is")
    proposed = offer.proposed
    by_rule = proposed.band if proposed and proposed.grade == terms.grade else None
    return grade, by_rule or grade.band, stamp.version


def _paid_for(terms: OfferTerms, opening: Opening, offer: Offer, desk: OfferDesk) -> OfferTerms:
    """Return the terms with the requisition that pays. One that holds a budget already stays with that one."""
    without = desk.policy.current()[0].without_requisition
    requisition_id = requisition_of(opening, terms.requisition_id, without=without, ledgers=desk.ledgers)
    if offer.commitment is not None and offer.commitment.requisition_id != requisition_id:
        raise NotItsRequisition(offer.commitment.requisition_id)
    ledger = desk.ledgers.ledger(requisition_id) if requisition_id else None
    if ledger is not None and ledger.currency != terms.currency:
        raise OtherCurrency(terms.currency, ledger.currency, "budget is")
    told = {"requisition_id": requisition_id, "location": terms.location or opening.location}
    return terms.model_copy(update=told)
