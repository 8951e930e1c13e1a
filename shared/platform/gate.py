"""The gate of staff: before any route does anything, the tenant must be active and so must the user.

A token lives for an hour, whatever happens in the meantime. So the gate reads, in one request, the tenant's plan and
the user's row: a suspended tenant or a deactivated user is refused at once, and a token from before the user's rights
were changed is sent back to be renewed. It never gives a right: roles come from the token's claims alone.
"""

from collections.abc import Mapping
from typing import Any

from shared.kernel.errors import Forbidden
from shared.platform.identity import Caller, Unauthenticated
from shared.platform.table import TenantTable
from shared.platform.usage import PLAN_ROW, plan_pk
from shared.tenancy.limits.model import UNLIMITED, Plan


class Deactivated(Forbidden):
    """The user may not sign in any more."""

    code = "user_deactivated"

    def __init__(self) -> None:
        super().__init__(
            "Your account is deactivated. 您的账号已被停用。",
            "Ask an administrator of your company. 请联系贵公司管理员。",
        )


class NotRegistered(Forbidden):
    """The plan counts seats, and this user has taken none."""

    code = "user_not_registered"

    def __init__(self) -> None:
        super().__init__(
            "Your account has no seat yet. 您的账号尚未占用席位。",
            "Open the console once (GET /v1/tenancy/me); it takes one where one is left. 请先登录控制台。",
        )


class RightsChanged(Unauthenticated):
    """The token was issued before the user's rights were changed."""

    code = "rights_changed"

    def __init__(self) -> None:
        super().__init__(
            "Your rights were changed after you signed in. 您的权限已变更。", "Renew your token. 请刷新登录状态。"
        )


def admit(who: Caller, claims: Mapping[str, Any], table: TenantTable, *, registering: bool = False) -> None:
    """Let a caller of verified ``claims`` in. ``registering``: one without a row may pass, to get one.

    Raises:
        Suspended, BeingDeleted: the tenant is out of use.
        Deactivated, NotRegistered, RightsChanged: the user is.
    """
    own = user_keys(table, who.user_id)
    rows = {(row["PK"], row["SK"]): row for row in table.get_many([(plan_pk(table.tenant_id), PLAN_ROW), own])}
    plan_row, user_row = rows.get((plan_pk(table.tenant_id), PLAN_ROW)), rows.get(own)
    plan = Plan.model_validate_json(plan_row["plan"]) if plan_row else UNLIMITED
    plan.admit_staff()
    if user_row is None:
        if plan.limits.seats is not None and not registering:
            raise NotRegistered
        return
    if not user_row["active"]:
        raise Deactivated
    if issued_at(claims) < int(user_row["tokens_since"]):
        raise RightsChanged


def user_keys(table: TenantTable, user_id: str) -> tuple[str, str]:
    """Return the keys of a user's row."""
    return table.pk("USERS"), f"USER#{user_id}"


def issued_at(claims: Mapping[str, Any]) -> int:
    """Return when the token was issued, in seconds since 1970; a token that does not say is as old as can be."""
    try:
        return int(float(str(claims.get("iat", "0"))))
    except ValueError:
        return 0
