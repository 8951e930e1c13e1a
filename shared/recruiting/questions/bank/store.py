"""Where the bank is kept: the only file of the subject that spells table keys.

A question is a row, and a row beside it for each of its competencies, so that it is in their lists; exposure is a row
of its own, so that an invitation and an edit never wait for each other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.kernel.clock import Clock
from shared.kernel.ids import BankQuestionId
from shared.kernel.request import Request
from shared.platform import requests
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write
from shared.recruiting.questions.bank.model import BankQuestion, Status
from shared.recruiting.questions.drafting.model import DraftSet

ROW, EXPOSURE, SET = "QUESTION", "EXPOSURE", "SET"
MOST_AT_ONCE = 20
"""Questions in one transaction: four rows each, and what goes with them."""


class BankStore:
    """One tenant's questions."""

    def __init__(self, table: TenantTable, trail: AuditTrail, clock: Clock) -> None:
        self._table = table
        self._trail = trail
        self._clock = clock

    def remembered(self, request: Request) -> str | None:
        """Return what the same request made before, or None. Raises ``KeyReused``."""
        return requests.remembered(self._table, request)

    def one(self, question_id: BankQuestionId) -> BankQuestion | None:
        """Return a question, or None."""
        item = self._table.get(self._pk(question_id), ROW)
        return _read(item) if item else None

    def some(self, question_ids: Sequence[BankQuestionId]) -> dict[BankQuestionId, BankQuestion]:
        """Return those of up to 100 questions that are there, by id: one read."""
        found = self._table.get_many([(self._pk(question_id), ROW) for question_id in question_ids])
        return {question.question_id: question for question in map(_read, found)}

    def page(
        self, status: Status | None, competency: str | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[BankQuestion], Cursor | None]:
        """Return a page of questions, the newest first, of a status, a competency, both or neither: one query."""
        index = "GSI1" if status is None else "GSI2"
        pk = self._list(competency, status)
        rows = self._table.page(pk, index=index, limit=limit, cursor=cursor, newest_first=True)
        return [_read(item) for item in rows.items], rows.next

    def newest(self, most: int) -> list[BankQuestion]:
        """Return the newest questions that are not retired, of at most ``most`` that are looked through."""
        rows = self._table.query(self._list(None, None), index="GSI1", newest_first=True, limit=most)
        return [question for question in map(_read, rows) if question.status != "retired"]

    def exposures(self, question_ids: Sequence[BankQuestionId]) -> dict[BankQuestionId, int]:
        """Return how many candidates were invited to each of up to 100 questions: one read."""
        found = self._table.get_many([(self._pk(question_id), EXPOSURE) for question_id in question_ids])
        counted = {str(item["PK"]): int(item["exposure"]) for item in found}
        return {question_id: counted.get(self._pk(question_id), 0) for question_id in question_ids}

    def exposure_writes(self, question_ids: Iterable[BankQuestionId]) -> list[Write]:
        """Return the writes that count one more candidate for each question, for the invitation's transaction."""
        return [Update(self._pk(one), EXPOSURE, add={"exposure": 1}) for one in dict.fromkeys(question_ids)]

    def add(
        self,
        questions: Sequence[BankQuestion],
        entry: AuditEntry,
        request: Request | None,
        result: str,
        drafts: DraftSet | None = None,
    ) -> bool:
        """Enter up to ``MOST_AT_ONCE`` questions together, with the order that drafted them, once a request.

        False where the same request was carried out in the meantime.
        """
        writes = [write for question in questions for write in self._puts(question)]
        if drafts is not None:
            writes.append(self._put_set(drafts))
        if request is not None:
            writes.append(requests.request_put(self._table, request, result, self._clock.now()))
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            if request is not None and error.failed == (len(writes) - 1,):
                return False
            raise
        return True

    def change(self, question: BankQuestion, before: BankQuestion, entry: AuditEntry) -> bool:
        """Write the next revision in place of ``before``; False where another one was quicker."""
        first, *listed = self._puts(question)
        gone = [name for name in before.asks.competencies if name not in question.asks.competencies]
        writes: list[Write] = [
            Put(first.item, Attr("revision").eq(before.revision)),
            *(Put(put.item) for put in listed),
            *(Delete(self._pk(question.question_id), _beside(name)) for name in gone),
        ]
        return self._passed(writes, entry)

    def delete(self, question: BankQuestion, entry: AuditEntry) -> bool:
        """Take a question away; False where it was changed in the meantime."""
        pk = self._pk(question.question_id)
        writes: list[Write] = [
            Delete(pk, ROW, Attr("revision").eq(question.revision)),
            *(Delete(pk, _beside(name)) for name in question.asks.competencies),
        ]
        return self._passed(writes, entry)

    def drafts(self, draft_set_id: str) -> DraftSet | None:
        """Return what an order of drafts gave, or None."""
        item = self._table.get(self._table.pk(f"QUESTION_DRAFTS#{draft_set_id}"), SET)
        return DraftSet.model_validate_json(item["drafts"]) if item else None

    def _put_set(self, drafts: DraftSet) -> Put:
        item: Item = {
            "PK": self._table.pk(f"QUESTION_DRAFTS#{drafts.draft_set_id}"),
            "SK": SET,
            "drafts": drafts.model_dump_json(),
            "expires_at": _epoch(drafts.expires_at),
        }
        return Put(item, Attr("PK").not_exists())

    def _puts(self, question: BankQuestion) -> list[Put]:
        """Return the writes of a new question: its own row first, then one for each competency."""
        pk, moment = self._pk(question.question_id), f"{question.created_at.isoformat()}#{question.question_id}"
        common: Item = {"PK": pk, "question": question.model_dump_json(), "revision": question.revision}
        if question.expires_at is not None:
            common["expires_at"] = _epoch(question.expires_at)

        def row(sk: str, competency: str | None) -> Put:
            keys = {
                "GSI1PK": self._list(competency, None),
                "GSI1SK": moment,
                "GSI2PK": self._list(competency, question.status),
                "GSI2SK": moment,
            }
            return Put({**common, "SK": sk, **keys}, Attr("PK").not_exists())

        return [row(ROW, None), *(row(_beside(name), name) for name in question.asks.competencies)]

    def _pk(self, question_id: BankQuestionId) -> str:
        return self._table.pk(f"QUESTION#{question_id}")

    def _list(self, competency: str | None, status: Status | None) -> str:
        of = "QUESTIONS" if competency is None else f"QUESTIONS#COMPETENCY#{competency}"
        return self._table.pk(of if status is None else f"{of}#STATUS#{status}")

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True


def _beside(competency: str) -> str:
    return f"COMPETENCY#{competency}"


def _read(item: Item) -> BankQuestion:
    return BankQuestion.model_validate_json(item["question"])


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
