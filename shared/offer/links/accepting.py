"""Use case of the candidate: accept. The record of it is an immutable document; the same acceptance again is the same.

What is accepted is claimed first, by a row that is written once: whoever comes later, or goes on after a breakdown,
finds it and makes the same documents of it, byte by byte. Then state, ledger and event are one transaction.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import new_id
from shared.offer.contracts import AcceptedOffer, OfferAcceptance, OfferAccepted, accepted_offer_key, offer_folder
from shared.offer.links.consent import consent_sha256
from shared.offer.links.desk import LetterDesk, admitted
from shared.offer.links.errors import AnsweredAlready, NotAgreed, SignsElsewhere, WrongConsent, WrongLetter
from shared.offer.offers.desk import Moving
from shared.offer.offers.model import Acceptance, Offer
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed
from shared.platform.writes import Attr

NAME = "offer_typed_name"
"""The purpose that a typed name is sealed for."""
ATTEMPTS = 4


class AcceptOrder(Frozen):
    """What a candidate confirms: the own name, the letter by its SHA-256, and the words that are agreed to."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    letter_sha256: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")]
    consent_version: Annotated[str, Field(min_length=1, max_length=40)]
    agreed: bool


class Seen(Frozen):
    """From where it was confirmed; both are kept as fingerprints alone."""

    address: str
    agent: str


def accept(order: AcceptOrder, seen: Seen, here: LetterDesk, sealer: Sealer) -> Offer:
    """Accept the letter. Once accepted, the same again changes nothing and returns what was recorded.

    Raises:
        AnsweredAlready: the candidate declined before.
        WrongLetter, WrongConsent, NotAgreed, SignsElsewhere: nothing was recorded.
        Shredded, Unavailable, LedgerBusy: as they say.
    """
    if (told := _answered(here.offer)) is not None:
        return told
    if here.sent.signing != "simple":
        raise SignsElsewhere
    if not order.agreed:
        raise NotAgreed
    if order.letter_sha256.lower() != here.sent.letter.sha256:
        raise WrongLetter
    if order.consent_version != here.sent.consent:
        raise WrongConsent(here.sent.consent)
    return recorded(order.name, seen, here, sealer)


def recorded(name: str, seen: Seen, here: LetterDesk, sealer: Sealer, *, signed: DocumentRef | None = None) -> Offer:
    """Write the acceptance of the letter that is out, by whatever way it was signed. Raises as ``accept``."""
    claim = _claimed(_acceptance(name, seen, here, sealer, signed), here)
    bucket, tenant, offer = here.bucket, here.desk.tenant_id, here.offer
    folder = offer_folder(tenant, offer.offer_id)
    record = bucket.put_document(f"{folder}r{offer.revision:04d}/acceptance.json", claim)
    agreed = bucket.put_document(accepted_offer_key(tenant, offer.offer_id), _agreed(here, claim, record))
    told = Acceptance(record=record, offer=agreed, accepted_at=claim.accepted_at)
    for _attempt in range(ATTEMPTS):
        after = offer.accepted(told)
        try:
            here.desk.save(
                after, "accepted", "accept_offer", events=[_event(after, told, here)], moving=_accepting(offer)
            )
        except PreconditionFailed:
            offer = admitted(here.token, here.desk.store, here.desk.clock.now())
            if (answered := _answered(offer)) is not None:
                return answered
            continue
        return after
    raise PreconditionFailed


def _answered(offer: Offer) -> Offer | None:
    if offer.state == "declined":
        raise AnsweredAlready("declined")
    return offer if offer.state == "accepted" else None


def _acceptance(name: str, seen: Seen, here: LetterDesk, sealer: Sealer, signed: DocumentRef | None) -> OfferAcceptance:
    offer, sent, candidate = here.offer, here.sent, here.offer.candidate_id
    language = here.set.terms.language
    return OfferAcceptance(
        tenant_id=here.desk.tenant_id,
        acceptance_id=new_id("acc"),
        offer_id=offer.offer_id,
        revision=offer.revision,
        application_id=offer.application_id,
        candidate_id=candidate,
        letter=sent.letter,
        consent_version=sent.consent,
        consent_sha256=consent_sha256(sent.consent, language),
        language=language,
        typed_name=sealer.seal(candidate, name.encode(), NAME),
        name_matches=_plain(name) == _plain(here.words.name),
        link_sha256=sent.secret_sha256,
        handed_over=sent.handed_over,
        address_hmac=here.links.fingerprint(candidate, seen.address),
        agent_hmac=here.links.fingerprint(candidate, seen.agent),
        provider=sent.signing,
        envelope=sent.envelope,
        signed=signed,
        accepted_at=here.desk.clock.now(),
    )


def _claimed(acceptance: OfferAcceptance, here: LetterDesk) -> OfferAcceptance:
    """Return the acceptance that counts: this one, or the one that was written before."""
    pk, sk = here.desk.store.pk(acceptance.offer_id), f"ACCEPTANCE#{acceptance.revision:04d}"
    try:
        told = {"PK": pk, "SK": sk, "acceptance": acceptance.model_dump_json()}
        here.table.put(told, Attr("PK").not_exists())
    except ConditionFailed:
        if (item := here.table.get(pk, sk)) is not None:
            return OfferAcceptance.model_validate_json(item["acceptance"])
    return acceptance


def _agreed(here: LetterDesk, claim: OfferAcceptance, record: DocumentRef) -> AcceptedOffer:
    offer, held = here.offer, here.set
    terms, proposed = held.terms, offer.proposed
    by_rule = proposed is not None and proposed.grade == terms.grade
    return AcceptedOffer(
        tenant_id=here.desk.tenant_id,
        offer_id=offer.offer_id,
        revision=offer.revision,
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        position_id=offer.position_id,
        title=offer.title,
        department=offer.department,
        location=terms.location,
        cost_centre=terms.cost_centre,
        grade=terms.grade,
        grade_evidence=proposed.evidence if proposed and by_rule else (),
        currency=terms.currency,
        salary=terms.salary,
        start_date=terms.start_date,
        probation_months=terms.probation_months,
        probation_pay_percent=terms.probation_pay_percent,
        contract_months=terms.contract_months,
        social=terms.social,
        language=terms.language,
        decision_id=offer.decision_id,
        letter=claim.letter,
        acceptance=record,
        accepted_at=claim.accepted_at,
    )


def _accepting(offer: Offer) -> Moving | None:
    held = offer.commitment
    return Moving(held.requisition_id, lambda ledger: ledger.accepting(held)) if held else None


def _event(offer: Offer, acceptance: Acceptance, here: LetterDesk) -> OfferAccepted:
    return OfferAccepted(
        event_id=new_id("evt"),
        tenant_id=here.desk.tenant_id,
        occurred_at=acceptance.accepted_at,
        offer_id=offer.offer_id,
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        position_id=offer.position_id,
        department=offer.department,
        start_date=here.set.terms.start_date,
        offer=acceptance.offer,
    )


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
