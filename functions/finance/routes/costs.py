"""Costs of recruiting and training: enter, list, sum up per hire and per interview."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.finance.routes.desk import MONTH, After, Limit, Which, finance_of
from shared.finance.budgets.model import Budget
from shared.finance.budgets.service import check_cost
from shared.finance.costs import service
from shared.finance.costs.errors import NoSuchCost
from shared.finance.costs.model import COMPANY, Cost, CostOrder, Scope, Totals
from shared.kernel.errors import Invalid
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, routes, staff
from shared.platform.paging import Cursor, Page

router = routes()
COSTS = "/v1/finance/costs"
Month = Annotated[str, Query(pattern=MONTH)]


class RecordedCost(BaseModel):
    """A cost, and the budgets that it went over (by id) where they warn."""

    cost: Cost
    over: list[str]


class TotalsView(BaseModel):
    """Sums in fen. ``per_hire_fen`` leaves training out; null without a hire or an interview."""

    by_kind: dict[str, int]
    spent_fen: int
    recruiting_fen: int
    interviews: int
    hires: int
    per_interview_fen: int | None
    per_hire_fen: int | None


class SummaryView(BaseModel):
    """The sums of a scope over months, together and by month."""

    scope: Scope
    of: str
    total: TotalsView
    by_month: dict[str, TotalsView]


@router.post(COSTS, summary="Enter a cost", status_code=201)
def post_cost(order: CostOrder) -> tuple[RecordedCost, int]:
    """Enter what was spent. A budget that blocks refuses it; one that warns is named in the answer."""
    who = staff(router)
    authorize(who, "record_cost", Resource(department=order.department))
    here, over = finance_of(who), list[Budget]()
    key = idempotency_key(router)
    request = Request.of("record_cost", f"{who.user_id}/{key}" if key else None, order)

    def allowed(cost: Cost) -> None:
        over.extend(check_cost(cost, here.budgets))

    cost = service.record_cost(order, request, who, here.costs, allowed)
    return RecordedCost(cost=cost, over=[budget.budget_id for budget in over]), 201


@router.get(COSTS, summary="List costs")
def get_costs(
    month: Annotated[str | None, Query(pattern=MONTH)] = None,
    about: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[Cost]:
    """List the costs of a month, or of one thing (``interview/int_1``, ``course/c1``)."""
    who = staff(router)
    authorize(who, "read_finance")
    costs = finance_of(who).costs.costs
    if (month is None) == (about is None):
        raise Invalid("Name a month or what it is about. 请指定月份或对象。", "Send month=2026-11 or about=interview/…")
    after = Cursor.read(cursor)
    found, following = costs.of_month(month, limit, after) if month else costs.about(about or "", limit, after)
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{COSTS}/summary", summary="Sum costs up, per hire and per interview")
def get_summary(
    first: Annotated[str, Query(alias="from", pattern=MONTH)],
    last: Annotated[str, Query(alias="to", pattern=MONTH)],
    scope: Annotated[Scope, Query()] = "company",
    of: Annotated[str, Query(min_length=1, max_length=120)] = COMPANY,
) -> SummaryView:
    """Return the sums of the company, a department, a position or a campaign."""
    who = staff(router)
    authorize(who, "read_budget", Resource(department=of if scope == "department" else None))
    total, by_month = service.totals_of(scope, of, first, last, finance_of(who).costs)
    months = {month: _view(each) for month, each in sorted(by_month.items())}
    return SummaryView(scope=scope, of=of, total=_view(total), by_month=months)


@router.get(f"{COSTS}/<cost_id>", summary="Read a cost")
def get_cost(cost_id: Which) -> Cost:
    """Return a cost with quantity, unit and price."""
    who = staff(router)
    authorize(who, "read_finance")
    cost = finance_of(who).costs.costs.cost(cost_id)
    if cost is None:
        raise NoSuchCost(cost_id)
    return cost


def _view(totals: Totals) -> TotalsView:
    return TotalsView(
        by_kind={str(kind): amount for kind, amount in totals.by_kind.items()},
        spent_fen=totals.spent_fen,
        recruiting_fen=totals.recruiting_fen,
        interviews=totals.interviews,
        hires=totals.hires,
        per_interview_fen=totals.per_interview_fen,
        per_hire_fen=totals.per_hire_fen,
    )
