"""Creates a tenant. Operators invoke it directly; it has no route."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from shared.kernel.errors import Invalid
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.platform.operators import tenant_keys
from shared.platform.settings import BucketSettings, TableSettings, TenantKeySettings
from shared.tenancy.model import TenantOrder
from shared.tenancy.service import create_tenant
from shared.tenancy.store import TenantStore


class CreateTenantSettings(TableSettings, BucketSettings, TenantKeySettings):
    """What creating a tenant needs."""


@observed("tenancy")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``TenantOrder`` and return ``{"new": …, "settings": …}``. Raises ``Invalid``, ``Conflict``."""
    platform = bootstrap.current(CreateTenantSettings)
    try:
        order = TenantOrder.model_validate(event)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise Invalid(f"The order cannot be read: {faults}.", "Correct these fields and invoke again.") from error
    store = TenantStore(platform.platform_table, platform.bucket(order.tenant_id))
    tenant_keys(platform).ensure(order.tenant_id)
    created = create_tenant(order, store, platform.clock)
    if created.new:
        count("tenancy", "TenantsCreated")
    return {"new": created.new, "settings": created.settings.model_dump(mode="json")}
