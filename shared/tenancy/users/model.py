"""Staff: who may sign in, with which roles, for which departments. Pure rules."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import UserId
from shared.kernel.language import Language
from shared.tenancy.roles import ROLES, Role

Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254, to_lower=True, strip_whitespace=True)
]
Department = Annotated[str, StringConstraints(pattern=r"^[^|\x00-\x1f]{1,80}$", strip_whitespace=True)]
"""A department's name as positions have it; without the sign that separates them in the claim."""
LONGEST_CLAIM = 2048
"""Characters of a custom attribute of Cognito."""


def _in_order(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if role in roles)


def _sorted(departments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(departments)))


class Rights(Frozen):
    """What somebody is in the company: roles, and the departments that a manager answers for."""

    roles: Annotated[tuple[Role, ...], Field(max_length=len(ROLES)), AfterValidator(_in_order)] = ()
    departments: Annotated[tuple[Department, ...], Field(max_length=50), AfterValidator(_sorted)] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len("|".join(self.departments)) > LONGEST_CLAIM:
            raise ValueError("the names of the departments are longer than a token can carry")
        return self


class Invitee(Frozen):
    """Somebody who is to work here."""

    email: Email
    name: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    language: Language = "zh"
    rights: Rights = Rights()


class StaffUser(Frozen):
    """A member of staff. ``user_id`` is the issuer's ``sub``; ``revision`` counts the changes.

    ``synced`` False: the directory has not taken the last change yet; the same change again brings it there.
    """

    user_id: UserId
    email: str
    name: str
    rights: Rights
    active: bool = True
    revision: int = 1
    invited_by: str
    created_at: datetime
    changed_at: datetime
    synced: bool = True

    @property
    def administers(self) -> bool:
        """True for an administrator who can sign in."""
        return self.active and "tenant_admin" in self.rights.roles


def with_rights(user: StaffUser, rights: Rights, now: datetime) -> StaffUser:
    """Return the user with other rights."""
    return _next(user, now, rights=rights)


def deactivated(user: StaffUser, now: datetime) -> StaffUser:
    """Return the user who may not sign in any more; roles are remembered."""
    return _next(user, now, active=False)


def reactivated(user: StaffUser, now: datetime) -> StaffUser:
    """Return the user who may sign in again, with the roles of before."""
    return _next(user, now, active=True)


def _next(user: StaffUser, now: datetime, **changed: object) -> StaffUser:
    more = {**changed, "revision": user.revision + 1, "changed_at": now, "synced": False}
    return user.model_copy(update=more)
