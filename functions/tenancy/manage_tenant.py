"""Operators' orders about tenants, invoked directly; it has no route: who may invoke it steers tenants."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, TypeAdapter, ValidationError

from functions.tenancy.routes.desk import TenancyApiSettings
from shared.kernel.errors import Invalid
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.audit import AuditTrail
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.platform.usage import Usage
from shared.tenancy.lifecycle import orders, service
from shared.tenancy.lifecycle.service import OperatorDesk
from shared.tenancy.lifecycle.store import LifecycleStore, all_listed
from shared.tenancy.users.model import Invitee, Rights
from shared.tenancy.users.service import UserDesk, invite
from shared.tenancy.users.store import UserStore

_ORDER: TypeAdapter[orders.Order] = TypeAdapter(orders.Order)


@observed("tenancy")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take one of ``shared.tenancy.lifecycle.orders`` and return what came of it.

    Raises ``Invalid``, ``NoSuchTenant``, ``WrongStanding``, ``Conflict``, ``NoSeatLeft``, ``Unavailable``.
    """
    platform = bootstrap.current(TenancyApiSettings)
    try:
        order = _ORDER.validate_python(event)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise Invalid(f"The order cannot be read: {faults}.", "Correct these fields and invoke again.") from error
    if isinstance(order, orders.ListAll):
        return {"tenants": [each.model_dump(mode="json") for each in all_listed(platform.platform_table)]}
    count("tenancy", f"Ordered-{order.operation}")
    return _carried_out(order, platform).model_dump(mode="json")


def _carried_out(order: Any, platform: Platform[TenancyApiSettings]) -> BaseModel:
    desk = operator_desk(order.tenant_id, platform)
    match order:
        case orders.Show():
            return service.standing(desk)
        case orders.Suspend():
            return service.suspend(order, desk)
        case orders.Resume():
            return service.resume(order, desk)
        case orders.SetLimits():
            return service.set_limits(order, desk)
        case orders.MarkForDeletion():
            return service.mark_for_deletion(order, desk)
        case orders.KeepAfterAll():
            return service.keep_after_all(order, desk)
        case _:
            return _administrator(order, desk, platform)


def _administrator(
    order: orders.InviteAdministrator, desk: OperatorDesk, platform: Platform[TenancyApiSettings]
) -> BaseModel:
    desk.settings()
    users = UserDesk(
        tenant_id=order.tenant_id,
        actor=f"operator:{order.by}",
        users=UserStore(platform.table(order.tenant_id), platform.audit(order.tenant_id)),
        directory=platform.directory,
        usage=platform.usage(order.tenant_id),
        trail=platform.audit(order.tenant_id),
        clock=platform.clock,
    )
    invitee = Invitee(email=order.email, name=order.name, rights=Rights(roles=("tenant_admin",)))
    return invite(invitee, users)


def operator_desk(tenant_id: TenantId, platform: Platform[Any]) -> OperatorDesk:
    """Return what operators' use cases work with, for one tenant."""
    table = platform.operator_table(tenant_id)
    trail = AuditTrail(table, platform.clock)
    return OperatorDesk(
        store=LifecycleStore(table, trail),
        trail=trail,
        usage=Usage(platform.table(tenant_id), platform.clock),
        clock=platform.clock,
    )
