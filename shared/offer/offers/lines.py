"""An offer as a list shows it. Pure."""

from datetime import datetime

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, OfferId, PositionId
from shared.kernel.localized import LocalizedText
from shared.offer.grades.model import GradeCode
from shared.offer.offers.model import Offer, OfferState


class OfferLine(Frozen):
    """An offer in a list."""

    offer_id: OfferId
    application_id: ApplicationId
    candidate_id: CandidateId
    position_id: PositionId
    title: LocalizedText
    department: str
    state: OfferState
    revision: int
    changes: int
    grade: GradeCode | None
    annual_fen: int | None
    outside_band: bool
    awaits: str | None
    expires_at: datetime | None
    open_asks: int
    created_at: datetime

    @classmethod
    def of(cls, offer: Offer) -> "OfferLine":
        """Return an offer as a line."""
        held, proposed = offer.set, offer.proposed
        return cls(
            offer_id=offer.offer_id,
            application_id=offer.application_id,
            candidate_id=offer.candidate_id,
            position_id=offer.position_id,
            title=offer.title,
            department=offer.department,
            state=offer.state,
            revision=offer.revision,
            changes=offer.changes,
            grade=held.terms.grade if held else proposed.grade if proposed else None,
            annual_fen=held.cost.annual_fen if held else None,
            outside_band=held.outside_band if held else False,
            awaits=offer.awaits.step.name if offer.awaits else None,
            expires_at=offer.sent.expires_at if offer.sent else None,
            open_asks=offer.open_asks,
            created_at=offer.created_at,
        )
