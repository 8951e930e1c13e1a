"""``bole tenants``: create, see, suspend, limit, export and delete tenants, as an operator of the deployment."""

import json as json_text
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from local.operators import Operators, operator_name, operators_of
from local.options import EndpointOption, HomeOption
from local.terminal import errors_in_words, fail, out

app = typer.Typer(name="tenants", help="A deployment's tenants, for its operators.", no_args_is_help=True)

Tenant = Annotated[str, typer.Argument(help="The tenant's id.")]
ByOption = Annotated[str | None, typer.Option("--by", envvar="BOLE_OPERATOR", help="Who orders it; else your login.")]
StageOption = Annotated[
    str | None, typer.Option("--stage", help="A deployment in AWS (dev, prod), with your own credentials.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


@contextmanager
def deployment(home: Path | None, endpoint: str | None, stage: str | None) -> Iterator[Operators]:
    """Lead to the deployment, and say its errors in words."""
    with errors_in_words():
        yield operators_of(home, endpoint, stage)


@app.command()
def create(
    tenant: Tenant,
    company: Annotated[str, typer.Option(help="The name that candidates read.")],
    jurisdiction: Annotated[str, typer.Option(help="Whose law holds: cn, eu, us, …")],
    admin: Annotated[str | None, typer.Option(help="Address of the first administrator, who gets a letter.")] = None,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Create a tenant. The same order again changes nothing."""
    with deployment(home, endpoint, stage) as there:
        made = there.call("CreateTenant", {"tenant_id": tenant, "company": company, "jurisdiction": jurisdiction})
        out.print(f"{tenant} {'was created' if made['new'] else 'was there already'}", highlight=False)
        if admin:
            order = {"tenant_id": tenant, "by": operator_name(by), "email": admin, "name": admin}
            there.call("ManageTenant", {"operation": "invite_administrator", **order})
            out.print(f"{admin} was invited as its administrator", highlight=False)


@app.command("list")
def list_all(
    json: JsonOption = False, stage: StageOption = None, home: HomeOption = None, endpoint: EndpointOption = None
) -> None:
    """List every tenant with its standing."""
    with deployment(home, endpoint, stage) as there:
        found = there.call("ManageTenant", {"operation": "list"})["tenants"]
    if json:
        return _print(found)
    table = Table("tenant", "since", "standing", box=None)
    for each in found:
        table.add_row(each["tenant_id"], each["created_at"][:10], each["status"])
    out.print(table)


@app.command()
def show(
    tenant: Tenant,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Show a tenant's plan, what it uses, and its deletion or certificate where there is one."""
    with deployment(home, endpoint, stage) as there:
        _print(_ordered(there, "show", tenant, by))


@app.command()
def suspend(
    tenant: Tenant,
    reason: Annotated[str, typer.Option(help="Read by the tenant's staff, never by candidates.")],
    stop_sessions: Annotated[
        bool, typer.Option("--stop-sessions", help="Stop candidates who are in an interview, too.")
    ] = False,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Keep a tenant's staff out from the next request on. Candidates who are in an interview may end it."""
    sessions = "stop" if stop_sessions else "finish"
    with deployment(home, endpoint, stage) as there:
        _ordered(there, "suspend", tenant, by, reason=reason, sessions=sessions)
    out.print(f"{tenant} is suspended", highlight=False)


@app.command()
def resume(
    tenant: Tenant,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Let a suspended tenant's staff in again."""
    with deployment(home, endpoint, stage) as there:
        _ordered(there, "resume", tenant, by)
    out.print(f"{tenant} is active", highlight=False)


@app.command()
def limits(
    tenant: Tenant,
    seats: Annotated[int | None, typer.Option(min=0, help="Staff who can sign in.")] = None,
    interviews: Annotated[int | None, typer.Option(min=0, help="Interviews that are begun in a month.")] = None,
    concurrent: Annotated[int | None, typer.Option(min=0, max=5000, help="Candidates in an interview at once.")] = None,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Give a tenant its limits, all three; one that is left out is none."""
    wanted = {"seats": seats, "interviews_per_month": interviews, "concurrent_interviews": concurrent}
    with deployment(home, endpoint, stage) as there:
        _print(_ordered(there, "limits", tenant, by, limits=wanted)["limits"])


@app.command()
def export(
    tenant: Tenant,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Write everything of a tenant into one archive in its bucket, and print where it can be fetched for 45 minutes."""
    with deployment(home, endpoint, stage) as there:
        for said in there.go_on("ExportTenant", {"tenant_id": tenant, "by": operator_name(by)}):
            out.print(f"[dim]·[/] {said['rows']:,} rows, {said['files']:,} files")
    out.print(said["key"], highlight=False)
    out.print(said["address"], soft_wrap=True, highlight=False)


@app.command()
def delete(
    tenant: Tenant,
    reason: Annotated[str, typer.Option(help="Kept in the certificate.")],
    waiting_days: Annotated[int, typer.Option(min=0, max=365, help="Until then it can be taken back: keep.")] = 30,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Mark a tenant for deletion: nobody gets in any more. After the waiting period: purge."""
    with deployment(home, endpoint, stage) as there:
        said = _ordered(there, "mark_for_deletion", tenant, by, reason=reason, waiting_days=waiting_days)
    out.print(f"{tenant} is closed, and can be purged from {said['due_at'][:16]} UTC on", highlight=False)


@app.command()
def keep(
    tenant: Tenant,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Take a mark for deletion back; the tenant is suspended then."""
    with deployment(home, endpoint, stage) as there:
        _ordered(there, "keep", tenant, by)
    out.print(f"{tenant} is kept, and suspended; let it go on: bole tenants resume {tenant}", highlight=False)


@app.command()
def purge(
    tenant: Tenant,
    confirm: Annotated[str, typer.Option(help="The tenant's id once more.")],
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Delete everything of a tenant whose waiting period is over, and print the certificate. It cannot be undone."""
    if confirm != tenant:
        fail("The id was not confirmed.", f"Give it twice: bole tenants purge {tenant} --confirm {tenant}")
    with deployment(home, endpoint, stage) as there:
        for said in there.go_on("PurgeTenant", {"tenant_id": tenant, "by": operator_name(by)}):
            if not said["done"]:
                state = said["deletion"]
                out.print(f"[dim]·[/] {state['phase']}: {state['objects']:,} objects, {state['rows']:,} rows")
    _print({**said["certificate"], "sha256": said["digest"]})


def _ordered(there: Operators, operation: str, tenant: str, by: str | None, **more: Any) -> dict[str, Any]:
    order = {"operation": operation, "tenant_id": tenant, "by": operator_name(by), **more}
    return there.call("ManageTenant", order)


def _print(value: Any) -> None:
    out.print(json_text.dumps(value, indent=2, ensure_ascii=False), markup=False, highlight=False, soft_wrap=True)
