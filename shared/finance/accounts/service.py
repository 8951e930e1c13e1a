"""Use cases: read and change chart, mapping and settings; each change is a version that holds from a day on."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from shared.finance.accounts.errors import AccountUnknown, NotEffective
from shared.finance.accounts.model import Books, Chart, Mapping, unknown_accounts
from shared.finance.accounts.settings import BookSettings
from shared.finance.accounts.standard import standard_chart, standard_from, standard_mapping
from shared.finance.accounts.store import Dated, DatedStore, Stamp
from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.platform.table import TenantTable

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class AccountDesk:
    """A tenant's chart, mapping and settings, by their days."""

    charts: DatedStore[Chart]
    mappings: DatedStore[Mapping]
    settings: DatedStore[BookSettings]
    trail: AuditTrail
    clock: Clock

    def books(self, day: date) -> Books:
        """Return chart and mapping as they hold on a day. Two queries."""
        return Books(chart=self.charts.on(day).content, mapping=self.mappings.on(day).content)


def account_desk(table: TenantTable, trail: AuditTrail, clock: Clock) -> AccountDesk:
    """Return the desk over a tenant's table."""
    return AccountDesk(
        charts=DatedStore(table, trail, "CHART", Chart, lambda: (standard_from(), standard_chart())),
        mappings=DatedStore(table, trail, "MAPPING", Mapping, lambda: (standard_from(), standard_mapping())),
        settings=DatedStore(table, trail, "SETTINGS", BookSettings, lambda: (standard_from(), BookSettings())),
        trail=trail,
        clock=clock,
    )


def change_chart(
    chart: Chart, effective_from: date, named: frozenset[str] | None, who: Caller, desk: AccountDesk
) -> Dated[Chart]:
    """Write the chart that holds from a day on.

    Raises:
        AccountUnknown: the mapping of that day names accounts that the chart lacks.
        NotEffective, PreconditionRequired, PreconditionFailed: nothing was changed.
    """
    if unknown := unknown_accounts(chart, desk.mappings.on(effective_from).content.rules):
        raise AccountUnknown(unknown)
    return add_version(desk.charts, chart, effective_from, named, who, "chart", desk.trail, desk.clock)


def change_mapping(
    mapping: Mapping, effective_from: date, named: frozenset[str] | None, who: Caller, desk: AccountDesk
) -> Dated[Mapping]:
    """Write the mapping that holds from a day on. Raises as ``change_chart``."""
    if unknown := unknown_accounts(desk.charts.on(effective_from).content, mapping.rules):
        raise AccountUnknown(unknown)
    return add_version(desk.mappings, mapping, effective_from, named, who, "mapping", desk.trail, desk.clock)


def change_settings(
    settings: BookSettings, effective_from: date, named: frozenset[str] | None, who: Caller, desk: AccountDesk
) -> Dated[BookSettings]:
    """Write how the books are kept from a day on. Raises as ``change_chart``."""
    return add_version(desk.settings, settings, effective_from, named, who, "book_settings", desk.trail, desk.clock)


def add_version(
    store: DatedStore[M],
    content: M,
    effective_from: date,
    named: frozenset[str] | None,
    who: Caller,
    subject: str,
    trail: AuditTrail,
    clock: Clock,
) -> Dated[M]:
    """Write the next version of something dated. Raises ``NotEffective``, ``PreconditionFailed``, …Required."""
    before = store.newest().stamp
    expect(named, before.revision)
    if before.revision and effective_from < before.effective_from:
        raise NotEffective(str(effective_from), str(before.effective_from))
    stamp = Stamp(effective_from=effective_from, revision=before.revision + 1, made_by=who.user_id, made_at=clock.now())
    detail: dict[str, str | int] = {"effective_from": str(effective_from), "revision": stamp.revision}
    if not store.add(stamp, content, trail.entry(who, "manage_finance", subject, detail=detail)):
        raise PreconditionFailed
    return Dated(stamp, content)
