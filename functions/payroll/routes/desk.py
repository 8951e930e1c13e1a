"""What the payroll routes work with: the settings of the handler, and a tenant's stores made from them."""

from shared.payroll.files.desk import FileDesk
from shared.payroll.files.store import FileStore
from shared.payroll.runs.desk import PayrollFunctionSettings, RunDesk, desk_of
from shared.platform import bootstrap
from shared.platform.authorization import authorize
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.tenancy.actions import Action


def platform() -> Platform[PayrollFunctionSettings]:
    """Return this process's platform."""
    return bootstrap.current(PayrollFunctionSettings)


def run_desk(who: Caller, action: Action) -> RunDesk:
    """Return the desk of somebody who may do ``action`` to the company's payroll. Raises ``Forbidden``."""
    authorize(who, action)
    return desk_of(platform(), who.tenant_id, who)


def file_desk(who: Caller) -> FileDesk:
    """Return what use cases of payroll files work with; each asks whether the caller may."""
    here, tenant = platform(), who.tenant_id
    table, trail = here.table(tenant), here.audit(tenant)
    return FileDesk(
        who=who, files=FileStore(table, trail, here.sealer(tenant)), table=table, trail=trail, clock=here.clock
    )
