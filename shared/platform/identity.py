"""Who calls. The gateway has verified the token; here its claims become a caller with a tenant and roles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.kernel.errors import BoleError, Forbidden
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId
from shared.tenancy.roles import ROLES as ROLES
from shared.tenancy.roles import Role as Role

USER_ID = re.compile(r"[\x21-\x7e]{1,255}")
"""A subject (OpenID Connect Core 2: at most 255 ASCII characters), without blanks: it stands in keys and policies."""


class Unauthenticated(BoleError):
    """Nobody can tell who calls."""

    code = "unauthenticated"
    status = 401


class Caller(Frozen):
    """A member of a tenant's staff. ``groups`` are the groups of the identity provider: they name roles.

    ``departments`` are those that a department manager answers for.
    """

    tenant_id: TenantId
    user_id: str
    groups: frozenset[str]
    departments: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The caller's roles."""
        return frozenset(role for role in ROLES if role in self.groups)

    def require(self, *roles: Role) -> None:
        """Raise ``Forbidden`` unless the caller has one of ``roles``; a tenant's administrator has them all."""
        if not self.groups & {*roles, "tenant_admin"}:
            raise Forbidden(
                f"This needs the role {' or '.join(roles)}.", "Ask an administrator of your company to give it to you."
            )


class ClaimNames(Protocol):
    """How an issuer calls the claims of a token."""

    @property
    def claim_user(self) -> str: ...
    @property
    def claim_tenant(self) -> str: ...
    @property
    def claim_groups(self) -> str: ...
    @property
    def claim_departments(self) -> str: ...


@dataclass(frozen=True)
class CognitoClaims:
    """The claims as Amazon Cognito spells them."""

    claim_user: str = "sub"
    claim_tenant: str = "custom:tenant"
    claim_groups: str = "cognito:groups"
    claim_departments: str = "custom:departments"


COGNITO = CognitoClaims()


def caller_of(claims: Mapping[str, Any], named: ClaimNames = COGNITO) -> Caller:
    """Return the caller whom verified ``claims`` name: user, tenant, groups and departments.

    An HTTP API hands lists over as ``[a b]``; other issuers give a real list or a comma-separated text. Departments
    are separated by ``|``, because their names hold spaces and commas; an issuer may also give a real list.

    Raises:
        Unauthenticated: a claim is missing, so the route is not behind the authorizer or the token is not ours.
    """
    tenant, user = claims.get(named.claim_tenant, ""), claims.get(named.claim_user, "")
    if not isinstance(user, str) or not USER_ID.fullmatch(user):
        raise Unauthenticated("The token names no user of a tenant.", "Sign in again.")
    if not isinstance(tenant, str) or not TENANT_ID.fullmatch(tenant):
        raise Unauthenticated("The token names no user of a tenant.", "Sign in again.")
    return Caller(
        tenant_id=TenantId(tenant),
        user_id=user,
        groups=frozenset(_listed(claims.get(named.claim_groups), r"[\s,]+", "[] ")),
        departments=frozenset(_listed(claims.get(named.claim_departments), r"\|", " ")),
    )


def _listed(value: Any, separator: str, around: str) -> list[str]:
    parts = re.split(separator, value.strip(around)) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple | set | frozenset):
        return []
    return [part.strip() for part in parts if isinstance(part, str) and part.strip()]


def bearer(headers: Mapping[str, str]) -> str:
    """Return the token of ``Authorization: Bearer …``. Raises ``Unauthenticated`` where there is none."""
    given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("No token was sent.", "Open the link of your invitation again.")
    return token.strip()
