"""Where budgets and what offers hold are kept: the only file of the subject that spells table keys."""

from collections.abc import Sequence

from shared.finance.budgets.model import Budget, BudgetScope, Held
from shared.kernel.events import Event
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Write


class BudgetStore:
    """One tenant's budgets: a row each, and a pointer in the partition of what it is for."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def done(self, request: Request | None) -> str | None:
        """Return the budget that this request made before, or None. Raises ``KeyReused``."""
        return remembered(self._table, request) if request else None

    def budget(self, budget_id: str) -> Budget | None:
        """Return a budget, or None."""
        item = self._table.get(self._pk(budget_id), "BUDGET")
        return Budget.model_validate_json(item["budget"]) if item else None

    def page(self, limit: int, cursor: Cursor | None) -> tuple[list[Budget], Cursor | None]:
        """Return a page of budgets, the newest first. One query."""
        rows = self._table.page(self._table.pk("BUDGETS"), index="GSI1", limit=limit, cursor=cursor, newest_first=True)
        return [Budget.model_validate_json(item["budget"]) for item in rows.items], rows.next

    def of(self, scope: BudgetScope, of: str) -> list[Budget]:
        """Return the budgets of something: a query, and one read of all of them together."""
        ids = [str(item["SK"]) for item in self._table.query(self._scope(scope, of), limit=100)]
        items = self._table.get_many([(self._pk(each), "BUDGET") for each in ids])
        return [Budget.model_validate_json(item["budget"]) for item in items]

    def put(
        self,
        budget: Budget,
        entry: AuditEntry | None,
        events: Sequence[Event] = (),
        request: Request | None = None,
    ) -> bool:
        """Write the next revision; False where another one was quicker."""
        first = budget.revision == 1
        before = Attr("PK").not_exists() if first else Attr("revision").eq(budget.revision - 1)
        writes: list[Write] = [Put(self._item(budget), before), *outbox_puts(self._pk(budget.budget_id), events)]
        if first:
            draft = budget.draft
            writes.append(Put({"PK": self._scope(draft.scope, draft.of), "SK": budget.budget_id}))
        if request is not None:
            writes.append(request_put(self._table, request, budget.budget_id, budget.changed_at))
        return self._passed(writes, entry)

    def delete(self, budget: Budget, entry: AuditEntry) -> bool:
        """Take a budget away; False where it was changed in the meantime."""
        draft = budget.draft
        writes: list[Write] = [
            Delete(self._pk(budget.budget_id), "BUDGET", Attr("revision").eq(budget.revision)),
            Delete(self._scope(draft.scope, draft.of), budget.budget_id),
        ]
        return self._passed(writes, entry)

    def hold(self, scope: BudgetScope, of: str, held: Held) -> bool:
        """Note what the offers of a requisition hold; False where that, or something newer, is known."""
        older = Attr("PK").not_exists() | Attr("revision").lt(held.revision)
        item: Item = {
            "PK": self._held(scope, of),
            "SK": f"REQUISITION#{held.requisition_id}",
            "held": held.model_dump_json(),
            "revision": held.revision,
        }
        return self._passed([Put(item, older)], None)

    def held(self, scope: BudgetScope, of: str) -> list[Held]:
        """Return what offers hold of something. One query."""
        rows = self._table.query(self._held(scope, of), begins="REQUISITION#")
        return [Held.model_validate_json(item["held"]) for item in rows]

    def _item(self, budget: Budget) -> Item:
        return {
            "PK": self._pk(budget.budget_id),
            "SK": "BUDGET",
            "budget": budget.model_dump_json(),
            "revision": budget.revision,
            "GSI1PK": self._table.pk("BUDGETS"),
            "GSI1SK": budget.budget_id,
        }

    def _passed(self, writes: Sequence[Write], entry: AuditEntry | None) -> bool:
        try:
            if entry is None:
                self._table.transact(writes)
            else:
                self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, budget_id: str) -> str:
        return self._table.pk(f"BUDGET#{budget_id}")

    def _scope(self, scope: BudgetScope, of: str) -> str:
        return self._table.pk(f"BUDGETS_OF#{scope}#{of}")

    def _held(self, scope: BudgetScope, of: str) -> str:
        return self._table.pk(f"HELD#{scope}#{of}")
