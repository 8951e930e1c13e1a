"""Who am I, and what may I do: what the console asks first."""

from typing import Any

from pydantic import BaseModel

from functions.tenancy.routes.desk import company, user_desk
from shared.kernel.ids import TenantId
from shared.platform.authorization import Resource, permitted_actions
from shared.platform.http import caller, routes
from shared.platform.identity import Caller, Role
from shared.tenancy.actions import Action
from shared.tenancy.users.service import register

router = routes()


class Me(BaseModel):
    """The caller, and what the policies permit. Menus are made of it; each request is judged again by itself."""

    user_id: str
    name: str
    tenant_id: TenantId
    company: str
    roles: list[Role]
    departments: list[str]
    may: list[Action]
    """What belongs to the whole company, or to no department."""
    may_in_own_departments: list[Action]
    may_on_a_panel: list[Action]
    """Of an interview that is assigned to the caller, before the own rating is in."""
    may_after_rating: list[Action]


@router.get("/v1/tenancy/me", summary="Who am I, and what may I do")
def get_me() -> Me:
    """Return the caller as the token names them. The first call of a new user takes a seat of the plan."""
    who = caller(router, registering=True)
    settings, _revision = company(who).settings()
    user = register(who, _claim("email"), _claim("name") or _claim("email"), user_desk(who))
    own = next(iter(sorted(who.departments)), None)
    mine = frozenset({who.user_id})
    return Me(
        user_id=who.user_id,
        name=user.name,
        tenant_id=who.tenant_id,
        company=settings.company,
        roles=_roles(who),
        departments=sorted(who.departments),
        may=permitted_actions(who),
        may_in_own_departments=permitted_actions(who, Resource(department=own)) if own else [],
        may_on_a_panel=permitted_actions(who, Resource(assigned=mine)),
        may_after_rating=permitted_actions(who, Resource(assigned=mine, rated=mine)),
    )


def _roles(who: Caller) -> list[Role]:
    return sorted(who.roles)


def _claim(name: str) -> str:
    authorizer: dict[str, Any] = router.current_event.raw_event["requestContext"]["authorizer"]
    return str(authorizer["jwt"]["claims"].get(name, ""))[:254]
