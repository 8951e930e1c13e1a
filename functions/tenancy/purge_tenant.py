"""Deletes what a tenant has, once its waiting period is over. Operators invoke it until it is done."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from shared.kernel.errors import Invalid
from shared.platform import bootstrap
from shared.platform.audit import AuditTrail
from shared.platform.observability import count, observed
from shared.platform.operators import OperatorSettings, key_rows, main_rows, tenant_files, tenant_keys
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.lifecycle.model import Deletion
from shared.tenancy.lifecycle.orders import OrderFor
from shared.tenancy.lifecycle.purge import PurgeDesk, purge
from shared.tenancy.lifecycle.store import LifecycleStore
from shared.tenancy.users.store import UserStore

TIME_TO_END_MS = 30_000
"""With less than this left no page is begun."""


@observed("tenancy")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Go on with a purge; ``{"done": false, "deletion": …}`` asks to be called again, ``certificate`` ends it.

    Raises ``Invalid``, ``WrongStanding``, ``Unavailable`` (call again).
    """
    platform = bootstrap.current(OperatorSettings)
    try:
        order = OrderFor.model_validate(event)
    except ValidationError as error:
        said = f"The order cannot be read: {error.errors()[0]['msg']}."
        raise Invalid(said, "Correct it and invoke again.") from error
    tenant_id = order.tenant_id
    table = platform.operator_table(tenant_id)
    trail = AuditTrail(table, platform.clock)
    keyring = key_rows(platform, tenant_id)
    desk = PurgeDesk(
        store=LifecycleStore(table, trail),
        users=UserStore(table, trail),
        directory=platform.directory,
        files=tenant_files(platform, tenant_id, "own"),
        tables=[*([keyring] if keyring else []), main_rows(platform, tenant_id)],
        keys=tenant_keys(platform),
        log=AuditLog(table, platform.bucket(tenant_id)),
        clock=platform.clock,
    )
    found = purge(desk, lambda: context.get_remaining_time_in_millis() >= TIME_TO_END_MS)
    if isinstance(found, Deletion):
        return {"done": False, "deletion": found.model_dump(mode="json")}
    count("tenancy", "TenantsDeleted")
    return {"done": True, "certificate": found.model_dump(mode="json"), "digest": found.digest}
