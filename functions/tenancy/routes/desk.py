"""What the tenancy routes work with: the settings of the handler, and a tenant's stores made from them."""

from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, DirectorySettings, KeySettings, TableSettings
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.company.store import CompanyStore
from shared.tenancy.users.service import UserDesk
from shared.tenancy.users.store import UserStore


class TenancyApiSettings(TableSettings, BucketSettings, KeySettings, DirectorySettings):
    """What the tenancy routes need."""


def platform() -> Platform[TenancyApiSettings]:
    """Return this process's platform."""
    return bootstrap.current(TenancyApiSettings)


def user_desk(who: Caller) -> UserDesk:
    """Return what use cases of staff work with."""
    here = platform()
    table, trail = here.table(who.tenant_id), here.audit(who.tenant_id)
    return UserDesk(
        tenant_id=who.tenant_id,
        actor=who.user_id,
        users=UserStore(table, trail),
        directory=here.directory,
        usage=here.usage(who.tenant_id),
        trail=trail,
        clock=here.clock,
    )


def company(who: Caller) -> CompanyStore:
    """Return the company's settings."""
    here = platform()
    return CompanyStore(here.table(who.tenant_id), here.bucket(who.tenant_id), here.audit(who.tenant_id))


def audit_log(who: Caller) -> AuditLog:
    """Return the company's audit log, to be read."""
    here = platform()
    return AuditLog(here.table(who.tenant_id), here.bucket(who.tenant_id))
