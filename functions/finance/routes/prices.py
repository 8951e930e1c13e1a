"""Price lists: what a unit of an interview costs, from a day on."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.finance.routes.desk import After, Limit, finance_of
from shared.finance.accounts.service import add_version
from shared.finance.accounts.store import Dated, Stamp
from shared.finance.costs.prices import PriceList
from shared.kernel.frozen import Frozen
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page

router = routes()
PRICES = "/v1/finance/price-lists"


class PriceListDraft(Frozen):
    """A price list, and the day from which it holds."""

    effective_from: date
    prices: PriceList


class PriceListView(BaseModel):
    """A version of the price list. ``stamp.revision`` of the newest one is the ETag; 0: the standard list."""

    stamp: Stamp
    prices: PriceList


@router.get(f"{PRICES}/current", summary="Read the price list")
def get_prices(on: Annotated[date | None, Query()] = None) -> Response[PriceListView]:
    """Return the list that was written last, or the one that holds on a day."""
    who = staff(router)
    authorize(who, "read_finance")
    store = finance_of(who).costs.prices
    return _tagged(store.on(on) if on else store.newest())


@router.put(f"{PRICES}/current", summary="Change the price list")
def put_prices(draft: PriceListDraft) -> Response[PriceListView]:
    """Write the list that holds from a day on; what was metered before keeps its price."""
    who = staff(router)
    authorize(who, "manage_finance")
    desk, named = finance_of(who).costs, if_match(router)
    return _tagged(
        add_version(desk.prices, draft.prices, draft.effective_from, named, who, "prices", desk.trail, desk.clock)
    )


@router.get(PRICES, summary="List the versions of the price list")
def get_price_lists(limit: Limit = 50, cursor: After = None) -> Page[Stamp]:
    """List who wrote which version when, the one that begins last first."""
    who = staff(router)
    authorize(who, "read_finance")
    stamps, following = finance_of(who).costs.prices.stamps(limit, Cursor.read(cursor))
    return Page(items=stamps, next=following.spelled() if following else None)


def _tagged(found: Dated[PriceList]) -> Response[PriceListView]:
    return tagged(PriceListView(stamp=found.stamp, prices=found.content), found.stamp.revision)
