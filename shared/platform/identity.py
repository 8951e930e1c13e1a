"""Who calls. The gateway has verified the token; here its claims become a caller with a tenant and roles."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from shared.kernel.errors import BoleError, Forbidden
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId

Role = Literal["recruiter", "manager", "interviewer", "tenant_admin"]


class Unauthenticated(BoleError):
    """Nobody can tell who calls."""

    code = "unauthenticated"
    status = 401


class Caller(Frozen):
    """A member of a tenant's staff. ``groups`` are the groups of the identity provider: they name roles."""

    tenant_id: TenantId
    user_id: str
    groups: frozenset[str]

    def require(self, *roles: Role) -> None:
        """Raise ``Forbidden`` unless the caller has one of ``roles``; a tenant's administrator has them all."""
        if not self.groups & {*roles, "tenant_admin"}:
            raise Forbidden(
                f"This needs the role {' or '.join(roles)}.", "Ask an administrator of your company to give it to you."
            )


def caller_of(claims: Mapping[str, Any]) -> Caller:
    """Return the caller whom verified ``claims`` name: ``sub``, ``custom:tenant`` and ``cognito:groups``.

    An HTTP API hands lists over as ``[a b]``; other issuers give a real list or a comma-separated text.

    Raises:
        Unauthenticated: a claim is missing, so the route is not behind the authorizer or the token is not ours.
    """
    tenant, user = str(claims.get("custom:tenant", "")), str(claims.get("sub", ""))
    if not user or not TENANT_ID.fullmatch(tenant):
        raise Unauthenticated("The token names no user of a tenant.", "Sign in again.")
    groups = claims.get("cognito:groups", ())
    names = re.split(r"[\s,]+", groups.strip("[] ")) if isinstance(groups, str) else groups
    return Caller(tenant_id=TenantId(tenant), user_id=user, groups=frozenset(str(name) for name in names if name))


def bearer(headers: Mapping[str, str]) -> str:
    """Return the token of ``Authorization: Bearer …``. Raises ``Unauthenticated`` where there is none."""
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("No token was sent.", "Open the link of your invitation again.")
    return token.strip()
