"""Where invitations are kept: the only file of the subject that spells their keys. Nothing personal is in a row."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write
from shared.recruiting.contracts import Invitation, invitation_key
from shared.recruiting.invitations.model import InvitationRecord


class InvitationStore:
    """One tenant's invitations. Each lies with its candidate; a pointer row finds it by its id alone."""

    def __init__(self, table: TenantTable, bucket: TenantBucket, trail: AuditTrail) -> None:
        self._table = table
        self._bucket = bucket
        self._trail = trail
        self.tenant_id = table.tenant_id

    def record(self, invitation_id: str) -> InvitationRecord | None:
        """Return an invitation, or None."""
        pointer = self._table.get(self._pointer_pk(invitation_id), "INVITATION")
        if pointer is None:
            return None
        item = self._table.get(self._pk(CandidateId(pointer["candidate_id"])), f"INVITATION#{invitation_id}")
        return _record(item) if item else None

    def of_candidate(self, candidate_id: CandidateId) -> list[InvitationRecord]:
        """Return all invitations of a candidate, the oldest first."""
        return [_record(item) for item in self._table.query(self._pk(candidate_id), begins="INVITATION#")]

    def of_interview(self, candidate_id: CandidateId, interview_id: InterviewId) -> InvitationRecord | None:
        """Return the invitation to an interview, or None."""
        return next((one for one in self.of_candidate(candidate_id) if one.interview_id == interview_id), None)

    def of_application(self, candidate_id: CandidateId, application_id: ApplicationId) -> list[InvitationRecord]:
        """Return the invitations of an application, the oldest first."""
        return [one for one in self.of_candidate(candidate_id) if one.application_id == application_id]

    def of_position(
        self, position_id: PositionId, limit: int, cursor: Cursor | None
    ) -> tuple[list[InvitationRecord], Cursor | None]:
        """Return a page of a position's invitations, the newest first. One query."""
        pk = self._table.pk(f"POSITION#{position_id}#INVITATIONS")
        rows = self._table.page(pk, index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [_record(item) for item in rows.items], rows.next

    def to_remind(self, now: datetime) -> Iterator[InvitationRecord]:
        """Yield the invitations whose reminder is due, the longest due first."""
        rows = self._table.query(self._table.pk("REMIND"), up_to=f"{now.isoformat()}~", index="GSI2")
        yield from (_record(item) for item in rows)

    def document(self, invitation_id: str) -> Invitation:
        """Return what the interview stage reads. Raises ``NotFound``."""
        return self._bucket.get_document(invitation_key(self.tenant_id, invitation_id), Invitation)

    def publish(self, invitation: Invitation) -> DocumentRef:
        """Write the invitation where the interview stage reads it."""
        return self._bucket.put_document(invitation_key(invitation.tenant_id, invitation.invitation_id), invitation)

    def writes(self, record: InvitationRecord, before: InvitationRecord | None, events: Sequence[Event]) -> list[Write]:
        """Return the writes that enter an invitation; ``before``: the one of the same application that is over.

        The first one fails where the application has another one by now. Events are the position's.
        """
        holds = {
            "PK": self._pk(record.candidate_id),
            "SK": f"INVITED#{record.application_id}",
            "invitation_id": record.invitation_id,
        }
        free = Attr("invitation_id").eq(before.invitation_id) if before else Attr("PK").not_exists()
        pointer = {
            "PK": self._pointer_pk(record.invitation_id),
            "SK": "INVITATION",
            "candidate_id": record.candidate_id,
        }
        return [
            Put(holds, free),
            Put(self._item(record), Attr("PK").not_exists()),
            Put(pointer, Attr("PK").not_exists()),
            *outbox_puts(self._table.pk(f"POSITION#{record.position_id}"), events),
        ]

    def change(self, record: InvitationRecord, entry: AuditEntry | None, events: Sequence[Event] = ()) -> bool:
        """Write the next revision; False where another one was quicker."""
        writes: list[Write] = [
            Put(self._item(record), Attr("revision").eq(record.revision - 1)),
            *outbox_puts(self._table.pk(f"POSITION#{record.position_id}"), events),
        ]
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def elsewhere(self, candidate_id: CandidateId) -> tuple[list[tuple[str, str]], list[str]]:
        """Return rows outside of the candidate's partition, and objects, that go when the person is erased."""
        ids = [one.invitation_id for one in self.of_candidate(candidate_id)]
        rows = [(self._pointer_pk(invitation_id), "INVITATION") for invitation_id in ids]
        return rows, [invitation_key(self.tenant_id, invitation_id) for invitation_id in ids]

    def _item(self, record: InvitationRecord) -> Item:
        item: Item = {
            "PK": self._pk(record.candidate_id),
            "SK": f"INVITATION#{record.invitation_id}",
            "invitation": record.model_dump_json(),
            "revision": record.revision,
            "GSI1PK": self._table.pk(f"POSITION#{record.position_id}#INVITATIONS"),
            "GSI1SK": f"{record.invited_at.isoformat()}#{record.invitation_id}",
        }
        if record.remind_at is not None:
            item |= {
                "GSI2PK": self._table.pk("REMIND"),
                "GSI2SK": f"{record.remind_at.isoformat()}#{record.invitation_id}",
            }
        return item

    def _pk(self, candidate_id: CandidateId) -> str:
        return self._table.pk(f"CANDIDATE#{candidate_id}")

    def _pointer_pk(self, invitation_id: str) -> str:
        return self._table.pk(f"INVITATION#{invitation_id}")


def _record(item: Item) -> InvitationRecord:
    return InvitationRecord.model_validate_json(item["invitation"])
