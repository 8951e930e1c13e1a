"""Puts the desk of applications together from a process's platform."""

from typing import TypeVar

from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.settings import BucketSettings, KeySettings, Settings, TableSettings
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.flows.store import FlowStore

S = TypeVar("S", bound=Settings)


class ApplicationSettings(TableSettings, BucketSettings, KeySettings):
    """What consumers of events need to move applications."""


def application_desk(platform: Platform[S], tenant_id: TenantId) -> ApplicationDesk:
    """Return a tenant's applications, flows and audit log."""
    table, trail = platform.table(tenant_id), platform.audit(tenant_id)
    return ApplicationDesk(
        applications=ApplicationStore(table, trail, platform.sealer(tenant_id)),
        flows=FlowStore(table, trail),
        trail=trail,
        clock=platform.clock,
    )
