"""Each tenant's own KMS key: made with the tenant, destroyed with it. Whatever it wrapped can then be read nowhere."""

from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.ids import TenantId
from shared.platform.keys import tenant_key_alias
from shared.platform.vendor_errors import code_of, translated

WHAT = "The key service"
WAITING_DAYS = 7
"""The shortest that KMS waits before it destroys a key; the tenant waited long enough before."""


class TenantKeys:
    """The keys, found by their alias (``<prefix><tenant>``). An empty ``prefix``: tenants have none of their own."""

    def __init__(self, client: Any, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def ensure(self, tenant_id: TenantId) -> str | None:
        """Return the ARN of the tenant's key, made where there is none; None where tenants have none.

        The key carries the tag ``TenantId``, by which IAM gives it to that tenant's sessions alone.
        """
        alias = tenant_key_alias(self._prefix, tenant_id)
        if not alias:
            return None
        found = self._described(alias)
        if found is not None:
            return str(found["Arn"])
        with translated(WHAT):
            made = self._client.create_key(
                Description=f"Bole: data keys of the tenant {tenant_id}",
                Tags=[{"TagKey": "TenantId", "TagValue": str(tenant_id)}],
            )["KeyMetadata"]
            self._client.enable_key_rotation(KeyId=made["KeyId"])
            try:
                self._client.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
            except ClientError as error:
                if code_of(error) != "AlreadyExistsException":
                    raise
                self._client.schedule_key_deletion(KeyId=made["KeyId"], PendingWindowInDays=WAITING_DAYS)
        return self.ensure(tenant_id)

    def schedule_deletion(self, tenant_id: TenantId) -> datetime | None:
        """Have the tenant's key destroyed and return when that will be; None where it has none."""
        alias = tenant_key_alias(self._prefix, tenant_id)
        found = self._described(alias) if alias else None
        if found is None:
            return None
        if found.get("DeletionDate") is None:
            with translated(WHAT):
                self._client.schedule_key_deletion(KeyId=found["KeyId"], PendingWindowInDays=WAITING_DAYS)
            found = self._described(alias) or found
        when: datetime | None = found.get("DeletionDate")
        return when

    def _described(self, alias: str) -> dict[str, Any] | None:
        try:
            with translated(WHAT):
                found: dict[str, Any] = self._client.describe_key(KeyId=alias)["KeyMetadata"]
                return found
        except ClientError as error:
            if code_of(error) == "NotFoundException":
                return None
            raise
