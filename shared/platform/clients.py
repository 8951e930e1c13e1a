"""The makers of AWS clients. Nothing is made at import; a tenant's clients carry that tenant's session tag."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config

from shared.kernel.clock import Clock
from shared.kernel.ids import TenantId
from shared.platform.vendor_errors import translated

SESSION = timedelta(hours=1)
"""The longest that a role may be assumed from another role."""
RENEWED_BEFORE = timedelta(minutes=50)
"""Addresses are signed for up to 45 minutes and die with their credentials: so clients live for ten minutes."""
TENANTS_KEPT = 64


def client_config(path_style: bool) -> Config:
    """Return how every client behaves: short timeouts, four tries, signatures that regions and KMS accept."""
    return Config(
        retries={"mode": "standard", "total_max_attempts": 4},
        connect_timeout=3,
        read_timeout=30,
        max_pool_connections=32,
        s3={"addressing_style": "path" if path_style else "virtual"},
    )


class LateClient:
    """Stands for a client that is made when it is first used: whoever asks nothing of a service pays nothing for it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = Lock()
        self._client: Any = None

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._make()
        return getattr(self._client, name)


class Clients:
    """One session's clients, each made when it is first used."""

    def __init__(self, session: boto3.Session, config: Config) -> None:
        self._session = session
        self._config = config
        self._made: dict[str, LateClient] = {}
        self._making = Lock()

    def get(self, service: str) -> Any:
        """Return the client of ``service``, for example ``s3``."""
        if service not in self._made:
            self._made[service] = LateClient(lambda: self._make(service))
        return self._made[service]

    def _make(self, service: str) -> Any:
        config = self._config.merge(Config(signature_version="s3v4")) if service == "s3" else self._config
        with self._making:  # a session makes one client at a time
            return self._session.client(service, config=config)  # type: ignore[call-overload]


@dataclass(frozen=True)
class _Kept:
    clients: Clients
    until: datetime


class TenantClients:
    """Clients by tenant: a role assumed with the session tag ``TenantId``, kept while its credentials are fresh."""

    def __init__(self, own: Clients, role_arn: str, config: Config, clock: Clock) -> None:
        self._own = own
        self._role_arn = role_arn
        self._config = config
        self._clock = clock
        self._kept: OrderedDict[TenantId, _Kept] = OrderedDict()

    def of(self, tenant_id: TenantId) -> Clients:
        """Return the tenant's clients; the process's own where no role is set. Raises ``Unavailable``."""
        if not self._role_arn:
            return self._own
        kept = self._kept.get(tenant_id)
        if kept is None or kept.until <= self._clock.now():
            kept = self._assume(tenant_id)
            self._kept[tenant_id] = kept
        self._kept.move_to_end(tenant_id)
        while len(self._kept) > TENANTS_KEPT:
            self._kept.popitem(last=False)
        return kept.clients

    def _assume(self, tenant_id: TenantId) -> _Kept:
        with translated("The credential service"):
            granted = self._own.get("sts").assume_role(
                RoleArn=self._role_arn,
                RoleSessionName=f"tenant-{tenant_id}",
                DurationSeconds=int(SESSION.total_seconds()),
                Tags=[{"Key": "TenantId", "Value": tenant_id}],
            )["Credentials"]
        session = boto3.Session(
            aws_access_key_id=granted["AccessKeyId"],
            aws_secret_access_key=granted["SecretAccessKey"],
            aws_session_token=granted["SessionToken"],
            region_name=self._own.get("sts").meta.region_name,
        )
        return _Kept(Clients(session, self._config), granted["Expiration"] - RENEWED_BEFORE)
