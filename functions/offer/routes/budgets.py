"""What offers hold of budgets and heads, by requisition."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.offer.routes.desk import Offers
from shared.kernel.ids import RequisitionId
from shared.offer.budget.errors import NoLedger
from shared.offer.budget.model import Ledger
from shared.platform.authorization import Resource, authorize, permitted
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
BUDGETS = "/v1/offer/budgets"


class BudgetView(BaseModel):
    """The ledger of a requisition, and what is free."""

    ledger: Ledger
    free_fen: int
    free_heads: int

    @classmethod
    def of(cls, ledger: Ledger) -> "BudgetView":
        """Return a ledger as it is shown."""
        return cls(ledger=ledger, free_fen=ledger.free_fen, free_heads=ledger.free_heads)


@router.get(BUDGETS, summary="List what offers hold of budgets")
def get_budgets(
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[BudgetView]:
    """List the ledgers of approved requisitions, the newest first; of a department where it is given."""
    who = staff(router)
    found, following = Offers.of(who).ledgers().page(department, limit, Cursor.read(cursor))
    allowed = permitted(who, "read_budget", [Resource(department=each.department) for each in found]) if found else []
    items = [BudgetView.of(each) for each, may in zip(found, allowed, strict=True) if may]
    return Page(items=items, next=following.spelled() if following else None)


@router.get(f"{BUDGETS}/<requisition_id>", summary="Read what offers hold of a requisition")
def get_budget(requisition_id: Annotated[str, Path(min_length=1, max_length=64)]) -> BudgetView:
    """Return the ledger of a requisition."""
    who = staff(router)
    ledger = Offers.of(who).ledgers().ledger(RequisitionId(requisition_id))
    if ledger is None:
        raise NoLedger(requisition_id)
    authorize(who, "read_budget", Resource(department=ledger.department))
    return BudgetView.of(ledger)
