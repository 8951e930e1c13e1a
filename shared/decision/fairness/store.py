"""Where fairness keeps its rows: the only file of the subject that spells table keys.

Self-identifications lie in partitions of their own, which no other file of the tree reads; no row of a candidate, an
application or an interview leads there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from shared.decision.fairness.breaker import BiasBreaker, BreakerEntry
from shared.decision.fairness.model import Decided, Fact
from shared.decision.fairness.self_identification import SelfIdentification
from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write

KEPT = timedelta(days=730)
"""How long facts and answers are kept: the year of an audit (6 RCNY 5-301(a)) and the year after it, in which its
results must stay explicable."""


class SelfIdentifications:
    """What candidates said of themselves, by position."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def given(self, position_id: PositionId, candidate_id: CandidateId) -> bool:
        """Return whether there are answers."""
        return self._table.get(self._pk(position_id), f"CANDIDATE#{candidate_id}") is not None

    def keep(self, position_id: PositionId, told: SelfIdentification) -> None:
        """Keep answers in place of earlier ones."""
        self._table.put(
            {
                "PK": self._pk(position_id),
                "SK": f"CANDIDATE#{told.candidate_id}",
                "told": told.model_dump_json(),
                "expires_at": int((told.given_at + KEPT).timestamp()),
            }
        )

    def withdraw(self, position_id: PositionId, candidate_id: CandidateId) -> None:
        """Take a candidate's answers away; without any, nothing happens."""
        self._table.delete(self._pk(position_id), f"CANDIDATE#{candidate_id}")

    def of_position(self, position_id: PositionId) -> Iterator[SelfIdentification]:
        """Yield all answers of a position: for an audit alone."""
        for item in self._table.query(self._pk(position_id), begins="CANDIDATE#"):
            yield SelfIdentification.model_validate_json(item["told"])

    def of_candidate(
        self, candidate_id: CandidateId, positions: Iterable[PositionId]
    ) -> dict[PositionId, SelfIdentification]:
        """Return what one candidate said, by position: for the candidate's own export alone."""
        found = {}
        for position_id in positions:
            item = self._table.get(self._pk(position_id), f"CANDIDATE#{candidate_id}")
            if item is not None:
                found[position_id] = SelfIdentification.model_validate_json(item["told"])
        return found

    def _pk(self, position_id: PositionId) -> str:
        return self._table.pk(f"SELF_IDENTIFICATION#{position_id}")


class Facts:
    """What was proposed and decided, one fact an assessed application, by position."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def report(self, fact: Fact) -> bool:
        """Keep what a report says; False where a newer revision is there. The first report's time stays."""
        self._table.put({"PK": self._table.pk("FAIRNESS"), "SK": f"POSITION#{fact.position_id}"})
        update = Update(
            self._pk(fact.position_id),
            f"FACT#{fact.key}",
            set={
                "fact": fact.model_dump_json(exclude={"assessed_at", "decision"}),
                "candidate_id": fact.candidate_id,
                "revision": fact.revision,
            },
            default={
                "assessed_at": fact.assessed_at.isoformat(),
                "expires_at": int((fact.assessed_at + KEPT).timestamp()),
            },
            condition=Attr("revision").not_exists() | Attr("revision").lte(fact.revision),
        )
        return self._updated(update)

    def decided(
        self, position_id: PositionId, key: str, node: str, outcome: Decided, at: datetime, candidate_id: CandidateId
    ) -> bool:
        """Keep what was decided at a step; False where a later decision of that step is there."""
        moment = at.isoformat()
        update = Update(
            self._pk(position_id),
            f"OUTCOME#{key}#{node}",
            set={"key": key, "outcome": outcome, "decided_at": moment, "candidate_id": candidate_id},
            default={"first_at": moment, "expires_at": int((at + KEPT).timestamp())},
            condition=Attr("decided_at").not_exists() | Attr("decided_at").lte(moment),
        )
        return self._updated(update)

    def positions(self) -> list[PositionId]:
        """Return the positions that have facts."""
        rows = self._table.query(self._table.pk("FAIRNESS"), begins="POSITION#")
        return [PositionId(item["SK"].removeprefix("POSITION#")) for item in rows]

    def of_position(self, position_id: PositionId) -> list[Fact]:
        """Return a position's facts, each with the first decision that followed its report."""
        rows = list(self._table.query(self._pk(position_id)))
        outcomes: dict[str, list[Item]] = {}
        for item in rows:
            if item["SK"].startswith("OUTCOME#"):
                outcomes.setdefault(item["key"], []).append(item)
        return [
            _fact(item, outcomes.get(item["SK"].removeprefix("FACT#"), ()))
            for item in rows
            if item["SK"].startswith("FACT#")
        ]

    def forget(self, candidate_id: CandidateId, positions: Iterable[PositionId]) -> int:
        """Take away a candidate's facts of these positions; return how many rows there were. For an erasure."""
        gone = 0
        for position_id in positions:
            for item in list(self._table.query(self._pk(position_id))):
                if item.get("candidate_id") == candidate_id:
                    self._table.delete(item["PK"], item["SK"])
                    gone += 1
        return gone

    def _updated(self, update: Update) -> bool:
        try:
            self._table.update(update)
        except ConditionFailed:
            return False
        return True

    def _pk(self, position_id: PositionId) -> str:
        return self._table.pk(f"FAIRNESS#{position_id}")


def _fact(item: Item, outcomes: Sequence[Item]) -> Fact:
    # A decision of an earlier step, for example on the form, is not one about what the machine said.
    after = [outcome for outcome in outcomes if outcome["decided_at"] >= item["assessed_at"]]
    first = min(after, key=lambda outcome: str(outcome["first_at"]), default=None)
    fact = Fact.model_validate_json(item["fact"][:-1] + f',"assessed_at":"{item["assessed_at"]}"}}')
    return fact.model_copy(update={"decision": first["outcome"] if first else None})


class Breakers:
    """The breaker of each position, and its history."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def get(self, position_id: PositionId) -> BiasBreaker:
        """Return a position's breaker; one that never tripped is closed."""
        item = self._table.get(self._pk(position_id), "BREAKER")
        return BiasBreaker.model_validate_json(item["breaker"]) if item else BiasBreaker(position_id=position_id)

    def stopped(self, position_id: PositionId) -> bool:
        """Return whether the AI makes no proposals for the position."""
        return self.get(position_id).stopped

    def change(self, breaker: BiasBreaker, line: BreakerEntry, event: Event, entry: AuditEntry) -> bool:
        """Write a breaker's next revision with its history, its event and the audit entry; False where another change
        was quicker."""
        pk, moment = self._pk(breaker.position_id), line.at.isoformat()
        item: Item = {"PK": pk, "SK": "BREAKER", "breaker": breaker.model_dump_json(), "revision": breaker.revision}
        if breaker.stopped:
            item |= {"GSI1PK": self._table.pk("BREAKERS"), "GSI1SK": f"{moment}#{breaker.position_id}"}
        before = Attr("revision").eq(breaker.revision - 1) if breaker.revision > 1 else Attr("PK").not_exists()
        history: Item = {
            "PK": pk,
            "SK": f"HISTORY#{breaker.revision:08d}",
            "line": line.model_dump_json(),
        }
        writes: list[Write] = [Put(item, before), Put(history, Attr("PK").not_exists()), *outbox_puts(pk, [event])]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def history(
        self, position_id: PositionId, limit: int, cursor: Cursor | None
    ) -> tuple[list[BreakerEntry], Cursor | None]:
        """Return a page of a breaker's history, the newest first."""
        rows = self._table.page(self._pk(position_id), begins="HISTORY#", limit=limit, cursor=cursor, newest_first=True)
        return [BreakerEntry.model_validate_json(item["line"]) for item in rows.items], rows.next

    def all_stopped(self, limit: int, cursor: Cursor | None) -> tuple[list[BiasBreaker], Cursor | None]:
        """Return a page of the breakers that are tripped, the newest first."""
        rows = self._table.page(self._table.pk("BREAKERS"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [BiasBreaker.model_validate_json(item["breaker"]) for item in rows.items], rows.next

    def _pk(self, position_id: PositionId) -> str:
        return self._table.pk(f"BREAKER#{position_id}")
