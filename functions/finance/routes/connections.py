"""Connections to finance systems. A secret goes in and never comes out."""

from datetime import datetime

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from functions.finance.routes.desk import Which, finance_of
from shared.finance.connections import service
from shared.finance.connections.model import ConnectionDraft, HeldConnection, Wanted
from shared.finance.connectors.settings import ConnectorSettings
from shared.kernel.errors import Invalid
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged

router = routes()
CONNECTIONS = "/v1/finance/connections"
ONE = f"{CONNECTIONS}/<name>"


class ConnectionView(BaseModel):
    """A connection. ``secrets``: name of each secret that was entered → ``sealed``, or the ARN that it is read from."""

    name: str
    settings: ConnectorSettings
    enabled: bool
    books: tuple[str, ...]
    wants: tuple[Wanted, ...]
    secrets: dict[str, str]
    changed_by: str
    changed_at: datetime
    revision: int


class ConnectionsView(BaseModel):
    """The tenant's connections, by name."""

    items: list[ConnectionView]


class CheckedView(BaseModel):
    """What the test of a connection found; ``problem`` is a code, null where all is well."""

    ok: bool
    said: LocalizedText
    problem: str | None
    remedy: LocalizedText | None
    took_ms: int


@router.get(CONNECTIONS, summary="List connections to finance systems")
def get_connections() -> ConnectionsView:
    """List connections without their secrets."""
    who = staff(router)
    authorize(who, "read_finance")
    return ConnectionsView(items=[_view(each) for each in finance_of(who).connections.connections.all()])


@router.get(ONE, summary="Read a connection to a finance system")
def get_connection(name: Which) -> Response[ConnectionView]:
    """Return a connection without its secrets."""
    who = staff(router)
    authorize(who, "read_finance")
    return _tagged(finance_of(who).connections.found(name))


@router.put(ONE, summary="Enter a connection to a finance system, or change it")
def put_connection(name: Which, draft: ConnectionDraft) -> Response[ConnectionView]:
    """Write a connection. Secrets that are left out stay; a new one needs no If-Match."""
    who = staff(router)
    authorize(who, "manage_finance")
    if draft.settings.name != name:
        raise Invalid(
            "The name of the settings is another one than that of the address. 名称与路径不一致。",
            "Send the same name in both. 请保持一致。",
        )
    return _tagged(service.put_connection(draft, if_match(router), who, finance_of(who).connections))


@router.delete(ONE, summary="Delete a connection to a finance system", status_code=204)
def delete_connection(name: Which) -> Response[None]:
    """Take a connection away with its secrets."""
    who = staff(router)
    authorize(who, "manage_finance")
    service.delete_connection(name, if_match(router), who, finance_of(who).connections)
    return Response(status_code=204, content_type="application/json")


@router.post(f"{ONE}/check", summary="Test a connection to a finance system")
def post_check(name: Which) -> CheckedView:
    """Log in there and read a little; nothing is written."""
    who = staff(router)
    authorize(who, "manage_finance")
    found = service.check_connection(name, who, finance_of(who).connections)
    return CheckedView(ok=found.ok, said=found.said, problem=found.problem, remedy=found.remedy, took_ms=found.took_ms)


def _tagged(held: HeldConnection) -> Response[ConnectionView]:
    return tagged(_view(held), held.revision)


def _view(held: HeldConnection) -> ConnectionView:
    return ConnectionView(
        **held.model_dump(exclude={"secrets", "settings"}),
        settings=held.settings,
        secrets={name: kept.arn or "sealed" for name, kept in sorted(held.secrets.items())},
    )
