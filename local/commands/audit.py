"""``bole audit``: whether the audit log is whole."""

import json as json_text
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from local.commands.tenants import StageOption, deployment
from local.options import EndpointOption, HomeOption
from local.terminal import FAILED, fail, out
from shared.kernel.ids import TenantId
from shared.tenancy.audit.service import Verified
from shared.tenancy.audit.service import verify as verified

app = typer.Typer(name="audit", help="The audit log: whether every entry is as it was written.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """The audit log."""


@app.command()
def verify(
    tenant: Annotated[str | None, typer.Option(help="This tenant alone; else every one.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write what was found here.")] = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Recompute every chain and compare it with the nightly anchors. Ends with 1 where one does not hold."""
    with deployment(home, endpoint, stage) as there:
        names = [TenantId(tenant)] if tenant else there.tenants()
        found = [verified(there.audit_log(name)) for name in names]
    if not found:
        fail("There is no tenant here.", "Create one: bole tenants create", FAILED)
    print_verified(found)
    if json is not None:
        body = [each.model_dump(mode="json") for each in found]
        json.write_text(json_text.dumps(body, indent=2, ensure_ascii=False), encoding="utf-8")
    if not all(each.holds for each in found):
        raise typer.Exit(FAILED)


def print_verified(found: list[Verified]) -> None:
    """Print what holds, and the first broken link of each chain that does not."""
    table = Table("tenant", "entries", "chains", "anchors", "", box=None)
    for each in found:
        holds = "[green]holds[/]" if each.holds else "[bold red]broken[/]"
        chains = sum(1 for chain in each.chains if chain.links)
        table.add_row(each.tenant_id, f"{each.entries:,}", str(chains), str(each.anchors), holds)
    out.print(table)
    for each in found:
        for chain in each.chains:
            if chain.broken is not None:
                where = f"{each.tenant_id}, chain {chain.chain}, entry {chain.broken.number}"
                out.print(f"[red]{where}[/]: {chain.broken.kind}. {chain.broken.problem}", highlight=False)
        if each.broken_anchor is not None:
            day = each.broken_anchor.day.isoformat()
            out.print(f"[red]{each.tenant_id}, anchor of {day}[/]: {each.broken_anchor.problem}", highlight=False)
