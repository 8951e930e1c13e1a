"""The composition root: the one place where a process is put together, and where tests put their fakes.

A handler asks for ``current(ItsSettings)`` when it is called, never at import. A process has one platform.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar, cast

import boto3

from shared.kernel.clock import Clock, SystemClock
from shared.kernel.ids import TenantId
from shared.platform.audit import AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.bus import Bus, EventBridgeBus
from shared.platform.clients import Clients, TenantClients, client_config
from shared.platform.keys import BlindIndex, DataKeys, KeyWrapping, tenant_key_alias
from shared.platform.mail import Mail, NoMail, SesMail
from shared.platform.multipart import MultipartUploads
from shared.platform.queue import Queue
from shared.platform.sealing import KeySealer, Sealer
from shared.platform.settings import (
    BucketSettings,
    BusSettings,
    KeySettings,
    MailSettings,
    Settings,
    SettingsError,
    TableSettings,
    load,
)
from shared.platform.table import PlatformTable, TenantTable
from shared.platform.task_tokens import TaskTokens
from shared.platform.usage import Usage
from shared.platform.workflows import Workflows

S = TypeVar("S", bound=Settings)
T = TypeVar("T", bound=Settings)


@dataclass(frozen=True)
class Platform(Generic[S]):
    """What a process works with. ``wiring`` makes the adapters; a test gives its own."""

    settings: S
    clock: Clock
    wiring: "Wiring"

    def table(self, tenant_id: TenantId) -> TenantTable:
        """Return the tenant's rows."""
        return self.wiring.table(tenant_id)

    def bucket(self, tenant_id: TenantId) -> TenantBucket:
        """Return the tenant's objects."""
        return self.wiring.bucket(tenant_id)

    def uploads(self, tenant_id: TenantId) -> MultipartUploads:
        """Return the tenant's uploads in parts."""
        return self.wiring.uploads(tenant_id)

    def audit(self, tenant_id: TenantId) -> AuditTrail:
        """Return the tenant's audit log, to append to."""
        return AuditTrail(self.table(tenant_id), self.clock)

    def data_keys(self, tenant_id: TenantId) -> DataKeys:
        """Return the data keys of the tenant's candidates."""
        return self.wiring.data_keys(tenant_id)

    def sealer(self, tenant_id: TenantId) -> Sealer:
        """Return what seals personal data with the person's own key."""
        return KeySealer(tenant_id, self.data_keys(tenant_id))

    def blind_index(self, tenant_id: TenantId) -> BlindIndex:
        """Return what makes values searchable that say nothing."""
        return BlindIndex(self.data_keys(tenant_id))

    def usage(self, tenant_id: TenantId) -> Usage:
        """Return the tenant's plan, and what it uses of it."""
        return Usage(self.table(tenant_id), self.clock)

    @property
    def platform_table(self) -> PlatformTable:
        """The rows of the platform itself: for operators and the sweeper."""
        return self.wiring.platform_table()

    @property
    def bus(self) -> Bus:
        """The event bus: for the publisher of the outbox alone."""
        return self.wiring.bus()

    @property
    def mail(self) -> Mail:
        """Mail to people."""
        return self.wiring.mail()

    @property
    def task_tokens(self) -> TaskTokens:
        """Answers to waiting states."""
        return self.wiring.task_tokens()

    @property
    def workflows(self) -> Workflows:
        """The state machines."""
        return self.wiring.workflows()

    def queue(self, url: str) -> Queue:
        """Return the queue at ``url``."""
        return self.wiring.queue(url)


class Wiring:
    """Makes the adapters from settings, when they are first asked for. Tests override what they fake."""

    def __init__(self, settings: Settings, clock: Clock, session: Callable[[], boto3.Session] = boto3.Session) -> None:
        self._settings = settings
        self._clock = clock
        self._session = session
        self._data_keys: dict[TenantId, DataKeys] = {}

    @cached_property
    def own(self) -> Clients:
        """The process's own clients."""
        return Clients(self._session(), client_config(self._settings.aws_endpoint_url is not None))

    @cached_property
    def tenants(self) -> TenantClients:
        """The clients of each tenant."""
        role = getattr(self._settings, "tenant_role_arn", "")
        config = client_config(self._settings.aws_endpoint_url is not None)
        return TenantClients(self.own, role, config, self._clock)

    def table(self, tenant_id: TenantId) -> TenantTable:
        """Return the tenant's rows."""
        name = self._need(TableSettings).table
        return TenantTable(self.tenants.of(tenant_id).get("dynamodb"), name, tenant_id)

    def bucket(self, tenant_id: TenantId) -> TenantBucket:
        """Return the tenant's objects."""
        name = self._need(BucketSettings).media_bucket
        return TenantBucket(self.tenants.of(tenant_id).get("s3"), name, tenant_id)

    def data_keys(self, tenant_id: TenantId) -> DataKeys:
        """Return the tenant's data keys; one object a tenant and process, which keeps used keys for minutes.

        It takes its clients each time from credentials that are fresh, so what is kept is the keys alone.
        """
        settings = self._need(KeySettings)
        clients = self.tenants.of(tenant_id)
        rows = TenantTable(clients.get("dynamodb"), settings.key_table, tenant_id)
        alias = tenant_key_alias(settings.tenant_key_prefix, tenant_id)
        wrapping = KeyWrapping(clients.get("kms"), tenant_id, settings.data_key, alias)
        keys = self._data_keys.setdefault(tenant_id, DataKeys(rows, wrapping, self._clock))
        keys.renew(rows, wrapping)
        return keys

    def uploads(self, tenant_id: TenantId) -> MultipartUploads:
        """Return the tenant's uploads in parts."""
        return MultipartUploads(self.tenants.of(tenant_id).get("s3"), self.bucket(tenant_id))

    def platform_table(self) -> PlatformTable:
        """Return the platform's own rows."""
        name = self._need(TableSettings).table
        return PlatformTable(self.own.get("dynamodb"), name)

    def bus(self) -> Bus:
        """Return the event bus."""
        name = self._need(BusSettings).bus
        return EventBridgeBus(self.own.get("events"), name)

    def mail(self) -> Mail:
        """Return the mail service, or the one that sends nothing where no sender is set."""
        sender = self._need(MailSettings).sender_address
        return SesMail(self.own.get("sesv2"), sender) if sender else NoMail()

    def task_tokens(self) -> TaskTokens:
        """Return the answers to waiting states."""
        return TaskTokens(self.own.get("stepfunctions"))

    def workflows(self) -> Workflows:
        """Return the state machines."""
        return Workflows(self.own.get("stepfunctions"))

    def queue(self, url: str) -> Queue:
        """Return the queue at ``url``."""
        return Queue(self.own.get("sqs"), url)

    def _need(self, kind: type[T]) -> T:
        if not isinstance(self._settings, kind):
            raise SettingsError(f"{type(self._settings).__name__} must include {kind.__name__} to use this adapter.")
        return self._settings


_installed: Platform[Settings] | None = None
_from_environment = False


def build(settings: S, clock: Clock | None = None) -> Platform[S]:
    """Put a platform together from ``settings``; makes no client yet."""
    clock = clock or SystemClock()
    return Platform(settings=settings, clock=clock, wiring=Wiring(settings, clock))


def current(kind: type[S]) -> Platform[S]:
    """Return this process's platform, built from the environment at the first call.

    Raises:
        SettingsError: the environment lacks a setting of ``kind``, or the installed platform does.
    """
    global _installed, _from_environment
    if _installed is None:
        _installed, _from_environment = cast("Platform[Settings]", build(load(kind))), True
    here = type(_installed.settings)
    if here is not kind and issubclass(kind, here) and _from_environment:
        # The gate asked first, with less: the process goes on with more settings and the same clients.
        _installed = cast("Platform[Settings]", _grown(_installed, load(kind)))
    if lacking := sorted(set(kind.model_fields) - set(type(_installed.settings).model_fields)):
        raise SettingsError(f"The platform's {type(_installed.settings).__name__} lacks {', '.join(lacking)}.")
    return cast("Platform[S]", _installed)


def use(platform: Platform[S] | None) -> None:
    """Install ``platform`` in place of the one from the environment; None forgets it. For tests and local runs."""
    global _installed, _from_environment
    _installed, _from_environment = cast("Platform[Settings] | None", platform), False


def _grown(platform: Platform[Settings], settings: S) -> Platform[S]:
    wiring = Wiring(settings, platform.clock)
    wiring.__dict__.update(own=platform.wiring.own, tenants=platform.wiring.tenants)
    return Platform(settings=settings, clock=platform.clock, wiring=wiring)
