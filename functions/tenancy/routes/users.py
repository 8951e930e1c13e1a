"""Staff: list them, invite, change roles and departments, let out and in again."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from functions.tenancy.routes.desk import user_desk
from shared.kernel.ids import UserId
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.identity import Role
from shared.platform.paging import Cursor, Page, PageLimit
from shared.tenancy.users import service
from shared.tenancy.users.model import Invitee, Rights, StaffUser

router = routes()
USERS = "/v1/tenancy/users"


class UserView(BaseModel):
    """A member of staff. Its ETag is ``revision``. ``pending``: the directory does not have the last change yet."""

    user_id: UserId
    email: str
    name: str
    roles: list[Role]
    departments: list[str]
    active: bool
    pending: bool
    revision: int
    created_at: datetime
    changed_at: datetime


@router.get(USERS, summary="List staff")
def get_users(
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[UserView]:
    """List the company's staff by their address, those who were deactivated too."""
    who = staff(router)
    authorize(who, "read_users")
    found, following = user_desk(who).users.users(limit, Cursor.read(cursor))
    return Page(items=[user_view(user) for user in found], next=following.spelled() if following else None)


@router.post(USERS, summary="Invite somebody to the staff", status_code=201)
def post_user(invitee: Invitee) -> tuple[UserView, int]:
    """Give somebody a seat and an account; they get a letter. The same again finds the same user."""
    who = staff(router)
    authorize(who, "manage_users")
    return user_view(service.invite(invitee, user_desk(who))), 201


@router.get(f"{USERS}/<user_id>", summary="Read a member of staff")
def get_user(user_id: str) -> Response[UserView]:
    """Return a user with its ETag."""
    who = staff(router)
    authorize(who, "read_users")
    return _tagged(user_desk(who).found(UserId(user_id)))


@router.put(f"{USERS}/<user_id>/rights", summary="Change roles and departments")
def put_rights(user_id: str, rights: Rights) -> Response[UserView]:
    """Set roles and departments; ``If-Match`` says which revision was read. Older tokens of the user stop to hold."""
    who = staff(router)
    authorize(who, "manage_users")
    return _tagged(service.change_rights(UserId(user_id), rights, if_match(router), user_desk(who)))


@router.post(f"{USERS}/<user_id>/deactivate", summary="Let a user in no more")
def post_deactivate(user_id: str) -> Response[UserView]:
    """Refuse the user from the next request on, end the sessions, and give the seat back."""
    who = staff(router)
    authorize(who, "manage_users")
    return _tagged(service.deactivate(UserId(user_id), if_match(router), user_desk(who)))


@router.post(f"{USERS}/<user_id>/reactivate", summary="Let a user in again")
def post_reactivate(user_id: str) -> Response[UserView]:
    """Give the user a seat again, with the roles of before."""
    who = staff(router)
    authorize(who, "manage_users")
    return _tagged(service.reactivate(UserId(user_id), if_match(router), user_desk(who)))


def _tagged(user: StaffUser) -> Response[UserView]:
    return tagged(user_view(user), user.revision)


def user_view(user: StaffUser) -> UserView:
    """Return a user as the API shows it."""
    return UserView(
        user_id=user.user_id,
        email=user.email,
        name=user.name,
        roles=list(user.rights.roles),
        departments=list(user.rights.departments),
        active=user.active,
        pending=not user.synced,
        revision=user.revision,
        created_at=user.created_at,
        changed_at=user.changed_at,
    )
