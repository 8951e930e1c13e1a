"""``bole rights``: archives, erasures and their verification, as an operator of the deployment."""

import hashlib
import time
from pathlib import Path
from typing import Annotated, Any, cast

import boto3
import typer
from rich.table import Table

from local.commands.tenants import ByOption, StageOption, Tenant, deployment
from local.operators import Operators, operator_name
from local.options import EndpointOption, HomeOption
from local.terminal import FAILED, fail, out
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Unavailable
from shared.kernel.ids import CandidateId, TenantId
from shared.person_verification import Verification, verify_erasure
from shared.platform.bootstrap import Platform, Wiring
from shared.tenancy.rights.export import Export
from shared.tenancy.rights.model import Erasure
from shared.tenancy.rights.service import ask_erasure, ask_export, see_erasure, see_export
from shared.whole_person import RightsSettings, rights_desk

app = typer.Typer(name="rights", help="What candidates may ask for: archive, erasure, proof.", no_args_is_help=True)
Candidate = Annotated[str, typer.Argument(help="The candidate's id.")]
PATIENCE_S = 300
PAUSE_S = 2


class OperatorSession:
    """Stands for a session of boto3 whose clients are the operator's."""

    def __init__(self, there: Operators) -> None:
        self._there = there

    def client(self, service: str, **_more: Any) -> Any:
        """Return the operator's client of a service."""
        return self._there.client(service)


def platform_of(there: Operators) -> Platform[RightsSettings]:
    """Return the deployment as the library works with it, by the operator's own rights. Raises ``Unavailable``."""
    wanted = ("TableName", "MediaBucketName", "KeyTableName", "DataKeyArn")
    if lacking := [name for name in wanted if name not in there.outputs]:
        raise Unavailable(f"This deployment does not say its {', '.join(lacking)}.", "Deploy it anew: bole up.")
    table, bucket, keys, key = (there.outputs[name] for name in wanted)
    settings = RightsSettings(stage="operator", table=table, media_bucket=bucket, key_table=keys, data_key=key)
    clock, session = SystemClock(), cast("boto3.Session", OperatorSession(there))
    return Platform(settings=settings, clock=clock, wiring=Wiring(settings, clock, lambda: session))


@app.callback()
def rights() -> None:
    """What candidates may ask for."""


@app.command()
def export(
    tenant: Tenant,
    candidate: Candidate,
    to: Annotated[Path, typer.Option(help="Where to write the archive.")] = Path("export.zip"),
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Have everything of a candidate put into one archive, and fetch it. The audit log names you."""
    with deployment(home, endpoint, stage) as there:
        here, tenant_id = platform_of(there), TenantId(tenant)
        desk, actor = rights_desk(here, tenant_id), f"operator:{operator_name(by)}"
        found = ask_export(CandidateId(candidate), actor, desk)
        until = time.monotonic() + PATIENCE_S
        while found.state != "ready" and time.monotonic() < until:
            time.sleep(PAUSE_S)
            found = see_export(CandidateId(candidate), found.export_id, desk)
        fetch(found, to, here, tenant_id)


def fetch(found: Export, to: Path, here: Platform[RightsSettings], tenant_id: TenantId) -> None:
    """Copy an archive to ``to`` and print its hash. Raises ``Unavailable`` where it is not ready."""
    if found.archive is None:
        raise Unavailable("The archive is not ready yet.", f"Fetch {found.export_id} later, by the API.")
    here.bucket(tenant_id).download(found.archive.key, to)
    with to.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    same = sha256 == found.archive.sha256
    out.print(f"{to}  {to.stat().st_size:,} bytes  sha256 {sha256}{'' if same else '  DAMAGED'}", highlight=False)
    if not same:
        raise typer.Exit(FAILED)
    for file_outside in found.outside:
        out.print(f"too large, not inside: {file_outside.name} ({file_outside.size_bytes:,} bytes)", highlight=False)


@app.command()
def erase(
    tenant: Tenant,
    candidate: Candidate,
    yes: Annotated[bool, typer.Option("--yes", help="You know that it cannot be undone.")] = False,
    by: ByOption = None,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Ask for a candidate to be erased; asked again it says how far it has come."""
    if not yes:
        fail("An erasure cannot be undone.", "Say that you know it: --yes", FAILED)
    with deployment(home, endpoint, stage) as there:
        desk = rights_desk(platform_of(there), TenantId(tenant))
        ask_erasure(CandidateId(candidate), f"operator:{operator_name(by)}", "staff", desk)
        print_erasure(see_erasure(CandidateId(candidate), desk))


def print_erasure(erasure: Erasure) -> None:
    """Print how an erasure stands."""
    out.print(f"{erasure.erasure_id}  [bold]{erasure.state}[/]", highlight=False)
    out.print(f"due {erasure.due_at:%Y-%m-%d}  {erasure.article.read_in('en')}", highlight=False)
    if erasure.restricted_until is not None and erasure.restricted_by is not None:
        until = f"{erasure.restricted_until:%Y-%m-%d}"
        out.print(f"kept until {until}: {erasure.restricted_by.read_in('en')}", highlight=False)
    for step in erasure.steps.values():
        out.print(f"  {step.stage:<11} {step.rows:>6} rows {step.objects:>6} versions", highlight=False)


@app.command("verify-erasure")
def verify(
    tenant: Tenant,
    candidate: Candidate,
    stage: StageOption = None,
    home: HomeOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Look for everything of an erased candidate again. Ends with 1 where anything is left, or does not fit."""
    with deployment(home, endpoint, stage) as there:
        found = verify_erasure(platform_of(there), TenantId(tenant), CandidateId(candidate))
    print_verification(found)
    if not found.holds:
        raise typer.Exit(FAILED)


def print_verification(found: Verification) -> None:
    """Print what was looked at, and what was found."""
    table = Table("", "", "", box=None, show_header=False)
    for check in found.checks:
        table.add_row(check.name, "[green]holds[/]" if check.holds else "[bold red]fails[/]", check.found)
    out.print(found.erasure_id, highlight=False)
    out.print(table)
