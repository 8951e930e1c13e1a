"""What use cases of offers work with: one tenant's stores, what other stages know, and who acts."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from shared.decision.outcomes.contracts import CurrentDecision
from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, OfferId, RequisitionId, TenantId, new_id
from shared.offer.approvals.model import OfferApprovals
from shared.offer.budget.errors import LedgerBusy, NoLedger
from shared.offer.budget.model import Ledger, Move
from shared.offer.budget.store import LedgerStore
from shared.offer.contracts import BudgetCommitted
from shared.offer.grades.service import GradeDesk
from shared.offer.offers.errors import ApplicationIsOver, NoPositiveDecision, NoSuchOffer
from shared.offer.offers.history import Change, OfferLogLine
from shared.offer.offers.model import Offer, OfferWords
from shared.offer.offers.store import OfferStore
from shared.offer.policy.model import OfferPolicy
from shared.offer.ports import Applications, Decisions, Offerees, Openings, Reports
from shared.offer.versions.store import Versions
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.authorization import Resource, authorize
from shared.platform.identity import Caller
from shared.platform.writes import Write
from shared.tenancy.actions import Action
from shared.tenancy.contracts import TenantSettings

LEDGER_TRIES = 60
"""How often a change of a ledger is tried that another one overtakes: each try that fails is another's success."""
APPLICATION_OVER = frozenset({"rejected", "withdrawn", "hired"})


@dataclass(frozen=True)
class Moving:
    """Which ledger a change of an offer moves, and how."""

    requisition_id: RequisitionId
    change: Callable[[Ledger], Ledger]


@dataclass(frozen=True)
class OfferDesk:
    """One tenant's offers. ``who``: a member of staff, or what acts by itself (``system:…``, ``candidate:…``)."""

    tenant_id: TenantId
    who: Caller | str
    store: OfferStore
    ledgers: LedgerStore
    grades: GradeDesk
    policy: Versions[OfferPolicy]
    approvals: Versions[OfferApprovals]
    openings: Openings
    offerees: Offerees
    applications: Applications
    decisions: Decisions
    reports: Reports
    settings: Callable[[], TenantSettings]
    trail: AuditTrail
    clock: Clock

    @property
    def actor(self) -> str:
        """Who acts, as logs name them."""
        return self.who if isinstance(self.who, str) else self.who.user_id

    def found(self, offer_id: OfferId, action: Action) -> tuple[Offer, OfferWords]:
        """Return an offer with its words. Raises ``NoSuchOffer``, ``Forbidden``, ``Shredded``."""
        opened = self.store.opened(offer_id)
        if opened is None:
            raise NoSuchOffer(offer_id)
        if not isinstance(self.who, str):
            authorize(self.who, action, Resource(department=opened[0].department))
        return opened

    def decided(self, application_id: ApplicationId) -> CurrentDecision:
        """Return the positive decision that holds. Raises ``NoPositiveDecision``, ``ApplicationIsOver``."""
        decision = self.decisions.positive(application_id)
        if decision is None:
            raise NoPositiveDecision(application_id)
        status = self.applications.status(application_id)
        if status in APPLICATION_OVER:
            raise ApplicationIsOver(status)
        return decision

    def zone(self) -> ZoneInfo:
        """Return by which zone the company means its days."""
        return ZoneInfo(self.policy.current()[0].time_zone)

    def line(self, offer: Offer, change: Change, about: str | None = None) -> OfferLogLine:
        """Return the line of the history that tells of a change."""
        return OfferLogLine(
            line_id=new_id("log"),
            at=self.clock.now(),
            by=self.actor,
            change=change,
            revision=offer.revision,
            changes=offer.changes,
            about=about,
        )

    def entry(self, offer: Offer, action: Action | str, **detail: str | int | bool | None) -> AuditEntry:
        """Return the entry of the audit log."""
        told = {**detail, "revision": offer.revision}
        return self.trail.entry(self.who, action, offer.offer_id, candidate_id=offer.candidate_id, detail=told)

    def save(
        self,
        offer: Offer,
        change: Change,
        action: Action | str,
        *,
        about: str | None = None,
        words: OfferWords | None = None,
        events: Sequence[Event] = (),
        moving: Moving | None = None,
        more: Sequence[Write] = (),
    ) -> None:
        """Write the next change of an offer, and of the ledger where ``moving`` says how it changes.

        Raises:
            PreconditionFailed: another change of the offer was quicker.
            BudgetExceeded, HeadcountTaken, VacanciesTaken: of ``moving``; nothing was written.
            LedgerBusy: others change the ledger again and again at this moment.
        """
        line, entry = self.line(offer, change, about), self.entry(offer, action, change=change)
        for attempt in range(LEDGER_TRIES):
            move = self._move(offer, moving) if moving else None
            told = [*events, *([self._committed(move)] if move else [])]
            outcome = self.store.change(offer, line, entry, words=words, events=told, move=move, more=more)
            if outcome == "done":
                return
            if outcome == "overtaken":
                raise PreconditionFailed
            time.sleep(random.uniform(0, 0.002 * min(attempt + 1, 25)))
        raise LedgerBusy

    def _move(self, offer: Offer, moving: Moving) -> Move:
        before = self.ledgers.ledger(moving.requisition_id)
        if before is None:
            raise NoLedger(moving.requisition_id)
        after = moving.change(before)
        return Move(before=before, after=after, offer_id=offer.offer_id, position_id=offer.position_id)

    def _committed(self, move: Move) -> BudgetCommitted:
        held = move.after
        return BudgetCommitted(
            event_id=new_id("evt"),
            tenant_id=self.tenant_id,
            occurred_at=self.clock.now(),
            requisition_id=held.requisition_id,
            position_id=move.position_id,
            department=held.department,
            offer_id=move.offer_id,
            budget_fen=held.budget_fen,
            committed_fen=held.committed_fen,
            accepted_fen=held.accepted_fen,
            currency=held.currency,
            revision=held.revision,
        )
