"""``bole finance``: how a tenant's vouchers stand, what is blocked, and whether both sides agree; for operators."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from local.books import books_of
from local.commands.tenants import ByOption, StageOption, Tenant, deployment
from local.operators import operator_name
from local.options import EndpointOption, HomeOption
from local.terminal import FAILED, out
from shared.finance.accounts.standard import standard_chart
from shared.finance.contracts import VoucherState
from shared.finance.reconciliation.model import Reconciliation
from shared.finance.reconciliation.service import reconcile as reconciled
from shared.finance.vouchers.model import VoucherRecord
from shared.kernel.money import written

app = typer.Typer(name="finance", help="Vouchers and reconciliation, for operators.", no_args_is_help=True)
SHOWN = 50


@app.callback()
def finance() -> None:
    """Vouchers and reconciliation."""


@app.command()
def vouchers(
    tenant: Tenant,
    state: Annotated[
        str | None, typer.Option(help="waiting, posting, posted, failed, needs_attention or draft.")
    ] = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """List the newest vouchers, and what stands in the way of those that are not posted."""
    with deployment(home, endpoint, stage) as there:
        store = books_of(there, tenant).vouchers.vouchers
        which: VoucherState | None = state  # type: ignore[assignment]
        found, more = store.page(which, SHOWN, None)
    print_vouchers(found)
    if more is not None:
        out.print(f"[dim]the newest {SHOWN}; the API lists all[/]")


def print_vouchers(found: list[VoucherRecord]) -> None:
    """Print vouchers with their state at each connector."""
    table = Table("voucher", "kind", "date", "amount", "state", "", box=None)
    for record in found:
        said = [
            f"{name}: {posting.number or (posting.problem.code if posting.problem else posting.state)}"
            for name, posting in record.postings.items()
        ]
        table.add_row(
            record.voucher_id,
            record.kind,
            record.voucher_date,
            written(record.total_fen),
            record.state,
            escape(", ".join(said) or "no connection"),
        )
    out.print(table)


@app.command()
def blocked(
    tenant: Tenant, stage: StageOption = None, home: HomeOption = None, endpoint: EndpointOption = None
) -> None:
    """List what could not be booked, and what to mend. Ends with 1 where there is something."""
    with deployment(home, endpoint, stage) as there:
        found, _more = books_of(there, tenant).vouchers.vouchers.bookings(True, SHOWN, None)
    for booking in found:
        problem = booking.problem
        out.print(f"[bold]{escape(booking.source)}[/]", highlight=False)
        if problem is not None:
            out.print(f"  {escape(problem.problem.read_in('en'))}", highlight=False)
            out.print(f"  [dim]{escape(problem.remedy.read_in('en') if problem.remedy else '')}[/]", highlight=False)
    if found:
        raise typer.Exit(FAILED)
    out.print("nothing is blocked")


@app.command()
def reconcile(
    tenant: Tenant,
    period: Annotated[str, typer.Option(help="The month: 2026-11")],
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Compare a month with every connection now. Ends with 1 where something differs."""
    with deployment(home, endpoint, stage) as there:
        here, actor = books_of(there, tenant), f"operator:{operator_name(by)}"
        names = [each.name for each in here.connections.connections.all() if each.enabled]
        found = [reconciled(name, period, here.reconciliations, actor) for name in names]
    print_reconciled(found)
    if not all(each.holds for each in found):
        raise typer.Exit(FAILED)


def print_reconciled(found: list[Reconciliation]) -> None:
    """Print each comparison, and every difference."""
    for each in found:
        said = each.problem or ("[green]holds[/]" if each.holds else f"[bold red]{len(each.differences)} differ[/]")
        out.print(f"{escape(each.connector)}  {each.period}  ours {each.ours}  theirs {each.theirs}  {said}")
        for one in each.differences:
            sides = " / ".join("-" if fen is None else written(fen) for fen in (one.ours_fen, one.theirs_fen))
            out.print(f"  {one.kind:<15} {one.voucher_id}  {sides}  {escape(one.number)}", highlight=False)


@app.command()
def chart() -> None:
    """Print the standard chart of accounts."""
    table = Table("account", "", "", "kind", "auxiliary", box=None)
    for account in standard_chart().accounts:
        zh, en = account.title.read_in("zh"), account.title.read_in("en")
        table.add_row(account.number, zh, en, account.kind, ", ".join(account.auxiliary))
    out.print(table)
