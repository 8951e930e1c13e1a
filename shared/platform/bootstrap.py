"""The composition root: the one place where a process is put together, and where tests put their fakes.

A handler asks for ``current(ItsSettings)`` when it is called, never at import. A process has one platform.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar, cast

import boto3
from botocore.config import Config

from shared.kernel.clock import Clock, SystemClock
from shared.kernel.ids import TenantId
from shared.platform.audit import AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.bus import Bus, EventBridgeBus
from shared.platform.clients import Clients, TenantClients, client_config
from shared.platform.directory import CognitoDirectory, ForeignDirectory
from shared.platform.keys import BlindIndex, DataKeys, KeyWrapping, tenant_key_alias
from shared.platform.mail import Mail, NoMail, SesMail
from shared.platform.mail_smtp import SmtpMail
from shared.platform.multipart import MultipartUploads
from shared.platform.queue import Queue
from shared.platform.sealing import KeySealer, Sealer
from shared.platform.secrets import Secrets
from shared.platform.settings import (
    BucketSettings,
    BusSettings,
    DirectorySettings,
    KeySettings,
    MailSettings,
    Settings,
    SettingsError,
    SmsSettings,
    TableSettings,
    load,
)
from shared.platform.sms.alibaba import AlibabaSms
from shared.platform.sms.by_country import SmsByCountry
from shared.platform.sms.port import NoSms, SmsService
from shared.platform.sms.sns import SnsSms
from shared.platform.sms.tencent import TencentSms
from shared.platform.table import PlatformTable, TenantTable
from shared.platform.task_tokens import TaskTokens
from shared.platform.tenants import OperatorTable
from shared.platform.usage import Usage
from shared.platform.workflows import Workflows
from shared.tenancy.users.ports import Directory

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

    def operator_table(self, tenant_id: TenantId) -> OperatorTable:
        """Return one tenant's rows together with the platform's own: for operators' functions alone."""
        return self.wiring.operator_table(tenant_id)

    @property
    def directory(self) -> Directory:
        """The identity provider of staff."""
        return self.wiring.directory()

    @property
    def bus(self) -> Bus:
        """The event bus: for the publisher of the outbox alone."""
        return self.wiring.bus()

    @property
    def mail(self) -> Mail:
        """Mail to people."""
        return self.wiring.mail()

    @property
    def sms(self) -> SmsService:
        """SMS to people."""
        return self.wiring.sms()

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

    def operator_table(self, tenant_id: TenantId) -> OperatorTable:
        """Return one tenant's rows together with the platform's own."""
        name = self._need(TableSettings).table
        return OperatorTable(self.own.get("dynamodb"), name, tenant_id)

    def directory(self) -> Directory:
        """Return the user pool, or what stands for an issuer that is not ours to steer."""
        pool = self._need(DirectorySettings).user_pool_id
        return CognitoDirectory(self.own.get("cognito-idp"), pool) if pool else ForeignDirectory()

    def bus(self) -> Bus:
        """Return the event bus."""
        name = self._need(BusSettings).bus
        return EventBridgeBus(self.own.get("events"), name)

    @cached_property
    def once(self) -> Clients:
        """Clients that try once: for services that would send a message again which they took already."""
        config = client_config(self._settings.aws_endpoint_url is not None)
        return Clients(self._session(), config.merge(Config(retries={"mode": "standard", "total_max_attempts": 1})))

    @cached_property
    def secrets(self) -> Secrets:
        """Secrets by their ARN."""
        return Secrets(self.own.get("secretsmanager"), self._clock)

    def mail(self) -> Mail:
        """Return the mail service, or the one that sends nothing where no sender is set."""
        settings = self._need(MailSettings)
        if not settings.sender_address:
            return NoMail()
        if settings.mail_transport == "ses":
            return SesMail(self.once.get("sesv2"), settings.sender_address, settings.mail_configuration_set)
        return SmtpMail(
            settings.smtp_host,
            settings.smtp_port,
            settings.sender_address,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=lambda: self.secrets.text(settings.smtp_password_secret_arn),
        )

    def sms(self) -> SmsService:
        """Return what sends SMS: by the country of a number."""
        settings = self._need(SmsSettings)
        return SmsByCountry(self._sms(settings.sms_china), self._sms(settings.sms_abroad))

    def _sms(self, provider: str) -> SmsService:
        settings = self._need(SmsSettings)
        if provider == "alibaba":
            return AlibabaSms(
                lambda: self.secrets.pair(settings.alibaba_sms_secret_arn),
                settings.sms_sign_name,
                self._clock,
                settings.alibaba_sms_endpoint,
                settings.alibaba_sms_region,
            )
        if provider == "tencent":
            return TencentSms(
                lambda: self.secrets.pair(settings.tencent_sms_secret_arn),
                settings.tencent_sms_app_id,
                settings.sms_sign_name,
                self._clock,
                settings.tencent_sms_endpoint,
                settings.tencent_sms_region,
            )
        return SnsSms(self.once.get("sns"), settings.sms_sender_id) if provider == "sns" else NoSms()

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
"""What a test or a local run put in place of the environment's."""
_made: dict[type[Settings], Platform[Settings]] = {}
"""What was put together from the environment, by the settings that it knows."""


def build(settings: S, clock: Clock | None = None) -> Platform[S]:
    """Put a platform together from ``settings``; makes no client yet."""
    clock = clock or SystemClock()
    return Platform(settings=settings, clock=clock, wiring=Wiring(settings, clock))


def current(kind: type[S]) -> Platform[S]:
    """Return this process's platform with the settings ``kind``, put together from the environment at the first call.

    A handler's routes may ask with settings of different kinds; all of them share the process's clients.

    Raises:
        SettingsError: the environment lacks a setting of ``kind``, or the installed platform does.
    """
    if _installed is not None:
        if lacking := sorted(set(kind.model_fields) - set(type(_installed.settings).model_fields)):
            raise SettingsError(f"The platform's {type(_installed.settings).__name__} lacks {', '.join(lacking)}.")
        return cast("Platform[S]", _installed)
    if kind not in _made:
        _made[kind] = cast("Platform[Settings]", _beside(next(iter(_made.values()), None), load(kind)))
    return cast("Platform[S]", _made[kind])


def use(platform: Platform[S] | None) -> None:
    """Install ``platform`` in place of those from the environment; None forgets all. For tests and local runs."""
    global _installed
    _installed = cast("Platform[Settings] | None", platform)
    _made.clear()


def _beside(other: Platform[Settings] | None, settings: S) -> Platform[S]:
    """Return a platform that has its own settings and the clients of the other one."""
    platform = build(settings, other.clock if other else None)
    if other is not None and _role(settings) == _role(other.settings):
        platform.wiring.__dict__.update(own=other.wiring.own, tenants=other.wiring.tenants)
    return platform


def _role(settings: Settings) -> str:
    return str(getattr(settings, "tenant_role_arn", ""))
