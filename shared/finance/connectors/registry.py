"""From a tenant's settings to a connector: the one place that knows every kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.calling import Caller, Patience
from shared.finance.connectors.errors import NotConfigured
from shared.finance.connectors.files.bucket import BucketDrop, BucketReceipts, Objects
from shared.finance.connectors.files.connector import FilesConnector
from shared.finance.connectors.files.port import Drop
from shared.finance.connectors.kingdee_cloud.client import KingdeeCloudClient
from shared.finance.connectors.kingdee_cloud.connector import KingdeeCloudConnector
from shared.finance.connectors.kingdee_cloud.signing import Identity
from shared.finance.connectors.kingdee_wise.client import KingdeeWiseClient
from shared.finance.connectors.kingdee_wise.connector import KingdeeWiseConnector
from shared.finance.connectors.port import Connector, ConnectorKind, Messenger
from shared.finance.connectors.settings import (
    Connection,
    ConnectorSettings,
    Files,
    HttpConnection,
    KingdeeCloud,
    KingdeeWise,
    Webhook,
    YonyouU8,
    YonyouYonbip,
)
from shared.finance.connectors.tokens import OF_THIS_PROCESS, Tokens
from shared.finance.connectors.webhook.connector import WebhookConnector
from shared.finance.connectors.webhook.signing import key_of
from shared.finance.connectors.yonyou_u8.client import YonyouU8Client
from shared.finance.connectors.yonyou_u8.connector import YonyouU8Connector
from shared.finance.connectors.yonyou_yonbip.client import YonbipClient
from shared.finance.connectors.yonyou_yonbip.connector import YonbipConnector
from shared.kernel.clock import Clock, SystemClock
from shared.kernel.ids import TenantId

Secret = Callable[[str], str | None]
"""Gives a secret of the connection by its name (of ``settings.secrets``), None where none was entered."""


@dataclass(frozen=True)
class TenantFiles:
    """The tenant's objects, for files and their receipts."""

    objects: Objects
    tenant_id: TenantId


@dataclass(frozen=True)
class Reach:
    """What a deployment and a tenant give a connector.

    ``secret`` opens the connection's secrets. ``addresses`` says where it may lead, ``patience`` how long it waits.
    ``files`` only files need. ``tokens`` keeps vendors' access tokens.
    """

    secret: Secret
    files: TenantFiles | None = None
    addresses: AddressRule = field(default_factory=AddressRule)
    patience: Patience = field(default_factory=Patience)
    clock: Clock = field(default_factory=SystemClock)
    tokens: Tokens = OF_THIS_PROCESS

    def needed(self, name: str, system: ConnectorKind) -> str:
        """Return a secret. Raises ``NotConfigured`` where it was not entered."""
        found = self.secret(name)
        if not found:
            raise NotConfigured(system, f"the secret {name} is missing")
        return found

    def caller(self, settings: HttpConnection, system: ConnectorKind, *hidden: str, url: str = "") -> Caller:
        """Return a caller of the connection's address, which shows nobody what is ``hidden``.

        Raises ``NotConfigured``, ``Unreachable``.
        """
        return Caller.to(system, settings, self.addresses, self.patience, url, hidden)


def open_connector(settings: ConnectorSettings, reach: Reach) -> Connector:
    """Return the connector of a connection; nothing is sent yet.

    Raises ``NotConfigured`` where the address may not be reached or a secret is missing, ``Unreachable`` where the
    address' name is not known.
    """
    return _OPENERS[type(settings)](settings, reach)


def open_messenger(settings: ConnectorSettings, reach: Reach) -> Messenger:
    """Return what takes notices: a webhook or files. Raises ``NotConfigured`` of any other kind, and as above."""
    if isinstance(settings, Webhook):
        return _webhook(settings, reach)
    if isinstance(settings, Files):
        return _files(settings, reach)
    raise NotConfigured(settings.kind, "this kind of system takes vouchers only")


def _kingdee_cloud(settings: KingdeeCloud, reach: Reach) -> Connector:
    secret = reach.needed("app_secret", "kingdee_cloud")
    who = Identity(settings.acct_id, settings.user_name, settings.app_id, secret, settings.lcid, settings.org_number)
    client = KingdeeCloudClient(reach.caller(settings, "kingdee_cloud", secret), settings, who, reach.clock)
    return KingdeeCloudConnector(client, settings, reach.clock)


def _kingdee_wise(settings: KingdeeWise, reach: Reach) -> Connector:
    code = reach.needed("authority_code", "kingdee_wise")
    client = KingdeeWiseClient(reach.caller(settings, "kingdee_wise", code), code, reach.tokens)
    return KingdeeWiseConnector(client, settings, reach.clock)


def _yonyou_yonbip(settings: YonyouYonbip, reach: Reach) -> Connector:
    secret = reach.needed("app_secret", "yonyou_yonbip")
    gateway = reach.caller(settings, "yonyou_yonbip", secret)
    authorization = reach.caller(settings, "yonyou_yonbip", secret, url=settings.token_url)
    client = YonbipClient(gateway, authorization, settings, secret, reach.clock, reach.tokens)
    return YonbipConnector(client, settings, reach.clock)


def _yonyou_u8(settings: YonyouU8, reach: Reach) -> Connector:
    secret = reach.needed("app_secret", "yonyou_u8")
    client = YonyouU8Client(reach.caller(settings, "yonyou_u8", secret), settings, secret, reach.tokens)
    return YonyouU8Connector(client, settings, reach.clock)


def _webhook(settings: Webhook, reach: Reach) -> WebhookConnector:
    previous = reach.secret("previous_signing_secret")
    secrets = [reach.needed("signing_secret", "webhook"), *([previous] if previous else [])]
    keys = tuple(key_of(secret) for secret in secrets)
    return WebhookConnector(reach.caller(settings, "webhook"), settings, keys, reach.clock)


def _files(settings: Files, reach: Reach) -> FilesConnector:
    if reach.files is None:
        raise NotConfigured("files", "this deployment gives files no bucket")
    place = reach.files
    receipts = BucketReceipts(place.objects, place.tenant_id, settings.name)
    drop: Drop = BucketDrop(place.objects, place.tenant_id, settings.name)
    if settings.sftp is not None:
        # Only here: its library is large, and few need it.
        from shared.finance.connectors.files.sftp import SftpDrop

        password, private_key = reach.secret("sftp_password"), reach.secret("sftp_private_key")
        drop = SftpDrop(settings.sftp, password, private_key, reach.addresses, reach.patience)
    return FilesConnector(drop, receipts, settings, reach.clock)


_OPENERS: Mapping[type[Connection], Callable[..., Connector]] = {
    KingdeeCloud: _kingdee_cloud,
    KingdeeWise: _kingdee_wise,
    YonyouYonbip: _yonyou_yonbip,
    YonyouU8: _yonyou_u8,
    Webhook: _webhook,
    Files: _files,
}
