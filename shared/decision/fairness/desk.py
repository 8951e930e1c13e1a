"""What the use cases of fairness work with: one tenant's rows, audit log and time."""

from dataclasses import dataclass
from typing import TypeVar

from shared.decision.fairness.store import Breakers, Facts, SelfIdentifications
from shared.kernel.clock import Clock
from shared.kernel.ids import TenantId
from shared.platform.audit import AuditTrail
from shared.platform.bootstrap import Platform
from shared.platform.bucket import TenantBucket
from shared.platform.settings import BucketSettings, Settings, TableSettings
from shared.platform.table import TenantTable
from shared.tenancy.contracts import TenantSettings, settings_key


class FairnessSettings(TableSettings, BucketSettings):
    """What every use case of the subject needs."""


S = TypeVar("S", bound=Settings)


@dataclass(frozen=True)
class FairnessDesk:
    """One tenant's part of the subject. ``jurisdiction`` says whose categories count."""

    tenant_id: TenantId
    jurisdiction: str
    told: SelfIdentifications
    facts: Facts
    breakers: Breakers
    trail: AuditTrail
    clock: Clock


def desk_of(platform: Platform[S], tenant_id: TenantId) -> FairnessDesk:
    """Return a tenant's desk. Raises ``NotFound`` where there is no such tenant."""
    return desk_on(platform.table(tenant_id), platform.bucket(tenant_id), platform.clock)


def desk_on(table: TenantTable, bucket: TenantBucket, clock: Clock) -> FairnessDesk:
    """Return the desk of the tenant whose table and bucket these are. Raises ``NotFound``."""
    settings = bucket.get_document(settings_key(table.tenant_id), TenantSettings)
    trail = AuditTrail(table, clock)
    return FairnessDesk(
        tenant_id=table.tenant_id,
        jurisdiction=settings.jurisdiction,
        told=SelfIdentifications(table),
        facts=Facts(table),
        breakers=Breakers(table, trail),
        trail=trail,
        clock=clock,
    )
