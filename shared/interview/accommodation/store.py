"""Where accommodations are kept: the only file of the subject that spells table keys.

Why somebody needs one is a row of its own: who reads the interview, its plan or the case never comes across it. Case
and reason are sealed with the candidate's key.
"""

from collections.abc import Sequence

from shared.interview.accommodation.model import AccommodationCase, AccommodationSettings
from shared.interview.sealed import SealedRows
from shared.kernel.events import Event
from shared.kernel.ids import InterviewId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, ConditionBase, Put, Write

CASE, WHY, SETTINGS = "ACCOMMODATION", "ACCOMMODATION#WHY", "ACCOMMODATION#SETTINGS"


class AccommodationStore:
    """One tenant's accommodations."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self._cases = SealedRows(sealer, "accommodation")
        self._reasons = SealedRows(sealer, "accommodation_reason")

    def case(self, interview_id: InterviewId) -> AccommodationCase | None:
        """Return how it stands, or None where nothing was asked for or set."""
        item = self._table.get(self._pk(interview_id), CASE)
        return self._cases.content(item, AccommodationCase) if item else None

    def why(self, interview_id: InterviewId) -> str:
        """Return why it is needed, in the candidate's words."""
        item = self._table.get(self._pk(interview_id), WHY)
        return self._reasons.text(item) if item else ""

    def ask(
        self, before: AccommodationCase | None, after: AccommodationCase, why: str, events: Sequence[Event]
    ) -> bool:
        """Record a request, its reason apart from it; False where somebody changed the case in the meantime."""
        pk = self._pk(after.interview_id)
        writes = [self._put(before, after), *outbox_puts(pk, events)]
        if why:
            writes.append(Put({"PK": pk, "SK": WHY, **self._reasons.attributes(after.candidate_id, why)}))
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def decide(self, before: AccommodationCase | None, after: AccommodationCase, entry: AuditEntry) -> bool:
        """Record a decision with who took it; False where somebody changed the case in the meantime."""
        return self._audited([self._put(before, after)], entry)

    def waiting(self, limit: int, cursor: Cursor | None) -> tuple[Sequence[AccommodationCase], Cursor | None]:
        """Return the requests that nobody has decided about, the oldest first."""
        rows = self._table.page(self._table.pk("ACCOMMODATIONS"), index="GSI1", limit=limit, cursor=cursor)
        self._sealer.prepare(str(row["candidate_id"]) for row in rows.items)
        return [self._cases.content(row, AccommodationCase) for row in rows.items], rows.next

    def settings(self) -> AccommodationSettings:
        """Return what the tenant grants by itself."""
        item = self._table.get(self._table.pk("ACCOMMODATIONS"), SETTINGS)
        return AccommodationSettings.model_validate_json(item["settings"]) if item else AccommodationSettings()

    def change_settings(self, before: AccommodationSettings, after: AccommodationSettings, entry: AuditEntry) -> bool:
        """Record what the tenant grants by itself; False where somebody was quicker."""
        item = {
            "PK": self._table.pk("ACCOMMODATIONS"),
            "SK": SETTINGS,
            "revision": after.revision,
            "settings": after.model_dump_json(),
        }
        return self._audited([Put(item, _unchanged(before.revision))], entry)

    def _audited(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _put(self, before: AccommodationCase | None, after: AccommodationCase) -> Put:
        item = {
            "PK": self._pk(after.interview_id),
            "SK": CASE,
            "revision": after.revision,
            **self._cases.attributes(after.candidate_id, after),
        }
        if after.state == "waiting" and after.asked_at is not None:
            item |= {
                "GSI1PK": self._table.pk("ACCOMMODATIONS"),
                "GSI1SK": f"{after.asked_at.isoformat()}#{after.interview_id}",
            }
        return Put(item, _unchanged(before.revision if before else 0))

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")


def _unchanged(revision: int) -> ConditionBase:
    return Attr("revision").eq(revision) if revision else Attr("PK").not_exists()
