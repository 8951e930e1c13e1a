"""A month's row: which run holds it, which one paid it, how often its inputs changed. Its writes, for transactions.

``open``: the run that is not approved yet. ``busy``: it is being calculated. ``regular``: the regular run that was
approved and not reversed. ``inputs``: a count; a run that was calculated at another one is not approved.
"""

from shared.kernel.frozen import Frozen
from shared.kernel.ids import RunId
from shared.payroll.contracts import Period
from shared.platform.table import TenantTable
from shared.platform.writes import Attr, ConditionBase, Update


class Month(Frozen):
    """What a month's row says."""

    open: RunId | None = None
    busy: bool = False
    regular: RunId | None = None
    inputs: int = 0


def month_of(table: TenantTable, period: Period) -> Month:
    """Return a month's row; empty where nothing was done in it."""
    item = table.get(*keys(table, period)) or {}
    return Month(
        open=item.get("open"), busy="busy" in item, regular=item.get("regular"), inputs=int(item.get("inputs", 0))
    )


def opened(table: TenantTable, period: Period, run_id: RunId, *, regular: bool) -> Update:
    """A run takes the month; where it is a regular one, no other may have paid it."""
    free = Attr("open").not_exists()
    condition = free & Attr("regular").not_exists() if regular else free
    return Update(*keys(table, period), set={"open": run_id}, condition=condition)


def busy(table: TenantTable, period: Period, run_id: RunId) -> Update:
    """The run is being calculated: inputs wait."""
    return Update(*keys(table, period), set={"busy": True}, condition=Attr("open").eq(run_id))


def rested(table: TenantTable, period: Period, run_id: RunId) -> Update:
    """The calculation is over."""
    return Update(*keys(table, period), remove=("busy",), condition=Attr("open").eq(run_id))


def closed(table: TenantTable, period: Period, run_id: RunId) -> Update:
    """The run gives the month back without having paid it."""
    return Update(*keys(table, period), remove=("open", "busy"), condition=Attr("open").eq(run_id))


def approved(table: TenantTable, period: Period, run_id: RunId, inputs: int, *, regular: bool) -> Update:
    """The run was approved, a regular one on these inputs."""
    condition: ConditionBase = Attr("open").eq(run_id)
    if regular:
        condition &= Attr("inputs").eq(inputs) if inputs else Attr("inputs").not_exists()
    return Update(
        *keys(table, period), set={"regular": run_id} if regular else {}, remove=("open", "busy"), condition=condition
    )


def undone(table: TenantTable, period: Period, run_id: RunId, *, regular: bool) -> Update:
    """A reversal was approved: where the reversed run was a regular one, the month may be paid anew."""
    removed = ("open", "busy", "regular") if regular else ("open", "busy")
    return Update(*keys(table, period), remove=removed, condition=Attr("open").eq(run_id))


def inputs_changed(table: TenantTable, period: Period) -> Update:
    """Inputs of the month changed: not while it is calculated, nor after it was paid."""
    condition = Attr("busy").not_exists() & Attr("regular").not_exists()
    return Update(*keys(table, period), add={"inputs": 1}, condition=condition)


def keys(table: TenantTable, period: Period) -> tuple[str, str]:
    """Return the keys of a month's row."""
    return table.pk(f"PAYPERIOD#{period}"), "PERIOD"
