"""An offer and the ways that it takes. Pure rules; every change makes the next ``changes``, its ETag."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, OfferId, PositionId
from shared.kernel.localized import LocalizedText
from shared.offer.approvals.model import OfferApproval, OfferStep, Verdict
from shared.offer.budget.model import Commitment
from shared.offer.contracts import Evidence
from shared.offer.grades.model import Band, GradeCode
from shared.offer.grades.proposing import GradeProposal
from shared.offer.terms.model import Cost, OfferTerms

OfferState = Literal[
    "draft", "submitted", "approved", "sent", "accepted", "declined", "expired", "withdrawn", "rejected"
]
STATES: tuple[OfferState, ...] = get_args(OfferState)
Because = Literal["declined", "expired", "withdrawn", "rejected"]
OVER: frozenset[OfferState] = frozenset({"accepted", "declined", "expired", "withdrawn", "rejected"})
BEFORE_SENT: frozenset[OfferState] = frozenset({"draft", "submitted", "approved"})
DeclineReason = Literal["pay", "other_offer", "position", "place", "personal", "not_said"]
CloseReason = Literal["position_closed", "application_over", "decision_changed", "mistake", "no_answer", "other"]


class ProposedGrade(Frozen):
    """What the rules proposed, in short; the whole with all that was tried is kept under its ``number``."""

    number: int
    grade: GradeCode | None
    rule: str | None
    band: Band | None
    evidence: tuple[Evidence, ...]
    grades_version: int
    rules_version: int
    proposed_at: datetime

    @classmethod
    def of(cls, proposal: GradeProposal) -> "ProposedGrade":
        """Return a proposal in short."""
        return cls(
            number=proposal.number,
            grade=proposal.grade,
            rule=proposal.rule,
            band=proposal.band,
            evidence=proposal.evidence(),
            grades_version=proposal.grades_version,
            rules_version=proposal.rules_version,
            proposed_at=proposal.proposed_at,
        )


class SetTerms(Frozen):
    """The terms that a named person set, what they cost, and the band they are held against."""

    terms: OfferTerms
    cost: Cost
    grade_title: LocalizedText
    band: Band
    outside_band: bool
    grades_version: int
    set_by: str
    set_at: datetime


class Sent(Frozen):
    """A letter that went out. ``secret_sha256`` proves its link; ``consent`` is the version of what one agrees to.

    ``handed_over``: the link was shown to staff, because no mail could be sent. ``envelope`` is the signing service's.
    """

    letter: DocumentRef
    sent_by: str
    sent_at: datetime
    expires_at: datetime
    secret_sha256: str
    consent: str
    wording_version: int
    signing: Literal["simple", "http"] = "simple"
    envelope: str | None = None
    handed_over: bool = False
    looks: tuple[datetime, ...] = ()
    """When the candidate is reminded."""
    reminded: int = 0


class EarlierLink(Frozen):
    """The link of a letter that a revision took the place of: it opens nothing, and says so."""

    revision: int
    secret_sha256: str


class Acceptance(Frozen):
    """That the candidate accepted: by what record, and the document of what was agreed."""

    record: DocumentRef
    offer: DocumentRef
    accepted_at: datetime


class Closing(Frozen):
    """How an offer ended without an acceptance. ``code`` is of a list; words of people are sealed."""

    because: Because
    code: str
    by: str
    at: datetime


class Offer(Frozen):
    """One offer to one candidate. ``revision`` counts letters; ``editors`` wrote this one and may not approve it.

    No name and no words of people stand here: those are sealed with the candidate's key (``OfferWords``).
    """

    offer_id: OfferId
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    interview_id: InterviewId
    decision_id: str
    title: LocalizedText
    department: str
    state: OfferState = "draft"
    revision: int = Field(default=1, ge=1)
    changes: int = Field(default=1, ge=1)
    proposed: ProposedGrade | None = None
    set: SetTerms | None = None
    chain: tuple[OfferApproval, ...] = ()
    submitted_by: str | None = None
    editors: tuple[str, ...] = ()
    commitment: Commitment | None = None
    sent: Sent | None = None
    earlier: tuple[EarlierLink, ...] = ()
    acceptance: Acceptance | None = None
    closing: Closing | None = None
    asks: int = 0
    open_asks: int = 0
    created_by: str
    created_at: datetime

    @property
    def over(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self.state in OVER

    @property
    def awaits(self) -> OfferApproval | None:
        """The step that is to be decided next; None where there is none."""
        if self.state != "submitted":
            return None
        return next((one for one in self.chain if one.verdict is None), None)

    @property
    def due(self) -> datetime | None:
        """When the clock is to look at it next: the next reminder, or the end of the letter; None: never."""
        if self.state != "sent" or self.sent is None:
            return None
        looks = self.sent.looks[self.sent.reminded :]
        return looks[0] if looks else self.sent.expires_at

    @property
    def last_decision(self) -> OfferApproval | None:
        """The step that was decided last; None where none was."""
        decided = [one for one in self.chain if one.verdict is not None]
        return decided[-1] if decided else None

    def with_proposal(self, proposed: ProposedGrade) -> "Offer":
        """Return it with what the rules propose."""
        return self.next(proposed=proposed)

    def with_terms(self, terms: SetTerms) -> "Offer":
        """Return it with other terms; who set them is one of its editors."""
        return self.next(set=terms, editors=tuple(dict.fromkeys((*self.editors, terms.set_by))))

    def submitted(self, steps: tuple[OfferStep, ...], held: Commitment | None, by: str) -> "Offer":
        """Return it as handed in, with its chain and what it holds of the budget."""
        chain = tuple(OfferApproval(step=step) for step in steps)
        return self.next(state="submitted", chain=chain, commitment=held, submitted_by=by)

    def drafted_again(self) -> "Offer":
        """Return it as a draft: what was decided does not hold any more. What it holds of the budget, it keeps."""
        return self.next(state="draft", chain=(), submitted_by=None)

    def decided(self, verdict: Verdict, by: str, at: datetime) -> "Offer":
        """Return it with the next step decided; approved when none is left. A rejection is closed by its use case."""
        place = next(place for place, one in enumerate(self.chain) if one.verdict is None)
        told = self.chain[place].model_copy(update={"verdict": verdict, "decided_by": by, "decided_at": at})
        chain = (*self.chain[:place], told, *self.chain[place + 1 :])
        through = all(one.verdict == "approved" for one in chain)
        return self.next(chain=chain, state="approved" if through else "submitted")

    def went_out(self, sent: Sent) -> "Offer":
        """Return it as sent."""
        return self.next(state="sent", sent=sent)

    def revised(self, by: str) -> "Offer":
        """Return it as the draft of the next letter; the link of the one that is out opens nothing any more."""
        if self.sent is None:
            return self.drafted_again()
        link = EarlierLink(revision=self.revision, secret_sha256=self.sent.secret_sha256)
        return self.next(
            state="draft",
            revision=self.revision + 1,
            chain=(),
            submitted_by=None,
            editors=(by,),
            sent=None,
            earlier=(*self.earlier, link),
        )

    def accepted(self, acceptance: Acceptance) -> "Offer":
        """Return it as accepted."""
        return self.next(state="accepted", acceptance=acceptance)

    def closed(self, closing: Closing) -> "Offer":
        """Return it as over, without an acceptance; it holds nothing any more."""
        return self.next(state=closing.because, closing=closing, commitment=None)

    def next(self, **changed: object) -> "Offer":
        """Return it with ``changed``, as its next change."""
        return self.model_copy(update={**changed, "changes": self.changes + 1})


class OfferWords(Frozen):
    """Names and what people wrote; sealed with the candidate's key. ``notes``: of approval, by revision and step."""

    name: str
    grade_reason: str = ""
    band_reason: str = ""
    notes: dict[str, str] = Field(default_factory=dict)
    closing: str = ""
