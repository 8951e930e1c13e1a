"""Where costs and their sums are kept: the only file of the subject that spells table keys.

Sums are counters by scope and month, moved in the transaction that enters a cost, so each cost counts once.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import get_args

from shared.finance.contracts import CostKind
from shared.finance.costs.model import COMPANY, Cost, Scope, Totals
from shared.kernel.events import Event
from shared.kernel.ids import EmployeeId, InterviewId, PositionId
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.paging import Cursor
from shared.platform.requests import remembered, request_put
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write

INTERVIEWS, HIRES = "interviews", "hires"
COST_KINDS: tuple[CostKind, ...] = get_args(CostKind)


class CostStore:
    """One tenant's costs."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def done(self, request: Request | None) -> str | None:
        """Return the cost that this request made before, or None. Raises ``KeyReused``."""
        return remembered(self._table, request) if request else None

    def cost(self, cost_id: str) -> Cost | None:
        """Return a cost, or None."""
        item = self._table.get(self._pk(cost_id), "COST")
        return Cost.model_validate_json(item["cost"]) if item else None

    def record(
        self,
        costs: Sequence[Cost],
        events: Sequence[Event],
        *,
        interview: InterviewId | None = None,
        entry: AuditEntry | None = None,
        request: Request | None = None,
    ) -> bool:
        """Enter costs with their events, all or none; False where they are there already.

        ``interview``: what they were metered for; the first costs of one count it.
        """
        counts: dict[tuple[Scope, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for cost in costs:
            for scope, of in cost.scopes:
                counts[scope, of, cost.month][cost.kind] += cost.amount_fen
        writes: list[Write] = [Put(self._item(cost), Attr("PK").not_exists()) for cost in costs]
        if interview is not None and (first := self._first_of(interview)) is not None:
            writes.append(first)
            for scope, of in costs[0].scopes:
                counts[scope, of, costs[0].month][INTERVIEWS] += 1
        writes += [self._counted(scope, of, month, added) for (scope, of, month), added in counts.items()]
        writes += outbox_puts(self._pk(costs[0].cost_id), events)
        if request is not None:
            writes.append(request_put(self._table, request, costs[0].cost_id, costs[0].recorded_at))
        return self._passed(writes, entry)

    def hired(self, employee_id: EmployeeId, department: str, position_id: PositionId | None, month: str) -> bool:
        """Count somebody who was hired, once; False where they are counted."""
        scopes: list[tuple[Scope, str]] = [("company", COMPANY), ("department", department)]
        if position_id is not None:
            scopes.append(("position", position_id))
        mark: Item = {"PK": self._table.pk(f"HIRE#{employee_id}"), "SK": "HIRE", "month": month}
        writes: list[Write] = [Put(mark, Attr("PK").not_exists())]
        writes += [self._counted(scope, of, month, {HIRES: 1}) for scope, of in scopes]
        return self._passed(writes, None)

    def totals(self, scope: Scope, of: str, first: str, last: str) -> dict[str, Totals]:
        """Return the sums of a scope by month, from ``first`` to ``last`` (``2026-01``). One query."""
        rows = self._table.query(self._spent(scope, of), up_to=f"MONTH#{last}", newest_first=True)
        found: dict[str, Totals] = {}
        for item in rows:
            month = str(item["SK"]).removeprefix("MONTH#")
            if month < first:
                break
            found[month] = _totals(item)
        return found

    def of_month(self, month: str, limit: int, cursor: Cursor | None) -> tuple[list[Cost], Cursor | None]:
        """Return a page of a month's costs, by day. One query."""
        rows = self._table.page(self._table.pk(f"COSTS#{month}"), index="GSI1", limit=limit, cursor=cursor)
        return [Cost.model_validate_json(item["cost"]) for item in rows.items], rows.next

    def about(self, what: str, limit: int, cursor: Cursor | None) -> tuple[list[Cost], Cursor | None]:
        """Return a page of the costs of one thing (``interview/int_1``). One query."""
        rows = self._table.page(self._table.pk(f"COSTS_OF#{what}"), index="GSI2", limit=limit, cursor=cursor)
        return [Cost.model_validate_json(item["cost"]) for item in rows.items], rows.next

    def _first_of(self, interview: InterviewId) -> Put | None:
        pk = self._table.pk(f"METERED#{interview}")
        if self._table.get(pk, "METERED") is not None:
            return None
        return Put({"PK": pk, "SK": "METERED"}, Attr("PK").not_exists())

    def _counted(self, scope: Scope, of: str, month: str, added: dict[str, int]) -> Update:
        add = {name: count for name, count in added.items() if count}
        return Update(self._spent(scope, of), f"MONTH#{month}", add=add)

    def _item(self, cost: Cost) -> Item:
        return {
            "PK": self._pk(cost.cost_id),
            "SK": "COST",
            "cost": cost.model_dump_json(),
            "GSI1PK": self._table.pk(f"COSTS#{cost.month}"),
            "GSI1SK": f"{cost.on}#{cost.cost_id}",
            "GSI2PK": self._table.pk(f"COSTS_OF#{cost.about}"),
            "GSI2SK": f"{cost.on}#{cost.cost_id}",
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

    def _spent(self, scope: Scope, of: str) -> str:
        return self._table.pk(f"SPENT#{scope}#{of}")

    def _pk(self, cost_id: str) -> str:
        return self._table.pk(f"COST#{cost_id}")


def _totals(item: Item) -> Totals:
    counted: dict[CostKind, int] = {kind: int(item[kind]) for kind in COST_KINDS if kind in item}
    return Totals(by_kind=counted, interviews=int(item.get(INTERVIEWS, 0)), hires=int(item.get(HIRES, 0)))
