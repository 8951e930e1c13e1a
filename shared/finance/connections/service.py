"""Use cases: enter a connection, change it, take it away, test it; and open it for whoever posts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shared.finance.connections.errors import ForeignSecret, NoSuchConnection
from shared.finance.connections.model import ConnectionDraft, GivenSecret, HeldConnection, KeptSecret, own_secret
from shared.finance.connections.store import ConnectionStore
from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.files.bucket import Objects
from shared.finance.connectors.port import Checked, Connector
from shared.finance.connectors.registry import Reach, TenantFiles, open_connector
from shared.finance.connectors.settings import ConnectorSettings
from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.platform.sealing import Sealer

PURPOSE = "connection"
Opener = Callable[[ConnectorSettings, Reach], Connector]


class KeptElsewhere(Protocol):
    """Secrets by their ARN."""

    def text(self, arn: str) -> str: ...


@dataclass(frozen=True)
class ConnectionDesk:
    """What use cases of connections work with."""

    connections: ConnectionStore
    sealer: Sealer
    secrets: Callable[[], KeptElsewhere]
    objects: Objects
    opener: Opener
    trail: AuditTrail
    clock: Clock
    addresses: AddressRule = field(default_factory=AddressRule)
    """Where connections may lead."""

    def takers(self, book: str) -> Sequence[str]:
        """Return the names of the connections that vouchers of a book go to."""
        return [each.name for each in self.connections.all() if each.takes(book)]

    def open(self, name: str) -> Connector:
        """Return the connector of a connection. Raises ``NoSuchConnection``, ``NotConfigured``."""
        held = self.found(name)
        return self.opener(held.settings, self.reach(held))

    def reach(self, held: HeldConnection) -> Reach:
        """Return what a connection works with: its secrets, the tenant's files, the clock."""
        return Reach(
            secret=lambda name: self._secret(held, name),
            files=TenantFiles(self.objects, self.connections.tenant_id),
            clock=self.clock,
            addresses=self.addresses,
        )

    def found(self, name: str) -> HeldConnection:
        """Return a connection. Raises ``NoSuchConnection``."""
        held = self.connections.one(name)
        if held is None:
            raise NoSuchConnection(name)
        return held

    def sealed(self, name: str, given: GivenSecret) -> KeptSecret:
        """Return a secret as it is kept. Raises ``ForeignSecret``."""
        if given.value is not None:
            plain = given.value.get_secret_value().encode()
            return KeptSecret(sealed=self.sealer.seal(_owner(name), plain, PURPOSE))
        if given.arn is None or not own_secret(self.connections.tenant_id, given.arn):
            raise ForeignSecret(self.connections.tenant_id)
        return KeptSecret(arn=given.arn)

    def _secret(self, held: HeldConnection, name: str) -> str | None:
        kept = held.secrets.get(name)
        if kept is None:
            return None
        if kept.sealed is not None:
            return self.sealer.open(_owner(held.name), kept.sealed, PURPOSE).decode()
        if kept.arn is None or not own_secret(self.connections.tenant_id, kept.arn):
            return None
        return self.secrets().text(kept.arn)


def _owner(name: str) -> str:
    return f"connection:{name}"


def put_connection(
    draft: ConnectionDraft, named: frozenset[str] | None, who: Caller, desk: ConnectionDesk
) -> HeldConnection:
    """Enter a connection, or change it. Secrets that are not given stay, unless it is of another kind now.

    Raises ``ForeignSecret``, ``PreconditionRequired``, ``PreconditionFailed``: nothing was changed.
    """
    name = draft.settings.name
    before = desk.connections.one(name)
    if before is not None:
        expect(named, before.revision)
    elif named is not None:
        raise PreconditionFailed
    kept = before.secrets if before and before.settings.kind == draft.settings.kind else {}
    held = HeldConnection(
        name=name,
        settings=draft.settings,
        enabled=draft.enabled,
        books=draft.books,
        wants=draft.wants,
        secrets={**kept, **{each: desk.sealed(name, given) for each, given in draft.secrets.items()}},
        changed_by=who.user_id,
        changed_at=desk.clock.now(),
        revision=before.revision + 1 if before else 1,
    )
    detail = {"kind": draft.settings.kind, "enabled": draft.enabled, "secrets": ",".join(sorted(draft.secrets))}
    if not desk.connections.put(held, desk.trail.entry(who, "manage_finance", _owner(name), detail=detail)):
        raise PreconditionFailed
    return held


def delete_connection(name: str, named: frozenset[str] | None, who: Caller, desk: ConnectionDesk) -> None:
    """Take a connection away, its secrets with it. Vouchers that wait there go on waiting. Raises as above."""
    held = desk.found(name)
    expect(named, held.revision)
    if not desk.connections.delete(held, desk.trail.entry(who, "manage_finance", _owner(name), detail={"gone": True})):
        raise PreconditionFailed


def check_connection(name: str, who: Caller, desk: ConnectionDesk) -> Checked:
    """Log in there and read a little. Raises ``NoSuchConnection``, ``NotConfigured``."""
    desk.trail.record(desk.trail.entry(who, "manage_finance", _owner(name), detail={"checked": True}))
    return desk.open(name).check()


def opened(settings: ConnectorSettings, reach: Reach) -> Connector:
    """Open a connector with what deployment and tenant give it. Raises ``NotConfigured``, ``Unreachable``."""
    return open_connector(settings, reach)
