"""Chart of accounts, mapping and how the books are kept: each in versions that hold from a day on."""

from datetime import date
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.finance.routes.desk import After, Limit, finance_of
from shared.finance.accounts import service
from shared.finance.accounts.model import Chart, Mapping, Use
from shared.finance.accounts.settings import BookSettings
from shared.finance.accounts.store import Dated, Stamp
from shared.kernel.frozen import Frozen
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page

router = routes()
On = Annotated[date | None, Query()]
Asked = Annotated[str, Query(min_length=1, max_length=64)]


class ChartDraft(Frozen):
    """A chart, and the day from which it holds."""

    effective_from: date
    chart: Chart


class ChartView(BaseModel):
    """A version of the chart. ``stamp.revision`` of the newest one is the ETag; 0: the standard chart."""

    stamp: Stamp
    chart: Chart


class MappingDraft(Frozen):
    """A mapping, and the day from which it holds."""

    effective_from: date
    mapping: Mapping


class MappingView(BaseModel):
    """A version of the mapping. ``stamp.revision`` of the newest one is the ETag; 0: the standard mapping."""

    stamp: Stamp
    mapping: Mapping


class SettingsDraft(Frozen):
    """Settings, and the day from which they hold."""

    effective_from: date
    settings: BookSettings


class SettingsView(BaseModel):
    """A version of the settings."""

    stamp: Stamp
    settings: BookSettings


class AccountFound(BaseModel):
    """Which account stands for something on a day."""

    account: str
    on: date


@router.get("/v1/finance/chart", summary="Read the chart of accounts")
def get_chart(on: On = None) -> Response[ChartView]:
    """Return the chart that was written last, or the one that holds on a day."""
    who = staff(router)
    authorize(who, "read_finance")
    store = finance_of(who).accounts.charts
    return _chart(store.on(on) if on else store.newest())


@router.put("/v1/finance/chart", summary="Change the chart of accounts")
def put_chart(draft: ChartDraft) -> Response[ChartView]:
    """Write the chart that holds from a day on; vouchers of before keep theirs."""
    who = staff(router)
    authorize(who, "manage_finance")
    desk = finance_of(who).accounts
    return _chart(service.change_chart(draft.chart, draft.effective_from, if_match(router), who, desk))


@router.get("/v1/finance/mapping", summary="Read the mapping to accounts")
def get_mapping(on: On = None) -> Response[MappingView]:
    """Return the mapping that was written last, or the one that holds on a day."""
    who = staff(router)
    authorize(who, "read_finance")
    store = finance_of(who).accounts.mappings
    return _mapping(store.on(on) if on else store.newest())


@router.put("/v1/finance/mapping", summary="Change the mapping to accounts")
def put_mapping(draft: MappingDraft) -> Response[MappingView]:
    """Write the mapping that holds from a day on; accounts that the chart lacks are refused."""
    who = staff(router)
    authorize(who, "manage_finance")
    desk = finance_of(who).accounts
    return _mapping(service.change_mapping(draft.mapping, draft.effective_from, if_match(router), who, desk))


@router.get("/v1/finance/mapping/account", summary="Find the account of a component")
def get_account(component: Asked, cost_centre: Asked, use: Annotated[Use, Query()], on: On = None) -> AccountFound:
    """Return which account it is booked to; ``component`` is a code, or a kind (``kind:earning``)."""
    who = staff(router)
    authorize(who, "read_finance")
    desk = finance_of(who).accounts
    day = on or desk.clock.now().date()
    kind = component if ":" in component else "kind:earning"
    return AccountFound(account=desk.books(day).account(use, component, kind, cost_centre).number, on=day)


@router.get("/v1/finance/settings", summary="Read how the books are kept")
def get_settings(on: On = None) -> Response[SettingsView]:
    """Return the settings that were written last, or those that hold on a day."""
    who = staff(router)
    authorize(who, "read_finance")
    store = finance_of(who).accounts.settings
    return _settings(store.on(on) if on else store.newest())


@router.put("/v1/finance/settings", summary="Change how the books are kept")
def put_settings(draft: SettingsDraft) -> Response[SettingsView]:
    """Write the settings that hold from a day on."""
    who = staff(router)
    authorize(who, "manage_finance")
    desk = finance_of(who).accounts
    return _settings(service.change_settings(draft.settings, draft.effective_from, if_match(router), who, desk))


@router.get("/v1/finance/versions/<what>", summary="List the versions of chart, mapping or settings")
def get_versions(what: Literal["chart", "mapping", "settings"], limit: Limit = 50, cursor: After = None) -> Page[Stamp]:
    """List who wrote which version when, the one that begins last first; read one by its day."""
    who = staff(router)
    authorize(who, "read_finance")
    desk = finance_of(who).accounts
    stamps, following = {
        "chart": desk.charts.stamps,
        "mapping": desk.mappings.stamps,
        "settings": desk.settings.stamps,
    }[what](limit, Cursor.read(cursor))
    return Page(items=stamps, next=following.spelled() if following else None)


def _chart(found: Dated[Chart]) -> Response[ChartView]:
    return tagged(ChartView(stamp=found.stamp, chart=found.content), found.stamp.revision)


def _mapping(found: Dated[Mapping]) -> Response[MappingView]:
    return tagged(MappingView(stamp=found.stamp, mapping=found.content), found.stamp.revision)


def _settings(found: Dated[BookSettings]) -> Response[SettingsView]:
    return tagged(SettingsView(stamp=found.stamp, settings=found.content), found.stamp.revision)
