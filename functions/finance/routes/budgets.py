"""Recruiting budgets: plan, change, see planned, committed and spent."""

from decimal import Decimal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from functions.finance.routes.desk import After, Limit, Which, finance_of
from shared.finance.budgets import service
from shared.finance.budgets.model import Budget, BudgetDraft, Standing
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page

router = routes()
HUNDREDTH = Decimal("0.01")
BUDGETS = "/v1/finance/budgets"
ONE = f"{BUDGETS}/<budget_id>"


class StandingView(BaseModel):
    """How a budget stands, in fen. ``committed_fen``: offers that are out; ``accepted_fen``: those accepted."""

    planned_fen: int
    committed_fen: int
    accepted_fen: int
    spent_fen: int
    free_fen: int
    percent: str


class BudgetView(BaseModel):
    """A budget and how it stands. Its ETag is ``budget.revision``."""

    budget: Budget
    standing: StandingView


@router.post(BUDGETS, summary="Plan a recruiting budget", status_code=201)
def post_budget(draft: BudgetDraft) -> Response[BudgetView]:
    """Plan a budget of a department, a position or a campaign over months."""
    who = staff(router)
    authorize(who, "manage_budget", _resource(draft))
    key, desk = idempotency_key(router), finance_of(who).budgets
    request = Request.of("plan_budget", f"{who.user_id}/{key}" if key else None, draft)
    return _tagged(service.plan_budget(draft, request, who, desk), desk, 201)


@router.get(BUDGETS, summary="List recruiting budgets")
def get_budgets(limit: Limit = 50, cursor: After = None) -> Page[Budget]:
    """List budgets, the newest first; a manager sees those of the own departments. Read one to see how it stands."""
    who = staff(router)
    found, following = finance_of(who).budgets.budgets.page(limit, Cursor.read(cursor))
    seen = [each for each in found if permits(who, "read_budget", _resource(each.draft))]
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(ONE, summary="Read a recruiting budget")
def get_budget(budget_id: Which) -> Response[BudgetView]:
    """Return a budget with what is committed and spent."""
    who = staff(router)
    desk = finance_of(who).budgets
    budget = desk.found(budget_id)
    authorize(who, "read_budget", _resource(budget.draft))
    return _tagged(budget, desk)


@router.put(ONE, summary="Change a recruiting budget")
def put_budget(budget_id: Which, draft: BudgetDraft) -> Response[BudgetView]:
    """Plan it anew; what it is for stays."""
    who = staff(router)
    authorize(who, "manage_budget", _resource(draft))
    desk = finance_of(who).budgets
    return _tagged(service.change_budget(budget_id, draft, if_match(router), who, desk), desk)


@router.delete(ONE, summary="Delete a recruiting budget", status_code=204)
def delete_budget(budget_id: Which) -> Response[None]:
    """Take a budget away; costs and offers stay."""
    who = staff(router)
    desk = finance_of(who).budgets
    authorize(who, "manage_budget", _resource(desk.found(budget_id).draft))
    service.delete_budget(budget_id, if_match(router), who, desk)
    return Response(status_code=204, content_type="application/json")


def _resource(draft: BudgetDraft) -> Resource:
    return Resource(department=draft.of if draft.scope == "department" else None)


def _tagged(budget: Budget, desk: service.BudgetDesk, status: int = 200) -> Response[BudgetView]:
    return tagged(BudgetView(budget=budget, standing=_view(desk.standing(budget))), budget.revision, status)


def _view(standing: Standing) -> StandingView:
    return StandingView(
        **standing.model_dump(), free_fen=standing.free_fen, percent=f"{standing.percent.quantize(HUNDREDTH)}"
    )
