"""What a candidate does with the link of a letter: read, download, accept, decline, ask."""

from datetime import date, datetime

from pydantic import BaseModel

from functions.offer.routes.desk import OfferSettings, letter_desk
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import SalaryLine, SocialBase
from shared.offer.links.accepting import AcceptOrder, Seen, accept
from shared.offer.links.answering import AskOrder, DeclineOrder, ask, decline
from shared.offer.links.asks import Ask
from shared.offer.links.consent import consent_text
from shared.offer.links.desk import LetterDesk
from shared.offer.links.token import OfferToken
from shared.offer.offers.model import OfferState
from shared.platform import bootstrap
from shared.platform.http import candidate_token, routes

router = routes("candidate")
OWN = "/v1/candidate/offers/own"
READING_SECONDS = 300


class OwnAsk(BaseModel):
    """A question as the candidate sees it; no name of staff is shown."""

    ask_id: str
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


class OwnOffer(BaseModel):
    """The candidate's letter in figures, and what accepting it takes.

    ``signing_address``: where to sign, where a signing service takes the signature; null: here.
    """

    company: str
    name: str
    state: OfferState
    title: LocalizedText
    department: str
    grade: LocalizedText
    currency: str
    salary: tuple[SalaryLine, ...]
    monthly_fen: int
    start_date: date
    probation_months: int
    probation_pay_percent: int
    contract_months: int | None
    social: SocialBase
    location: str | None
    benefits: tuple[LocalizedText, ...]
    language: Language
    revision: int
    expires_at: datetime
    letter_sha256: str
    consent_version: str
    consent: LocalizedText
    signing_address: str | None
    accepted_at: datetime | None
    asks: list[OwnAsk]


class OwnLetter(BaseModel):
    """Where the letter can be downloaded for minutes, and the SHA-256 of its bytes."""

    address: str
    sha256: str
    expires_in_seconds: int = READING_SECONDS


class Answered(BaseModel):
    """How the offer stands after the answer."""

    state: OfferState
    accepted_at: datetime | None = None
    acceptance_sha256: str | None = None
    """Of the record of the acceptance."""


@router.get(OWN, summary="Read my offer")
def get_own() -> OwnOffer:
    """Return the letter in figures, the words that accepting agrees to, and the candidate's questions."""
    return _view(_desk())


@router.get(f"{OWN}/letter", summary="Download my offer letter")
def get_letter() -> OwnLetter:
    """Return a signed address of the PDF; reading it is in the audit log."""
    here = _desk()
    desk, letter = here.desk, here.sent.letter
    desk.trail.record(desk.entry(here.offer, "read_offer", letter=letter.sha256))
    address = here.bucket.address(letter.key, READING_SECONDS, f"offer-{here.offer.revision}.pdf")
    return OwnLetter(address=address, sha256=letter.sha256)


@router.post(f"{OWN}/accept", summary="Accept my offer")
def post_accept(order: AcceptOrder) -> Answered:
    """Accept with the own name, the SHA-256 of the letter and the words agreed to. Once accepted, it stays so."""
    here = _desk()
    platform = bootstrap.current(OfferSettings)
    asked = router.current_event.request_context.http
    seen = Seen(address=str(asked.source_ip), agent=str(asked.user_agent))
    offer = accept(order, seen, here, platform.sealer(here.desk.tenant_id))
    if offer.acceptance is None:
        return Answered(state=offer.state)
    here.post.send("accepted", offer, here.words)
    told = offer.acceptance
    return Answered(state=offer.state, accepted_at=told.accepted_at, acceptance_sha256=told.record.sha256)


@router.post(f"{OWN}/decline", summary="Decline my offer")
def post_decline(order: DeclineOrder) -> Answered:
    """Decline, with a reason or without."""
    return Answered(state=decline(order, _desk()).state)


@router.post(f"{OWN}/asks", summary="Ask about my offer", status_code=201)
def post_ask(order: AskOrder) -> tuple[OwnAsk, int]:
    """Ask; the answer stands beside the question, and a mail tells of it."""
    return _asked(ask(order, _desk())), 201


def _desk() -> LetterDesk:
    return letter_desk(OfferToken.read(candidate_token(router)))


def _view(here: LetterDesk) -> OwnOffer:
    offer, sent, held = here.offer, here.sent, here.set
    terms = held.terms
    address = here.signature.address(sent.envelope) if sent.envelope and offer.state == "sent" else None
    return OwnOffer(
        company=here.desk.settings().company,
        name=here.words.name,
        state=offer.state,
        title=offer.title,
        department=offer.department,
        grade=held.grade_title,
        currency=terms.currency,
        salary=terms.salary,
        monthly_fen=terms.monthly_fen,
        start_date=terms.start_date,
        probation_months=terms.probation_months,
        probation_pay_percent=terms.probation_pay_percent,
        contract_months=terms.contract_months,
        social=terms.social,
        location=terms.location,
        benefits=terms.benefits,
        language=terms.language,
        revision=offer.revision,
        expires_at=sent.expires_at,
        letter_sha256=sent.letter.sha256,
        consent_version=sent.consent,
        consent=consent_text(sent.consent),
        signing_address=address,
        accepted_at=offer.acceptance.accepted_at if offer.acceptance else None,
        asks=[_asked(each) for each in here.asks.all(offer)],
    )


def _asked(each: Ask) -> OwnAsk:
    return OwnAsk(**{name: getattr(each, name) for name in OwnAsk.model_fields})
