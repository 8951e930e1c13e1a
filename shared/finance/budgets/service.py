"""Use cases: plan a budget, see how it stands, note what offers hold, tell of thresholds, refuse a cost."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.finance.budgets.errors import BudgetExceeded, NoSuchBudget
from shared.finance.budgets.model import Budget, BudgetDraft, BudgetScope, Held, Standing
from shared.finance.budgets.store import BudgetStore
from shared.finance.contracts import BudgetAlert, CostRecorded
from shared.finance.costs.model import Cost
from shared.finance.costs.store import CostStore
from shared.kernel.clock import Clock
from shared.kernel.errors import Invalid, PreconditionFailed, Unavailable
from shared.kernel.ids import new_id
from shared.kernel.request import Request
from shared.offer.contracts import BudgetCommitted
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller

ATTEMPTS = 5
ETag = frozenset[str] | None


@dataclass(frozen=True)
class BudgetDesk:
    """What use cases of budgets work with."""

    budgets: BudgetStore
    costs: CostStore
    trail: AuditTrail
    clock: Clock

    def standing(self, budget: Budget) -> Standing:
        """Return how a budget stands now. Two queries."""
        draft = budget.draft
        totals = self.costs.totals(draft.scope, draft.of, draft.first, draft.last).values()
        held = [each for each in self.budgets.held(draft.scope, draft.of) if draft.offers and budget.covers(each.on)]
        return Standing(
            planned_fen=draft.planned_fen,
            committed_fen=sum(each.committed_fen for each in held),
            accepted_fen=sum(each.accepted_fen for each in held),
            spent_fen=sum(each.spent_fen for each in totals),
        )

    def found(self, budget_id: str) -> Budget:
        """Return a budget. Raises ``NoSuchBudget``."""
        budget = self.budgets.budget(budget_id)
        if budget is None:
            raise NoSuchBudget(budget_id)
        return budget


class OtherScope(Invalid):
    """A budget is for what it was planned for."""

    code = "other_scope"

    def __init__(self) -> None:
        super().__init__(
            "A budget keeps what it is for (scope, of). 预算对象不可更改。", "Plan another budget. 请另建预算。"
        )


def plan_budget(draft: BudgetDraft, request: Request | None, who: Caller, desk: BudgetDesk) -> Budget:
    """Plan a budget. The same request again returns the same one. Raises ``KeyReused``, ``Unavailable``."""
    if known := desk.budgets.done(request):
        return desk.found(known)
    now = desk.clock.now()
    budget = Budget(budget_id=new_id("bud"), draft=draft, changed_by=who.user_id, changed_at=now)
    entry = desk.trail.entry(who, "manage_budget", budget.budget_id, detail={"planned_fen": draft.planned_fen})
    if not desk.budgets.put(budget, entry, request=request):
        return desk.found(desk.budgets.done(request) or budget.budget_id)
    return budget


def change_budget(budget_id: str, draft: BudgetDraft, named: ETag, who: Caller, desk: BudgetDesk) -> Budget:
    """Plan it anew. A threshold that it is under again will be told again.

    Raises ``NoSuchBudget``, ``OtherScope``, ``PreconditionFailed``, …Required.
    """
    before = desk.found(budget_id)
    expect(named, before.revision)
    if (draft.scope, draft.of) != (before.draft.scope, before.draft.of):
        raise OtherScope
    after = before.model_copy(
        update={
            "draft": draft,
            "revision": before.revision + 1,
            "changed_by": who.user_id,
            "changed_at": desk.clock.now(),
        }
    )
    standing = desk.standing(after)
    after = after.model_copy(update={"alerted": tuple(each for each in before.alerted if standing.percent >= each)})
    entry = desk.trail.entry(who, "manage_budget", budget_id, detail={"planned_fen": draft.planned_fen})
    if not desk.budgets.put(after, entry):
        raise PreconditionFailed
    return after


def delete_budget(budget_id: str, named: ETag, who: Caller, desk: BudgetDesk) -> None:
    """Take a budget away. Raises ``NoSuchBudget``, ``PreconditionFailed``, …Required."""
    budget = desk.found(budget_id)
    expect(named, budget.revision)
    if not desk.budgets.delete(budget, desk.trail.entry(who, "manage_budget", budget_id, detail={"gone": True})):
        raise PreconditionFailed


def offers_hold(committed: BudgetCommitted, desk: BudgetDesk) -> int:
    """Note what the offers of a requisition hold, and tell of thresholds that are passed; return how many were."""
    held = Held(
        requisition_id=committed.requisition_id,
        committed_fen=committed.committed_fen,
        accepted_fen=committed.accepted_fen,
        revision=committed.revision,
        on=committed.occurred_at.date(),
    )
    scopes: list[tuple[BudgetScope, str]] = [
        ("department", committed.department),
        ("position", committed.position_id),
    ]
    for scope, of in scopes:
        desk.budgets.hold(scope, of, held)
    return tell_alerts(scopes, desk)


def cost_recorded(cost: CostRecorded, desk: BudgetDesk) -> int:
    """Tell of thresholds that a cost passed; return how many. The sums are moved already, with the cost."""
    return tell_alerts(_scopes(cost), desk)


def tell_alerts(scopes: Iterable[tuple[BudgetScope, str]], desk: BudgetDesk) -> int:
    """Tell of thresholds that are passed, once each. Raises ``Unavailable``."""
    return sum(_told(budget, desk) for scope, of in scopes for budget in desk.budgets.of(scope, of))


def check_cost(cost: Cost, desk: BudgetDesk) -> list[Budget]:
    """Return the budgets that a cost would go over and that warn. Raises ``BudgetExceeded`` where one blocks."""
    over = []
    for scope, of in _scopes(cost):
        for budget in desk.budgets.of(scope, of):
            if not budget.covers(cost.on):
                continue
            free = desk.standing(budget).free_fen
            if cost.amount_fen > free:
                if budget.draft.when_over == "block":
                    raise BudgetExceeded(budget.budget_id, budget.draft.name, free, cost.amount_fen)
                over.append(budget)
    return over


def _told(budget: Budget, desk: BudgetDesk) -> int:
    for _attempt in range(ATTEMPTS):
        standing = desk.standing(budget)
        passed = standing.passed(budget.draft.alerts, budget.alerted)
        if not passed:
            return 0
        after = budget.model_copy(
            update={"alerted": tuple(sorted({*budget.alerted, *passed})), "revision": budget.revision + 1}
        )
        if desk.budgets.put(after, None, [_alert(budget, standing, percent, desk) for percent in passed]):
            return len(passed)
        budget = desk.found(budget.budget_id)
    raise Unavailable("Others are changing this budget at this moment.", "Try again. 请稍后重试。")


def _alert(budget: Budget, standing: Standing, percent: int, desk: BudgetDesk) -> BudgetAlert:
    return BudgetAlert(
        event_id=new_id("evt"),
        tenant_id=desk.budgets.tenant_id,
        occurred_at=desk.clock.now(),
        budget_id=budget.budget_id,
        scope=budget.draft.scope,
        of=budget.draft.of,
        percent=percent,
        planned_fen=standing.planned_fen,
        committed_fen=standing.committed_fen + standing.accepted_fen,
        spent_fen=standing.spent_fen,
    )


def _scopes(cost: Cost | CostRecorded) -> list[tuple[BudgetScope, str]]:
    named: list[tuple[BudgetScope, str | None]] = [
        ("department", cost.department),
        ("position", cost.position_id),
        ("campaign", cost.campaign),
    ]
    return [(scope, of) for scope, of in named if of]
