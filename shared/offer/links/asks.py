"""Questions that a candidate asks about an offer, and their answers. Words are sealed with the candidate's key."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from shared.kernel.frozen import Frozen
from shared.offer.offers.model import Offer
from shared.platform.sealing import Sealer
from shared.platform.table import TenantTable
from shared.platform.writes import Attr, Put

SEALED_FOR = "offer_ask"
MOST_ASKS = 20
AskText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Ask(Frozen):
    """One question. ``revision`` is of the letter that it was asked about."""

    ask_id: str
    revision: int
    text: str
    asked_at: datetime
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


class AskStore:
    """One tenant's questions: each is a row of its offer. Spells the keys of the subject."""

    def __init__(self, table: TenantTable, sealer: Sealer) -> None:
        self._table = table
        self._sealer = sealer

    def all(self, offer: Offer) -> list[Ask]:
        """Return all questions about an offer, the oldest first. One query. Raises ``Shredded``."""
        rows = self._table.query(self._pk(offer), begins="ASK#")
        return [self._sealer.open_as(offer.candidate_id, row["sealed"], Ask, SEALED_FOR) for row in rows]

    def new(self, offer: Offer, ask: Ask) -> Put:
        """Return the write that keeps a question."""
        return Put(self._item(offer, ask, answered=False), Attr("PK").not_exists())

    def answered(self, offer: Offer, ask: Ask) -> Put:
        """Return the write that keeps the answer; its condition fails where there is one."""
        return Put(self._item(offer, ask, answered=True), Attr("answered").eq(False))

    def _item(self, offer: Offer, ask: Ask, *, answered: bool) -> dict[str, object]:
        sealed = self._sealer.seal(offer.candidate_id, ask, SEALED_FOR)
        return {"PK": self._pk(offer), "SK": f"ASK#{ask.ask_id}", "sealed": sealed, "answered": answered}

    def _pk(self, offer: Offer) -> str:
        return self._table.pk(f"OFFER#{offer.offer_id}")
