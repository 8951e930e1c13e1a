"""Where decisions are kept: the only file of the subject that spells table keys. A recorded decision never changes.

Everything lies with its interview. Words of people are sealed with the candidate's key; codes and ids are not.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from shared.decision.outcomes.model import Decision, DecisionWords, Head, Release
from shared.decision.outcomes.policy import DecisionPolicy
from shared.decision.outcomes.waiting import Waiting
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, TenantId
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Check, Delete, Item, Put, Update, Write

SEALED_FOR = "decision"


def waiting_writes(tenant_id: TenantId, waiting: Waiting) -> list[Write]:
    """Return the writes that put an interview on the list of what waits; one that waits already stays as it is.

    With an application goes a pointer to its interviews: when it ends elsewhere, nothing waits any more.
    """
    if waiting.application_id is None:
        return [_waiting(tenant_id, waiting)]
    pk, sk = _pointers(tenant_id, waiting.application_id), f"INTERVIEW#{waiting.interview_id}"
    return [_waiting(tenant_id, waiting), Update(pk, sk, set={"since": waiting.since.isoformat()})]


def _pointers(tenant_id: TenantId, application_id: ApplicationId) -> str:
    return f"TENANT#{tenant_id}#WAITING_OF#{application_id}"


def _waiting(tenant_id: TenantId, waiting: Waiting) -> Update:
    listed = f"{waiting.since.isoformat()}#{waiting.interview_id}"
    fields: Item = {
        "waiting": waiting.model_dump_json(),
        "GSI1PK": f"TENANT#{tenant_id}#WAITING",
        "GSI1SK": listed,
    }
    if waiting.department is not None:
        fields |= {"GSI2PK": f"TENANT#{tenant_id}#WAITING#{waiting.department}", "GSI2SK": listed}
    return Update(f"TENANT#{tenant_id}#INTERVIEW#{waiting.interview_id}", "WAITING", default=fields)


class DecisionStore:
    """One tenant's decisions."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self.tenant_id = table.tenant_id

    def head(self, interview_id: InterviewId) -> Head:
        """Return what holds, by node."""
        item = self._table.get(self._pk(interview_id), "DECISIONS")
        return Head.model_validate_json(item["head"]) if item else Head()

    def done(self, request: Request | None) -> tuple[InterviewId, int] | None:
        """Return which decision (interview and number) this request made before, or None. Raises ``KeyReused``."""
        if request is None or (told := remembered(self._table, request)) is None:
            return None
        interview_id, _, number = told.partition("/")
        return InterviewId(interview_id), int(number)

    def decision(self, interview_id: InterviewId, number: int) -> Decision | None:
        """Return one decision, or None."""
        item = self._table.get(self._pk(interview_id), f"DECISION#{number:06d}")
        return Decision.model_validate_json(item["decision"]) if item else None

    def deciders(self, interview_id: InterviewId) -> set[str]:
        """Return who ever decided about an interview."""
        rows = self._table.query(self._pk(interview_id), begins="DECISION#")
        return {Decision.model_validate_json(item["decision"]).decided_by for item in rows}

    def of_interview(self, interview_id: InterviewId) -> list[tuple[Decision, DecisionWords]]:
        """Return all decisions about an interview with their words, the oldest first. Raises ``Shredded``."""
        return [self._opened(item) for item in self._table.query(self._pk(interview_id), begins="DECISION#")]

    def words(self, decision: Decision) -> DecisionWords:
        """Return what was written to a decision. Raises ``Shredded``."""
        item = self._table.get(self._pk(decision.interview_id), f"DECISION#{decision.number:06d}")
        return self._opened(item)[1] if item else DecisionWords()

    def of_position(
        self, position_id: PositionId, limit: int, cursor: Cursor | None
    ) -> tuple[list[Decision], Cursor | None]:
        """Return a page of a position's decisions, the newest first, without words. One query."""
        pk = self._table.pk(f"POSITION#{position_id}#DECISIONS")
        rows = self._table.page(pk, index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Decision.model_validate_json(item["decision"]) for item in rows.items], rows.next

    def record(
        self,
        decision: Decision,
        words: DecisionWords,
        before: Head,
        after: Head,
        release: Release | None,
        waiting: Waiting | None,
        entry: AuditEntry,
        events: Sequence[Event],
        counters: Sequence[Write],
        request: Request | None,
    ) -> bool:
        """Write a decision with all that belongs to it; False where another one was quicker. Raises ``Shredded``.

        ``waiting``: it goes on to wait like this; None: it does not.
        """
        pk = self._pk(decision.interview_id)
        unchanged = Attr("number").eq(before.number) if before.number else Attr("PK").not_exists()
        writes: list[Write] = [
            Put({"PK": pk, "SK": "DECISIONS", "head": after.model_dump_json(), "number": after.number}, unchanged),
            Put(self._item(decision, words), Attr("PK").not_exists()),
            Delete(pk, "WAITING") if waiting is None else self._waits(waiting),
            *counters,
            *outbox_puts(pk, events),
        ]
        if release is not None:
            writes.append(self._release(decision.interview_id, release, decision.decided_at))
        if request is not None:
            result = f"{decision.interview_id}/{decision.number}"
            writes.append(request_put(self._table, request, result, decision.decided_at))
        return self._passed(writes, entry)

    def release(self, interview_id: InterviewId) -> Release | None:
        """Return when the newest decision may be read by the candidate, or None."""
        item = self._table.get(self._pk(interview_id), "RELEASE")
        return _release_of(item) if item else None

    def let_out(
        self,
        interview_id: InterviewId,
        number: int,
        release: Release,
        now: datetime,
        entry: AuditEntry,
        events: Sequence[Event],
    ) -> bool:
        """Note when it may be read, and tell it; False where another decision was recorded in the meantime.

        One whose moment is to come is listed until it is told (``releases_due``).
        """
        pk = self._pk(interview_id)
        same = Check(pk, "DECISIONS", Attr("number").eq(number))
        return self._passed([same, self._release(interview_id, release, now), *outbox_puts(pk, events)], entry)

    def releases_due(self, now: datetime) -> Iterator[tuple[InterviewId, Release]]:
        """Yield the releases whose moment has come and that nobody was told of, the longest due first."""
        rows = self._table.query(self._table.pk("RELEASES"), up_to=f"{now.isoformat()}~", index="GSI2")
        for item in rows:
            yield InterviewId(item["PK"].removeprefix(self._pk(InterviewId("")))), _release_of(item)

    def release_told(self, interview_id: InterviewId, release: Release, events: Sequence[Event]) -> bool:
        """Take a release from the list and tell it; False where it was told, or is another one by now."""
        pk = self._pk(interview_id)
        listed = Attr("release").eq(release.model_dump_json()) & Attr("GSI2PK").exists()
        off = Update(pk, "RELEASE", remove=("GSI2PK", "GSI2SK"), condition=listed)
        try:
            self._table.transact([off, *outbox_puts(pk, events)])
        except ConditionFailed:
            return False
        return True

    def waiting(self, interview_id: InterviewId) -> Waiting | None:
        """Return that the interview waits, or None."""
        item = self._table.get(self._pk(interview_id), "WAITING")
        return Waiting.model_validate_json(item["waiting"]) if item else None

    def wait(self, waiting: Waiting) -> None:
        """Put an interview on the list of what waits."""
        self._table.transact(waiting_writes(self.tenant_id, waiting))

    def wait_undecided(self, waiting: Waiting) -> bool:
        """Do so where nothing was decided about the interview; False where something was."""
        none = Check(self._pk(waiting.interview_id), "DECISIONS", Attr("PK").not_exists())
        try:
            self._table.transact([none, *waiting_writes(self.tenant_id, waiting)])
        except ConditionFailed:
            return False
        return True

    def interviews_of(self, application_id: ApplicationId) -> list[InterviewId]:
        """Return the interviews of an application that ever waited. One query."""
        rows = self._table.query(_pointers(self.tenant_id, application_id), begins="INTERVIEW#")
        return [InterviewId(item["SK"].removeprefix("INTERVIEW#")) for item in rows]

    def wait_no_more(self, waiting: Waiting) -> bool:
        """Take an interview from the list where it still waits like this; False where it waits otherwise, or not."""
        same = Attr("waiting").eq(waiting.model_dump_json())
        try:
            self._table.delete(self._pk(waiting.interview_id), "WAITING", same)
        except ConditionFailed:
            return False
        return True

    def all_waiting(
        self, department: str | None, limit: int, cursor: Cursor | None
    ) -> tuple[list[Waiting], Cursor | None]:
        """Return a page of what waits, of one department or of all, the longest waiting first. One query."""
        pk = self._table.pk(f"WAITING#{department}" if department else "WAITING")
        rows = self._table.page(pk, index="GSI2" if department else "GSI1", limit=limit, cursor=cursor)
        return [Waiting.model_validate_json(item["waiting"]) for item in rows.items], rows.next

    def policy(self) -> DecisionPolicy:
        """Return how the company goes about decisions."""
        item = self._table.get(self._table.pk("DECISION_POLICY"), "POLICY")
        return DecisionPolicy.model_validate_json(item["policy"]) if item else DecisionPolicy()

    def change_policy(self, policy: DecisionPolicy, entry: AuditEntry) -> bool:
        """Write the next revision; False where another change was quicker."""
        before = Attr("revision").eq(policy.revision - 1) if policy.revision > 1 else Attr("PK").not_exists()
        item: Item = {
            "PK": self._table.pk("DECISION_POLICY"),
            "SK": "POLICY",
            "policy": policy.model_dump_json(),
            "revision": policy.revision,
        }
        return self._passed([Put(item, before)], entry)

    def standing(self, cohort: str, interview_id: InterviewId, scores: dict[str, int], now: datetime, end: int) -> None:
        """Keep an interview's competency scores (thousandths) in a cohort, for norms of competencies."""
        self._table.put(
            {
                "PK": self._table.pk(f"STANDING#{cohort}"),
                "SK": f"INTERVIEW#{interview_id}",
                "scores": scores,
                "at": now.isoformat(),
                "expires_at": end,
            }
        )

    def cohort(self, cohort: str, most: int) -> dict[InterviewId, dict[str, float]]:
        """Return up to ``most`` interviews of a cohort with their competency scores, the newest first. One query."""
        rows = self._table.query(self._table.pk(f"STANDING#{cohort}"), newest_first=True, limit=most)
        return {
            InterviewId(item["SK"].removeprefix("INTERVIEW#")): {
                name: value / 1000 for name, value in item["scores"].items()
            }
            for item in rows
        }

    def _item(self, decision: Decision, words: DecisionWords) -> Item:
        return {
            "PK": self._pk(decision.interview_id),
            "SK": f"DECISION#{decision.number:06d}",
            "decision": decision.model_dump_json(),
            "words": self._sealer.seal(decision.candidate_id, words, SEALED_FOR),
            "GSI1PK": self._table.pk(f"POSITION#{decision.position_id}#DECISIONS"),
            "GSI1SK": f"{decision.decided_at.isoformat()}#{decision.decision_id}",
        }

    def _opened(self, item: Item) -> tuple[Decision, DecisionWords]:
        decision = Decision.model_validate_json(item["decision"])
        owner = CandidateId(decision.candidate_id)
        return decision, self._sealer.open_as(owner, item["words"], DecisionWords, SEALED_FOR)

    def _waits(self, waiting: Waiting) -> Put:
        write = _waiting(self.tenant_id, waiting)
        return Put({"PK": write.pk, "SK": write.sk, **write.default})

    def _release(self, interview_id: InterviewId, release: Release, now: datetime) -> Put:
        item: Item = {"PK": self._pk(interview_id), "SK": "RELEASE", "release": release.model_dump_json()}
        if release.release_at is not None and release.to_come(now):
            item |= {
                "GSI2PK": self._table.pk("RELEASES"),
                "GSI2SK": f"{release.release_at.astimezone(UTC).isoformat()}#{interview_id}",
            }
        return Put(item)

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, interview_id: InterviewId) -> str:
        return self._table.pk(f"INTERVIEW#{interview_id}")


def _release_of(item: Item) -> Release:
    return Release.model_validate_json(item["release"])
