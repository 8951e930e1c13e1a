"""What the offer stage publishes: that an offer was sent, accepted or is over, and what was agreed, as a document."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import ApplicationId, CandidateId, OfferId, PositionId, TenantId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency

ComponentCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""How a salary component is called: ``base_salary``, ``meal_allowance``."""
PayKind = Literal["fixed", "variable", "allowance"]


class SalaryLine(Published):
    """One line of what is paid: ``amount_fen`` a month, before tax. ``variable``: the target at full performance."""

    component: ComponentCode
    title: LocalizedText
    kind: PayKind
    amount_fen: Amount


class Evidence(Published):
    """What a grade rests on: a competency's score (0–100), the cut that it passed, and the report that has it."""

    competency: str
    score: float
    cut: float
    report: DocumentRef | None = None


class SocialBase(Published):
    """What contributions are reckoned on: the city whose rules hold, the declared bases, and the fund's rate.

    Bases null: the salary itself, within the city's floor and ceiling. ``fund_rate`` null: the city's usual one.
    """

    city: str
    social_base_fen: Amount | None = None
    fund_base_fen: Amount | None = None
    fund_rate: Decimal | None = Field(default=None, ge=0, le=1)


class AcceptedOffer(Published):
    """``offer/accepted_offer`` v1: what was agreed, as it was signed. A document; it never changes.

    No name stands here: who the person is, is read by ``candidate_id`` from what is sealed with their key.
    """

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "accepted_offer"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="offer/accepted_offer v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    offer_id: OfferId
    revision: int = Field(ge=1)
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    title: LocalizedText
    department: str
    location: str | None = None
    cost_centre: str | None = None
    grade: str
    grade_evidence: tuple[Evidence, ...] = ()
    currency: Currency = "CNY"
    salary: tuple[SalaryLine, ...]
    start_date: date
    probation_months: int = Field(ge=0, le=6)
    probation_pay_percent: int = Field(default=100, ge=80, le=100)
    """Of the fixed salary while on probation; not under 80 (劳动合同法 art. 20)."""
    contract_months: int | None = Field(default=None, ge=1)
    """Null: without a fixed term (无固定期限)."""
    social: SocialBase
    language: Language
    decision_id: str
    """The decision of a named person that the offer comes from."""
    letter: DocumentRef
    acceptance: DocumentRef
    """The record of the acceptance: what was shown, when, how it was signed."""
    accepted_at: datetime


class OfferAcceptance(Published):
    """``offer/acceptance`` v1: that a candidate accepted a letter, and how. A document; it never changes.

    ``letter`` is what was shown, ``link_sha256`` the link by which it was opened. ``typed_name`` is sealed with the
    candidate's key; ``address_hmac`` and ``agent_hmac`` are made with it: they say nothing once it is destroyed.
    ``provider`` ``simple``: the typed name and this record; ``http``: a signing service's ``envelope``.
    """

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "acceptance"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="offer/acceptance v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    acceptance_id: str
    offer_id: OfferId
    revision: int = Field(ge=1)
    application_id: ApplicationId
    candidate_id: CandidateId
    letter: DocumentRef
    consent_version: str
    consent_sha256: str
    """SHA-256 (hex) of the words that were agreed to, in ``language``."""
    language: Language
    typed_name: str
    """Sealed."""
    name_matches: bool
    """Whether the typed name is the one in the letter, blanks and case aside."""
    link_sha256: str
    handed_over: bool = False
    """Whether staff had been shown the link, because no mail could be sent."""
    address_hmac: str
    agent_hmac: str
    provider: Literal["simple", "http"] = "simple"
    envelope: str | None = None
    signed: DocumentRef | None = None
    """The signing service's own document, where there is one."""
    accepted_at: datetime


class OfferSent(Event):
    """``offer/sent`` v1: a letter went to a candidate. No money and no personal data travels."""

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "sent"

    offer_id: OfferId
    revision: int
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    expires_at: datetime


class OfferAccepted(Event):
    """``offer/accepted`` v1: a candidate accepted. ``offer`` is the ``accepted_offer`` document."""

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "accepted"

    offer_id: OfferId
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    department: str
    start_date: date
    offer: DocumentRef


class OfferClosed(Event):
    """``offer/closed`` v1: an offer is over without an acceptance; what it held of budget and vacancies is free."""

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "closed"

    offer_id: OfferId
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    because: Literal["declined", "expired", "withdrawn", "rejected"]


class BudgetCommitted(Event):
    """``offer/budget_committed`` v1: what offers of a requisition hold of its budget, a year, in fen, after a change.

    ``committed_fen`` counts offers that are out, ``accepted_fen`` those accepted. For finance's budget of a department.
    """

    stage: ClassVar[str] = "offer"
    name: ClassVar[str] = "budget_committed"

    requisition_id: str
    position_id: PositionId
    department: str
    offer_id: OfferId
    budget_fen: int
    committed_fen: int
    accepted_fen: int
    currency: Currency = "CNY"
    revision: int = Field(ge=1)
    """Grows with each change of the requisition's ledger: tells a newer one from an older one."""


def offer_folder(tenant_id: TenantId, offer_id: OfferId) -> str:
    """Return where everything of an offer lies in the media bucket: letters, acceptance, what was agreed."""
    return f"offers/{tenant_id}/{offer_id}/"


def accepted_offer_key(tenant_id: TenantId, offer_id: OfferId) -> str:
    """Return where what was agreed lies in the media bucket."""
    return f"{offer_folder(tenant_id, offer_id)}accepted.json"
