"""Where requests of candidates are kept: the only file of the subject that spells table keys.

A request lies with its interview; a pointer finds it by its id. Open ones are listed by deadline, and by whose task.
"""

from collections.abc import Iterator, Sequence

from shared.decision.candidate_requests.model import CandidateRequest, Correction, RequestWords
from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, InterviewId
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write

SEALED_FOR, CORRECTION_FOR = "candidate_request", "transcript_correction"


class RequestStore:
    """One tenant's requests."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self.tenant_id = table.tenant_id

    def made_by(self, request: Request | None) -> str | None:
        """Return the id of what this request of the API made before, or None. Raises ``KeyReused``."""
        return remembered(self._table, request) if request else None

    def of_interview(self, interview_id: InterviewId) -> list[CandidateRequest]:
        """Return all requests of an interview, the oldest first."""
        rows = self._table.query(self._pk(interview_id), begins="REQUEST#")
        return [CandidateRequest.model_validate_json(item["request"]) for item in rows]

    def find(self, request_id: str) -> CandidateRequest | None:
        """Return a request by its id, or None."""
        pointer = self._table.get(self._table.pk(f"CANDIDATE_REQUEST#{request_id}"), "POINTER")
        if pointer is None:
            return None
        item = self._table.get(self._pk(InterviewId(pointer["interview_id"])), f"REQUEST#{request_id}")
        return CandidateRequest.model_validate_json(item["request"]) if item else None

    def words(self, request: CandidateRequest) -> RequestWords:
        """Return what was written. Raises ``Shredded`` where the candidate was erased."""
        item = self._table.get(self._pk(request.interview_id), f"REQUEST#{request.request_id}")
        if item is None:
            return RequestWords()
        return self._sealer.open_as(request.candidate_id, item["words"], RequestWords, SEALED_FOR)

    def open_by_deadline(self, limit: int, cursor: Cursor | None) -> tuple[list[CandidateRequest], Cursor | None]:
        """Return a page of the open requests, the first due first. One query."""
        rows = self._table.page(self._table.pk("REQUESTS"), index="GSI1", limit=limit, cursor=cursor)
        return [CandidateRequest.model_validate_json(item["request"]) for item in rows.items], rows.next

    def open_of(self, user_id: str, limit: int, cursor: Cursor | None) -> tuple[list[CandidateRequest], Cursor | None]:
        """Return a page of somebody's open tasks, the first due first. One query."""
        pk = self._table.pk(f"REQUESTS#{user_id}")
        rows = self._table.page(pk, index="GSI2", limit=limit, cursor=cursor)
        return [CandidateRequest.model_validate_json(item["request"]) for item in rows.items], rows.next

    def due(self, until: str) -> Iterator[CandidateRequest]:
        """Yield the open requests that are due by ``until`` (ISO 8601), the first due first."""
        for item in self._table.query(self._table.pk("REQUESTS"), index="GSI1", up_to=f"{until}~"):
            yield CandidateRequest.model_validate_json(item["request"])

    def add(
        self,
        made: CandidateRequest,
        words: RequestWords,
        known: Sequence[CandidateRequest],
        more: Sequence[Write],
        entry: AuditEntry,
        events: Sequence[Event],
        request: Request | None,
    ) -> bool:
        """Keep a new request; False where another one came in between. ``known``: those that were there when its
        number was checked. Raises ``Shredded``."""
        pk = self._pk(made.interview_id)
        pointer = {"PK": self._table.pk(f"CANDIDATE_REQUEST#{made.request_id}"), "SK": "POINTER"}
        count = {"PK": pk, "SK": "REQUESTS", "count": len(known) + 1}
        unchanged = Attr("count").eq(len(known)) if known else Attr("PK").not_exists()
        writes: list[Write] = [
            Put(count, unchanged),
            Put(self._item(made, words), Attr("PK").not_exists()),
            Put(pointer | {"interview_id": made.interview_id}, Attr("PK").not_exists()),
            *more,
            *outbox_puts(pk, events),
        ]
        if request is not None:
            writes.append(request_put(self._table, request, made.request_id, made.created_at))
        return self._passed(writes, entry)

    def change(
        self,
        changed: CandidateRequest,
        words: RequestWords,
        entry: AuditEntry,
        events: Sequence[Event] = (),
        more: Sequence[Write] = (),
        correction: Correction | None = None,
    ) -> bool:
        """Write a request's next revision; False where another change was quicker. Raises ``Shredded``."""
        pk = self._pk(changed.interview_id)
        unchanged = Attr("revision").eq(changed.revision - 1)
        writes: list[Write] = [Put(self._item(changed, words), unchanged), *more, *outbox_puts(pk, events)]
        if correction is not None:
            writes.append(Put(self._corrected(correction, changed.candidate_id), Attr("PK").not_exists()))
        return self._passed(writes, entry)

    def corrections(
        self, interview_id: InterviewId, candidate_id: CandidateId, answer_id: str | None = None
    ) -> list[Correction]:
        """Return the corrections of an interview, or of one answer, the oldest first. Raises ``Shredded``."""
        begins = f"CORRECTION#{answer_id}#" if answer_id else "CORRECTION#"
        return [
            self._sealer.open_as(candidate_id, item["sealed"], Correction, CORRECTION_FOR)
            for item in self._table.query(self._pk(interview_id), begins=begins)
        ]

    def _corrected(self, correction: Correction, candidate_id: CandidateId) -> Item:
        return {
            "PK": self._pk(correction.interview_id),
            "SK": f"CORRECTION#{correction.answer_id}#{correction.number:04d}",
            "sealed": self._sealer.seal(candidate_id, correction, CORRECTION_FOR),
        }

    def _item(self, request: CandidateRequest, words: RequestWords) -> Item:
        item: Item = {
            "PK": self._pk(request.interview_id),
            "SK": f"REQUEST#{request.request_id}",
            "request": request.model_dump_json(),
            "words": self._sealer.seal(request.candidate_id, words, SEALED_FOR),
            "revision": request.revision,
        }
        listed = f"{request.due_at.isoformat()}#{request.request_id}"
        if not request.closed:
            item |= {"GSI1PK": self._table.pk("REQUESTS"), "GSI1SK": listed}
            if request.assignee is not None:
                item |= {"GSI2PK": self._table.pk(f"REQUESTS#{request.assignee}"), "GSI2SK": listed}
        return item

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")
