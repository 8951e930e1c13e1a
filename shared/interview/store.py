"""Where sessions, answers and recordings are kept: the only file of the stage that spells table keys."""

from collections.abc import Sequence

from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.keys import UploadKey, plan_key, receipt_key
from shared.interview.model import Answer, Session
from shared.interview.ports import ArrivedPart
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.events import Event
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform.bucket import TenantBucket
from shared.platform.multipart import MultipartUploads
from shared.platform.outbox import outbox_puts
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put
from shared.recruiting.contracts import Invitation, invitation_key
from shared.tenancy.contracts import TenantSettings, settings_key


class InterviewStore:
    """One tenant's interviews: rows in the table, documents in the bucket."""

    def __init__(self, table: TenantTable, bucket: TenantBucket) -> None:
        self._table = table
        self._bucket = bucket

    def settings(self) -> TenantSettings:
        """Return the tenant's settings."""
        return self._bucket.get_document(settings_key(self._table.tenant_id), TenantSettings)

    def invitation(self, invitation_id: str) -> Invitation | None:
        """Return an invitation, or None."""
        try:
            return self._bucket.get_document(invitation_key(self._table.tenant_id, invitation_id), Invitation)
        except NotFound:
            return None

    def session(self, interview_id: InterviewId) -> Session | None:
        """Return the session of an interview, or None while it is not open."""
        item = self._table.get(self._pk(interview_id), "SESSION")
        return Session.model_validate_json(item["session"]) if item else None

    def publish_plan(self, plan: InterviewPlan) -> DocumentRef:
        """Write the plan where the assessment reads it."""
        return self._bucket.put_document(plan_key(plan.tenant_id, plan.interview_id), plan)

    def open(self, session: Session, events: Sequence[Event]) -> bool:
        """Record session and events together; False where the session is open already."""
        pk = self._pk(session.plan.interview_id)
        item = {"PK": pk, "SK": "SESSION", "state": session.state, "session": session.model_dump_json()}
        try:
            self._table.transact([Put(item, Attr("PK").not_exists()), *outbox_puts(pk, events)])
        except ConditionFailed:
            return False
        return True

    def answer(self, interview_id: InterviewId, answer_id: AnswerId) -> Answer:
        """Return what has arrived of an answer."""
        item = self._table.get(self._pk(interview_id), f"ANSWER#{answer_id}")
        return Answer.model_validate_json(item["answer"]) if item else Answer(answer_id=answer_id)

    def answers(self, interview_id: InterviewId) -> dict[AnswerId, Answer]:
        """Return what has arrived of every answer that was begun."""
        rows = self._table.query(self._pk(interview_id), begins="ANSWER#")
        found = [Answer.model_validate_json(row["answer"]) for row in rows]
        return {answer.answer_id: answer for answer in found}

    def change(self, interview_id: InterviewId, before: Answer, after: Answer) -> bool:
        """Record ``after`` where the answer still is as ``before``; False where it is not."""
        item = {
            "PK": self._pk(interview_id),
            "SK": f"ANSWER#{after.answer_id}",
            "version": _version(after),
            "answer": after.model_dump_json(),
        }
        unchanged = Attr("version").eq(_version(before)) if before.upload else Attr("PK").not_exists()
        try:
            self._table.put(item, unchanged)
        except ConditionFailed:
            # The client tries again by itself when an answer is lost: then it was our own first try that came before.
            return self.answer(interview_id, after.answer_id) == after
        return True

    def publish_receipt(self, receipt: UploadReceipt) -> None:
        """Write the receipt where the assessment reads it."""
        key = self._receipt_key(receipt.interview_id, receipt.answer_id, receipt.upload_id)
        self._bucket.put_document(key, receipt)

    def receipt(self, interview_id: InterviewId, answer_id: AnswerId, upload_id: str) -> UploadReceipt | None:
        """Return the receipt of an upload, or None."""
        try:
            return self._bucket.get_document(self._receipt_key(interview_id, answer_id, upload_id), UploadReceipt)
        except NotFound:
            return None

    def _receipt_key(self, interview_id: InterviewId, answer_id: AnswerId, upload_id: str) -> str:
        return receipt_key(
            UploadKey(
                tenant_id=self._table.tenant_id, interview_id=interview_id, answer_id=answer_id, upload_id=upload_id
            )
        )

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")


def _version(answer: Answer) -> str:
    upload = answer.upload
    return f"{upload.upload_id}/{upload.multipart_id}/{upload.state}" if upload else ""


class RecordingStore:
    """One tenant's recordings, as they arrive."""

    def __init__(self, uploads: MultipartUploads, bucket: TenantBucket) -> None:
        self._uploads = uploads
        self._bucket = bucket

    def begin(self, key: str, content_type: str) -> str:
        """Open an upload and return its ``multipart_id``."""
        return self._uploads.begin(key, content_type)

    def address(self, key: str, multipart_id: str, number: int, seconds: int) -> str:
        """Return the signed address of a part."""
        return self._uploads.address(key, multipart_id, number, seconds)

    def parts(self, key: str, multipart_id: str) -> Sequence[ArrivedPart]:
        """Return the parts that are there."""
        return [
            ArrivedPart(number=part.number, etag=part.etag, size_bytes=part.size_bytes)
            for part in self._uploads.parts(key, multipart_id)
        ]

    def complete(self, key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        """Join the parts."""
        self._uploads.complete(key, multipart_id, parts)

    def abort(self, key: str, multipart_id: str) -> None:
        """Throw the parts away."""
        self._uploads.abort(key, multipart_id)

    def size(self, key: str) -> int | None:
        """Return the size of a whole recording, or None."""
        head = self._bucket.head(key)
        return head.size_bytes if head else None
