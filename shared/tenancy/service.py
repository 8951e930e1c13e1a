"""Use cases of tenancy: an operator creates a tenant."""

from dataclasses import dataclass
from typing import Protocol

from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict
from shared.kernel.ids import TenantId, new_id
from shared.tenancy.contracts import TenantCreated, TenantSettings
from shared.tenancy.model import TenantOrder, settings_of


class Tenants(Protocol):
    """Where tenants are kept."""

    def find(self, tenant_id: TenantId) -> TenantSettings | None: ...

    def publish(self, settings: TenantSettings) -> DocumentRef:
        """Write the settings as a document for the other stages."""
        ...

    def add(self, settings: TenantSettings, event: TenantCreated) -> bool:
        """Record tenant and event together; return False where the tenant is there already."""
        ...


@dataclass(frozen=True)
class Created:
    """``new`` is false where the same order had been carried out before."""

    settings: TenantSettings
    new: bool


def create_tenant(order: TenantOrder, tenants: Tenants, clock: Clock) -> Created:
    """Create a tenant with the policy of its jurisdiction. The same order again changes nothing.

    Raises:
        Conflict: a tenant of that id exists, and was ordered differently.
        Unavailable: the state is unchanged; order again.
    """
    now = clock.now()
    settings = settings_of(order, now)
    found = tenants.find(order.tenant_id)
    if found is None:
        document = tenants.publish(settings)
        event = TenantCreated(
            event_id=new_id("evt"),
            tenant_id=order.tenant_id,
            occurred_at=now,
            company=settings.company,
            jurisdiction=settings.jurisdiction,
            settings=document,
        )
        if tenants.add(settings, event):
            return Created(settings, new=True)
        found = tenants.find(order.tenant_id)
    if found is None:
        raise Conflict(
            f"A tenant {order.tenant_id} was deleted here before.", "Choose another id: none is given out twice."
        )
    if found.model_copy(update={"created_at": now}) != settings:
        raise Conflict(
            f"The tenant {order.tenant_id} exists with other settings.",
            "Choose another id, or repeat the order exactly as it was given.",
        )
    return Created(found, new=False)
