"""What offers need of other stages, as ports; the handlers give what stands behind them."""

from decimal import Decimal
from typing import Protocol

from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.contracts import CurrentDecision
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, PositionId, RequisitionId
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount
from shared.offer.contracts import SocialBase
from shared.offer.terms.model import OfferTerms


class Opening(Frozen):
    """A position, as far as an offer must know it. ``vacancies`` null: as many as its requisition has heads."""

    position_id: PositionId
    title: LocalizedText
    department: str | None
    location: str | None
    requisition_id: RequisitionId | None
    vacancies: int | None = None


class Openings(Protocol):
    """Knows positions."""

    def of(self, position_id: PositionId) -> Opening | None:
        """Return a position, or None."""
        ...


class Offeree(Frozen):
    """Who gets an offer. Personal data: it is sealed wherever it is kept."""

    name: str
    email: str | None


class Offerees(Protocol):
    """Knows candidates."""

    def of(self, candidate_id: CandidateId) -> Offeree | None:
        """Return a candidate, or None. Raises ``Shredded`` where the person was erased."""
        ...


class Applications(Protocol):
    """Knows applications."""

    def status(self, application_id: ApplicationId) -> str | None:
        """Return how an application stands (``active``, ``withdrawn``, …), or None."""
        ...


class Decisions(Protocol):
    """Knows what people decided."""

    def positive(self, application_id: ApplicationId) -> CurrentDecision | None:
        """Return the decision that lets an offer be made, or None. Raises ``Unavailable``."""
        ...


class Reports(Protocol):
    """Knows what decisions rest on."""

    def of(self, decision: CurrentDecision) -> tuple[DocumentRef, InterviewReport] | None:
        """Return the report that a decision rests on; None where people decided without one."""
        ...


class SocialItem(Frozen):
    """One insurance, or the fund: its monthly base, both rates (0.08 is 8 percent) and what each side pays."""

    code: str
    title: LocalizedText
    base_fen: Amount
    employee_rate: Decimal
    employer_rate: Decimal
    employee_fen: Amount
    employer_fen: Amount


class SocialEstimate(Protocol):
    """Estimates social insurance and fund of an offer, from the rules of its city on its first day."""

    def of(self, social: SocialBase, terms: OfferTerms) -> tuple[SocialItem, ...]:
        """Return the items, none where no rules of the city are known."""
        ...
