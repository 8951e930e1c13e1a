"""Where personality tests are kept: the only file of the subject that spells table keys."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import uuid4

from shared.interview.personality.inventory import Inventory, inventory
from shared.interview.personality.model import PersonalityTest, Response
from shared.interview.personality.norms import Norm
from shared.interview.personality.scoring import PersonalityResult
from shared.interview.sealed import SealedRows
from shared.kernel.events import Event
from shared.kernel.language import Language
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Check, Item, Put, Update, Write

NEWEST = 4000
"""How many results norms and reliability look at: their rows are one page of the table."""
KEPT = timedelta(days=400)
"""How long nameless answers stay for norms and reliability, as members of a cohort do."""


class PersonalityStore:
    """One tenant's tests, answers, results and norms. Without a sealer, what single people answered stays closed."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer | None = None) -> None:
        self._table = table
        self._trail = trail
        self._answers = SealedRows(sealer, "personality_answer")
        self._results = SealedRows(sealer, "personality_result")

    def test(self, subject: str) -> PersonalityTest | None:
        """Return a test, or None while it is not begun."""
        item = self._table.get(self._pk(subject), "TEST")
        return PersonalityTest.model_validate_json(item["test"]) if item else None

    def begin(self, test: PersonalityTest) -> bool:
        """Record a test; False where one was begun already."""
        try:
            self._table.put(self._test_item(test), Attr("PK").not_exists())
        except ConditionFailed:
            return False
        return True

    def responses(self, subject: str) -> dict[str, Response]:
        """Return the answers, by statement."""
        rows = self._table.query(self._pk(subject), begins="ITEM#")
        found = [self._response(row) for row in rows]
        return {response.item_id: response for response in found}

    def save(self, response: Response, test: PersonalityTest) -> bool:
        """Record an answer; the time of the first one stays. False where the test is not open."""
        first = {} if response.elapsed_ms is None else {"elapsed_ms": int(response.elapsed_ms)}
        saved = Update(
            self._pk(test.subject),
            f"ITEM#{response.item_id}",
            set={
                "item_id": response.item_id,
                "answered_at": response.answered_at.isoformat(),
                **self._answers.attributes(test.candidate_id, str(response.answer)),
            },
            default=first,
            add={"saves": 1},
        )
        try:
            self._table.transact([Check(self._pk(test.subject), "TEST", Attr("state").eq("open")), saved])
        except ConditionFailed:
            return False
        return True

    def complete(
        self,
        test: PersonalityTest,
        result: PersonalityResult,
        answers: Mapping[str, int] | None,
        events: Sequence[Event],
    ) -> bool:
        """Record the result, close the test, keep its nameless answers and tell of it, together."""
        pk = self._pk(test.subject)
        writes: list[Write] = [
            Put(self._test_item(test), Attr("state").eq("open")),
            Put(
                {"PK": pk, "SK": "RESULT", **self._results.attributes(test.candidate_id, result)},
                Attr("PK").not_exists(),
            ),
            *outbox_puts(pk, events),
        ]
        if answers is not None:
            writes.append(Put(self._counted(result, answers)))
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return False
        return True

    def result(self, subject: str) -> PersonalityResult | None:
        """Return the result of a test, or None."""
        item = self._table.get(self._pk(subject), "RESULT")
        return self._results.content(item, PersonalityResult) if item else None

    def answers(self, version: str, language: Language) -> Sequence[Mapping[str, int]]:
        """Return the valid, complete answers of the newest results."""
        rows = self._table.query(self._all, begins=f"RESPONSES#{version}#{language}#", newest_first=True, limit=NEWEST)
        return [_spread(inventory(version), str(row["answers"])) for row in rows]

    def norms(self, version: str, language: Language) -> Sequence[Norm]:
        """Return the frozen norms, the newest first."""
        rows = self._table.query(self._all, begins=f"NORM#{version}#{language}#", newest_first=True, limit=100)
        return [Norm.model_validate_json(row["norm"]) for row in rows]

    def add_norm(self, norm: Norm, entry: AuditEntry) -> None:
        """Record a norm together with who froze it."""
        sk = f"NORM#{norm.version}#{norm.language}#{norm.frozen_at.isoformat()}#{norm.norm_id}"
        item = {"PK": self._all, "SK": sk, "norm": norm.model_dump_json()}
        self._trail.transact([Put(item, Attr("PK").not_exists())], entry)

    def _response(self, row: Item) -> Response:
        return Response(
            item_id=row["item_id"],
            answer=int(self._answers.text(row)),
            elapsed_ms=row.get("elapsed_ms"),
            answered_at=row["answered_at"],
            changes=int(row["saves"]) - 1,
        )

    def _counted(self, result: PersonalityResult, answers: Mapping[str, int]) -> Item:
        """Whose they are is not said: no id, no hour."""
        at = result.completed_at
        return {
            "PK": self._all,
            "SK": f"RESPONSES#{result.version}#{result.language}#{at.date().isoformat()}#{uuid4().hex}",
            "answers": "".join(str(answers[item.item_id]) for item in inventory(result.version).items),
            "expires_at": int((at + KEPT).timestamp()),
        }

    def _test_item(self, test: PersonalityTest) -> Item:
        return {"PK": self._pk(test.subject), "SK": "TEST", "state": test.state, "test": test.model_dump_json()}

    @property
    def _all(self) -> str:
        return self._table.pk("PERSONALITIES")

    def _pk(self, subject: str) -> str:
        return self._table.pk(f"PERSONALITY#{subject}")


def _spread(items: Inventory, answers: str) -> dict[str, int]:
    return {item.item_id: int(point) for item, point in zip(items.items, answers, strict=True)}
