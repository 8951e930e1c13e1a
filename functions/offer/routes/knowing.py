"""What stands behind the ports of offers: positions, candidates, applications and decisions, by their own stores."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.contracts import CurrentDecision, positive_decision
from shared.decision.outcomes.store import DecisionStore
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import ApplicationId, CandidateId, PositionId, TenantId
from shared.offer.ports import Offeree, Opening
from shared.offer.signing.http_service import SigningAccount
from shared.platform.bucket import TenantBucket
from shared.platform.secrets import Secrets
from shared.platform.settings import SettingsError
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.requisitions.store import RequisitionStore


@dataclass(frozen=True)
class KnownOpenings:
    """``shared.offer.ports.Openings`` over positions, and the heads that they took of their requisition."""

    positions: PositionStore
    requisitions: RequisitionStore

    def of(self, position_id: PositionId) -> Opening | None:
        """Return a position, or None."""
        position = self.positions.position(position_id)
        if position is None:
            return None
        whole, requisition_id = position.snapshot, position.requisition_id
        opened = self.requisitions.position(requisition_id, position_id) if requisition_id else None
        return Opening(
            position_id=position_id,
            title=whole.title,
            department=whole.department,
            location=whole.location,
            requisition_id=requisition_id,
            vacancies=opened.heads if opened else None,
        )


@dataclass(frozen=True)
class KnownOfferees:
    """``shared.offer.ports.Offerees`` over candidates; a merged record is the one that it was merged into."""

    candidates: CandidateStore

    def of(self, candidate_id: CandidateId) -> Offeree | None:
        """Return who gets an offer, or None."""
        record = self.candidates.record(candidate_id)
        if record is not None and record.merged_into is not None:
            record = self.candidates.record(record.merged_into) or record
        if record is None:
            return None
        profile = record.profile
        return Offeree(name=profile.name.shown(), email=profile.emails[0] if profile.emails else None)


@dataclass(frozen=True)
class KnownApplications:
    """``shared.offer.ports.Applications`` over applications."""

    applications: ApplicationStore

    def status(self, application_id: ApplicationId) -> str | None:
        """Return how an application stands, or None."""
        found = self.applications.application(application_id)
        return found.status if found else None


@dataclass(frozen=True)
class KnownDecisions:
    """``shared.offer.ports.Decisions`` and ``Reports``: the published decision, and the report that it rests on."""

    tenant_id: TenantId
    bucket: TenantBucket
    decisions: DecisionStore

    def positive(self, application_id: ApplicationId) -> CurrentDecision | None:
        """Return the decision that lets an offer be made, or None."""
        return positive_decision(self.tenant_id, application_id, self.bucket)

    def of(self, decision: CurrentDecision) -> tuple[DocumentRef, InterviewReport] | None:
        """Return the report that the decision rests on, or None."""
        recorded = self.decisions.decision(decision.interview_id, decision.number)
        kept = recorded.basis.report if recorded else None
        return (kept, self.bucket.get_document(kept, InterviewReport)) if kept else None


def signing_account(secrets: Secrets, deployment: str, tenant_id: TenantId) -> Callable[[], SigningAccount]:
    """Return what reads a tenant's account at its signing service: ``bole/<deployment>/<tenant>/offer-signature``.

    The secret is JSON ``{"url": …, "secret": …}``; its name is not a tenant's to choose.
    """

    def read() -> SigningAccount:
        name = f"bole/{deployment}/{tenant_id}/offer-signature"
        try:
            return SigningAccount.model_validate(json.loads(secrets.text(name)))
        except ValueError as error:
            raise SettingsError(f'The secret {name} is not JSON {{"url": …, "secret": …}}.') from error

    return read
