"""Where sessions and answers are kept: the only file of the subject that spells table keys."""

from collections.abc import Sequence

from shared.interview.consent.model import ConsentEntry
from shared.interview.consent.store import PREFIX as CONSENTS
from shared.interview.consent.store import consent_puts, entry_in
from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.keys import UploadKey, plan_key, receipt_key
from shared.interview.model import Answer, Moment, Session
from shared.interview.sealed import SealedRows
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import AnswerId, InterviewId, new_id
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.usage import TRIES, Usage
from shared.platform.writes import Attr, ConditionBase, Item, Put, Write
from shared.recruiting.contracts import Invitation, invitation_key
from shared.tenancy.contracts import TenantSettings, settings_key


class InterviewStore:
    """One tenant's interviews: rows in the table, documents in the bucket. Without a sealer, sessions stay closed."""

    def __init__(self, table: TenantTable, bucket: TenantBucket, usage: Usage, sealer: Sealer | None = None) -> None:
        self._table = table
        self._bucket = bucket
        self._usage = usage
        self._sessions = SealedRows(sealer, "session")

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
        return self._sessions.content(item, Session) if item else None

    def publish_plan(self, plan: InterviewPlan) -> DocumentRef:
        """Write the plan where the assessment reads it."""
        return self._bucket.put_document(plan_key(plan.tenant_id, plan.interview_id), plan)

    def open(self, session: Session, consents: Sequence[ConsentEntry], events: Sequence[Event]) -> bool:
        """Record session, consents and events together, within the tenant's plan; False where it is open already."""
        pk = self._pk(session.plan.interview_id)
        writes: list[Write] = [
            Put(self._session_item(session), Attr("PK").not_exists()),
            *consent_puts(pk, consents),
            *outbox_puts(pk, events),
        ]
        for _ in range(TRIES):
            try:
                self._table.transact([*writes, *self._usage.interview_writes(session.plan.interview_id)])
            except ConditionFailed as error:
                if 0 in error.failed:
                    return False
                continue  # another candidate was quicker to the same place of the tenant's plan
            return True
        raise Unavailable(
            "Many candidates are beginning right now. 同时开始面试的人数较多。",
            "Nothing is lost: try again in a moment. 内容不会丢失,请稍后再试。",
        )

    def amend(
        self,
        before: Session,
        after: Session,
        consents: Sequence[ConsentEntry],
        moments: Sequence[Moment],
        events: Sequence[Event],
    ) -> bool:
        """Record ``after`` where the session still is as ``before``, with what belongs to it; False where it is not."""
        pk = self._pk(before.plan.interview_id)
        unchanged: ConditionBase = Attr("revision").eq(before.revision)
        if before.revision == 0:  # sessions that were opened before revisions were counted have none
            unchanged = unchanged | Attr("revision").not_exists()
        log = [Put({"PK": pk, "SK": f"MOMENT#{new_id('mom')}", "moment": each.model_dump_json()}) for each in moments]
        writes = [
            Put(self._session_item(after), Attr("PK").exists() & unchanged),
            *log,
            *consent_puts(pk, consents),
            *outbox_puts(pk, events),
        ]
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def consents(self, interview_id: InterviewId) -> Sequence[ConsentEntry]:
        """Return every choice about consent, the oldest first."""
        found = [entry_in(row) for row in self._table.query(self._pk(interview_id), begins=CONSENTS)]
        return sorted(found, key=lambda entry: entry.at)

    def moments(self, interview_id: InterviewId) -> Sequence[Moment]:
        """Return the pauses and what else was noted of a session, the oldest first."""
        rows = self._table.query(self._pk(interview_id), begins="MOMENT#")
        return sorted((Moment.model_validate_json(row["moment"]) for row in rows), key=lambda each: each.at)

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
        version = _version(before)
        unchanged = Attr("version").eq(version) if version else Attr("PK").not_exists()
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

    def _session_item(self, session: Session) -> Item:
        return {
            "PK": self._pk(session.plan.interview_id),
            "SK": "SESSION",
            "state": session.state,
            "revision": session.revision,
            **self._sessions.attributes(session.plan.candidate_id, session),
        }

    def _receipt_key(self, interview_id: InterviewId, answer_id: AnswerId, upload_id: str) -> str:
        return receipt_key(
            UploadKey(
                tenant_id=self._table.tenant_id, interview_id=interview_id, answer_id=answer_id, upload_id=upload_id
            )
        )

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")


def _version(answer: Answer) -> str:
    """What changes with every change of the answer; empty while nothing is recorded of it."""
    upload = answer.upload
    sent = f"{upload.upload_id}/{upload.multipart_id}/{upload.state}" if upload else ""
    seen = f"{answer.shown_at.isoformat()}/{len(answer.starts)}" if answer.shown_at else ""
    return f"{sent}|{seen}" if seen else sent
