"""Where offers are kept: the only file of the subject that spells table keys.

An offer's partition holds the offer, a second row for the lists of its department, when it is next looked at, the lines
of its history, its letters, the proposals of a grade. Names and words of people are sealed with the candidate's key.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, OfferId
from shared.kernel.request import Request
from shared.offer.budget.model import Move
from shared.offer.budget.store import LedgerStore
from shared.offer.grades.proposing import GradeProposal
from shared.offer.offers.history import OfferLogLine, SentRevision
from shared.offer.offers.lines import OfferLine
from shared.offer.offers.model import Offer, OfferState, OfferWords
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write

WORDS, PROPOSAL = "offer", "offer_grade_proposal"
"""The purposes that words and proposals are sealed for."""
Outcome = Literal["done", "overtaken", "ledger_moved"]


class OfferStore:
    """One tenant's offers."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer, ledgers: LedgerStore) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self._ledgers = ledgers
        self.tenant_id = table.tenant_id

    def offer(self, offer_id: OfferId) -> Offer | None:
        """Return an offer, or None."""
        item = self._table.get(self.pk(offer_id), "OFFER")
        return Offer.model_validate_json(item["offer"]) if item else None

    def opened(self, offer_id: OfferId) -> tuple[Offer, OfferWords] | None:
        """Return an offer with its words, or None. Raises ``Shredded`` where the candidate was erased."""
        item = self._table.get(self.pk(offer_id), "OFFER")
        if item is None:
            return None
        offer = Offer.model_validate_json(item["offer"])
        return offer, self._sealer.open_as(offer.candidate_id, item["words"], OfferWords, WORDS)

    def live(self, application_id: ApplicationId) -> OfferId | None:
        """Return the offer of an application that is not over, or None."""
        item = self._table.get(self._application_pk(application_id), "LIVE")
        return OfferId(str(item["offer_id"])) if item and item.get("open") else None

    def done(self, request: Request | None) -> OfferId | None:
        """Return the offer that this request made before, or None. Raises ``KeyReused``."""
        told = remembered(self._table, request) if request is not None else None
        return OfferId(told) if told else None

    def add(
        self, offer: Offer, words: OfferWords, line: OfferLogLine, entry: AuditEntry, request: Request | None
    ) -> bool:
        """Enter a new offer; False where the application has one, or the request was carried out. ``Shredded``."""
        pk = self._application_pk(offer.application_id)
        item = self._item(offer) | {"words": self._sealer.seal(offer.candidate_id, words, WORDS)}
        free = Attr("PK").not_exists() | Attr("open").eq(False)
        writes: list[Write] = [
            Put({"PK": pk, "SK": "LIVE", "offer_id": offer.offer_id, "open": True}, free),
            Put({"PK": pk, "SK": f"OFFER#{offer.offer_id}"}),
            Put(item, Attr("PK").not_exists()),
            self._by_department(offer),
            self._log(offer.offer_id, line),
        ]
        if request is not None:
            writes.append(request_put(self._table, request, offer.offer_id, offer.created_at))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def change(
        self,
        offer: Offer,
        line: OfferLogLine,
        entry: AuditEntry,
        *,
        words: OfferWords | None = None,
        events: Sequence[Event] = (),
        move: Move | None = None,
        more: Sequence[Write] = (),
    ) -> Outcome:
        """Write the next change of an offer with all that belongs to it, in one transaction.

        ``words`` None: they stay as they are. ``move``: of the ledger. Another change of the offer was quicker:
        ``overtaken``; of the ledger: ``ledger_moved``; a condition of ``more`` counts as ``overtaken``.
        Raises ``Shredded``, ``Unavailable``.
        """
        item = self._item(offer)
        pk, sk = item.pop("PK"), item.pop("SK")
        if words is not None:
            item["words"] = self._sealer.seal(offer.candidate_id, words, WORDS)
        writes: list[Write] = [
            *([self._ledgers.write(move)] if move else []),
            Update(pk, sk, set=item, condition=Attr("changes").eq(offer.changes - 1)),
            self._by_department(offer),
            self._due(offer.offer_id, offer.due),
            self._log(offer.offer_id, line),
            *([self._no_more(offer)] if offer.over else []),
            *outbox_puts(pk, events),
            *more,
        ]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            return "ledger_moved" if move and 0 in error.failed else "overtaken"
        return "done"

    def lines(
        self, state: OfferState | None, department: str | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[OfferLine], Cursor | None]:
        """Return a page of offers, the newest first; of a state, of a department, of both. One query."""
        list_of = self._list(state, department)
        rows = self._table.page(
            list_of, index="GSI2" if state else "GSI1", limit=limit, cursor=cursor, newest_first=True
        )
        return [OfferLine.model_validate_json(item["line"]) for item in rows.items], rows.next

    def log(self, offer_id: OfferId, limit: int, cursor: Cursor | None) -> tuple[list[OfferLogLine], Cursor | None]:
        """Return a page of an offer's history, the newest first. One query."""
        rows = self._table.page(self.pk(offer_id), begins="LOG#", limit=limit, cursor=cursor, newest_first=True)
        return [OfferLogLine.model_validate_json(item["line"]) for item in rows.items], rows.next

    def letters(self, offer_id: OfferId) -> list[SentRevision]:
        """Return every letter that went out, the oldest first."""
        rows = self._table.query(self.pk(offer_id), begins="LETTER#")
        return [SentRevision.model_validate_json(item["letter"]) for item in rows]

    def letter_put(self, offer_id: OfferId, revision: SentRevision) -> Put:
        """Return the write that keeps a letter as it goes out."""
        keys = {"PK": self.pk(offer_id), "SK": f"LETTER#{revision.revision:04d}"}
        return Put({**keys, "letter": revision.model_dump_json()}, Attr("PK").not_exists())

    def proposal_put(self, offer: Offer, proposal: GradeProposal) -> Put:
        """Return the write that keeps a proposal with all that was tried."""
        sealed = self._sealer.seal(offer.candidate_id, proposal, PROPOSAL)
        keys = {"PK": self.pk(offer.offer_id), "SK": f"PROPOSAL#{proposal.number:04d}"}
        return Put({**keys, "sealed": sealed}, Attr("PK").not_exists())

    def proposals(self, offer: Offer) -> list[GradeProposal]:
        """Return every proposal, the oldest first. Raises ``Shredded``."""
        rows = self._table.query(self.pk(offer.offer_id), begins="PROPOSAL#")
        return [self._sealer.open_as(offer.candidate_id, row["sealed"], GradeProposal, PROPOSAL) for row in rows]

    def due(self, now: datetime, limit: int) -> list[OfferId]:
        """Return offers that the clock is to look at, the longest waiting first."""
        rows = self._table.query(self._table.pk("OFFERS_DUE"), index="GSI1", up_to=f"{now.isoformat()}~", limit=limit)
        return [OfferId(str(item["offer_id"])) for item in rows]

    def look_again(self, offer_id: OfferId, due: datetime | None) -> None:
        """Say when the clock looks at an offer next; None: not any more."""
        self._table.transact([self._due(offer_id, due)])

    def of_application(self, application_id: ApplicationId) -> list[OfferId]:
        """Return every offer that an application ever had."""
        rows = self._table.query(self._application_pk(application_id), begins="OFFER#")
        return [OfferId(str(item["SK"]).removeprefix("OFFER#")) for item in rows]

    def words_of(self, candidate_id: CandidateId, words: OfferWords) -> str:
        """Return words sealed. Raises ``Shredded``."""
        return self._sealer.seal(candidate_id, words, WORDS)

    def pk(self, offer_id: OfferId) -> str:
        """Return the partition of an offer."""
        return self._table.pk(f"OFFER#{offer_id}")

    def _application_pk(self, application_id: ApplicationId) -> str:
        return self._table.pk(f"OFFER_OF#{application_id}")

    def _list(self, state: OfferState | None, department: str | None) -> str:
        whose = f"OFFERS_OF#{department}" if department else "OFFERS"
        return self._table.pk(f"{whose}#{state}" if state else whose)

    def _item(self, offer: Offer) -> Item:
        return {
            "PK": self.pk(offer.offer_id),
            "SK": "OFFER",
            "offer": offer.model_dump_json(),
            "changes": offer.changes,
            **self._listed(offer, None),
        }

    def _by_department(self, offer: Offer) -> Put:
        keys = {"PK": self.pk(offer.offer_id), "SK": "BY_DEPARTMENT"}
        return Put({**keys, **self._listed(offer, offer.department)})

    def _listed(self, offer: Offer, department: str | None) -> Item:
        moment = f"{offer.created_at.isoformat()}#{offer.offer_id}"
        return {
            "line": OfferLine.of(offer).model_dump_json(),
            "GSI1PK": self._list(None, department),
            "GSI1SK": moment,
            "GSI2PK": self._list(offer.state, department),
            "GSI2SK": moment,
        }

    def _due(self, offer_id: OfferId, due: datetime | None) -> Write:
        pk = self.pk(offer_id)
        if due is None:
            return Delete(pk, "DUE")
        keys = {"GSI1PK": self._table.pk("OFFERS_DUE"), "GSI1SK": f"{due.isoformat()}#{offer_id}"}
        return Put({"PK": pk, "SK": "DUE", "offer_id": offer_id, **keys})

    def _no_more(self, offer: Offer) -> Update:
        """An offer that was accepted stays the application's: nobody makes another one beside it."""
        told = {"offer_id": offer.offer_id, "open": offer.state == "accepted"}
        return Update(self._application_pk(offer.application_id), "LIVE", set=told)

    def _log(self, offer_id: OfferId, line: OfferLogLine) -> Put:
        keys = {"PK": self.pk(offer_id), "SK": f"LOG#{line.line_id}"}
        return Put({**keys, "line": line.model_dump_json()}, Attr("PK").not_exists())
