"""What the routes of flows and applications work with."""

from functions.recruiting.routes.desk import platform
from shared.platform.identity import Caller
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.scope import application_desk
from shared.recruiting.applications.staffing import StaffDesk
from shared.recruiting.flows.service import FlowDesk
from shared.recruiting.flows.store import FlowStore


def flow_desk(who: Caller) -> FlowDesk:
    """Return what use cases of flows work with."""
    here = platform()
    trail = here.audit(who.tenant_id)
    return FlowDesk(who=who, flows=FlowStore(here.table(who.tenant_id), trail), trail=trail, clock=here.clock)


def desk(who: Caller) -> ApplicationDesk:
    """Return the applications of the caller's tenant."""
    return application_desk(platform(), who.tenant_id)


def staff_desk(who: Caller) -> StaffDesk:
    """Return what use cases of people work with."""
    return StaffDesk(who=who, desk=desk(who))
