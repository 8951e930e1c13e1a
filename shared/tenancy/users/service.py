"""Use cases: invite staff, change their rights, let them out and in again, register those of a foreign issuer."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.errors import Conflict, PreconditionFailed
from shared.kernel.ids import TenantId, UserId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller, Role
from shared.platform.usage import TRIES, Usage
from shared.platform.writes import Write
from shared.tenancy.users.errors import AddressTaken, ManagedElsewhere, NoSuchUser
from shared.tenancy.users.model import Invitee, Rights, StaffUser, deactivated, reactivated, with_rights
from shared.tenancy.users.ports import Directory
from shared.tenancy.users.store import UserStore

Tags = frozenset[str] | None
"""What ``If-Match`` names."""


@dataclass(frozen=True)
class UserDesk:
    """What the use cases work with. ``actor`` is who does it, as the audit log names them."""

    tenant_id: TenantId
    actor: str
    users: UserStore
    directory: Directory
    usage: Usage
    trail: AuditTrail
    clock: Clock

    def found(self, user_id: UserId) -> StaffUser:
        """Return a user. Raises ``NoSuchUser``."""
        user = self.users.user(user_id)
        if user is None:
            raise NoSuchUser
        return user

    def entry(self, user_id: UserId, what: str, rights: Rights | None = None) -> AuditEntry:
        """Return the entry that tells of a change."""
        detail: dict[str, str] = {"change": what}
        if rights is not None:
            detail |= {"roles": ",".join(rights.roles), "departments": "|".join(rights.departments)}
        return self.trail.entry(self.actor, "manage_users", user_id, detail=detail)


def invite(invitee: Invitee, desk: UserDesk) -> StaffUser:
    """Give somebody a seat and an account; the directory writes to them. The same again finds the same user.

    Raises:
        NoSeatLeft: the plan has no seat left; nobody was invited.
        AddressTaken: the address has an account already.
        ManagedElsewhere: accounts are made by the company's own identity provider.
        Unavailable: send it again.
    """
    if not desk.directory.manages:
        raise ManagedElsewhere
    desk.usage.seat_write()  # before an account is made
    user_id = desk.directory.invite(desk.tenant_id, invitee)
    now = desk.clock.now()
    user = StaffUser(
        user_id=user_id,
        email=invitee.email,
        name=invitee.name,
        rights=invitee.rights,
        invited_by=desk.actor,
        created_at=now,
        changed_at=now,
        synced=False,
    )
    known = desk.users.user(user_id)
    if known is not None and (known.rights, known.active) != (user.rights, True):
        raise AddressTaken
    if known is None:
        _seated(user, desk, "invited")
    return _brought(known or user, desk)


def change_rights(user_id: UserId, rights: Rights, named: Tags, desk: UserDesk) -> StaffUser:
    """Give a user other roles and departments; tokens from before are refused from now on.

    Raises:
        LastAdministrator: it would take the company's last administrator away.
        ManagedElsewhere, NoSuchUser, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
        Unavailable: the change is recorded, and the directory does not have it yet; send it again with the new ETag.
    """
    if not desk.directory.manages:
        raise ManagedElsewhere
    user = desk.found(user_id)
    expect(named, user.revision)
    if user.rights == rights and user.synced:
        return user
    return _brought(_changed(user, with_rights(user, rights, desk.clock.now()), [], desk, "rights"), desk)


def deactivate(user_id: UserId, named: Tags, desk: UserDesk) -> StaffUser:
    """Let a user in no more, at once, and give the seat back. The same again changes nothing. Raises as ``rights``."""
    user = desk.found(user_id)
    expect(named, user.revision)
    if not user.active and user.synced:
        return user
    seats: list[Write] = [desk.usage.seat_back_write()] if user.active else []
    return _brought(_changed(user, deactivated(user, desk.clock.now()), seats, desk, "deactivated"), desk)


def reactivate(user_id: UserId, named: Tags, desk: UserDesk) -> StaffUser:
    """Let a user in again, with the roles of before. Raises ``NoSeatLeft``, and as ``deactivate``."""
    user = desk.found(user_id)
    expect(named, user.revision)
    if user.active and user.synced:
        return user
    seats: list[Write] = [] if user.active else [desk.usage.seat_write()]
    return _brought(_changed(user, reactivated(user, desk.clock.now()), seats, desk, "reactivated"), desk)


def register(who: Caller, email: str, name: str, desk: UserDesk) -> StaffUser:
    """Return the row of a caller who has passed the gate; where there is none, give them a seat and one.

    Raises ``NoSeatLeft``.
    """
    known = desk.users.user(UserId(who.user_id))
    if known is not None:
        return known
    now = desk.clock.now()
    roles: tuple[Role, ...] = tuple(who.roles)
    user = StaffUser(
        user_id=UserId(who.user_id),
        email=email,
        name=name,
        rights=Rights.model_construct(roles=roles, departments=tuple(sorted(who.departments))),
        invited_by="issuer",
        created_at=now,
        changed_at=now,
    )
    _seated(user, desk, "registered")
    return desk.users.user(user.user_id) or user


def _seated(user: StaffUser, desk: UserDesk, what: str) -> None:
    for _ in range(TRIES):
        if desk.users.add(user, desk.usage.seat_write(), desk.entry(user.user_id, what, user.rights)):
            return
        if desk.users.user(user.user_id) is not None:
            return  # two tabs at once
    raise Conflict("Others are being invited at the same moment.", "Send it again. 请重试。")


def _changed(before: StaffUser, after: StaffUser, seats: list[Write], desk: UserDesk, what: str) -> StaffUser:
    if not desk.users.change(before, after, seats, desk.entry(before.user_id, what, after.rights)):
        raise PreconditionFailed
    return after


def _brought(user: StaffUser, desk: UserDesk) -> StaffUser:
    """Bring a user's state to the directory: first what closes, then what opens."""
    if not user.active:
        desk.directory.disable(user.user_id)
    elif desk.directory.manages:
        desk.directory.set_rights(user.user_id, user.rights)
        if user.revision > 1:
            desk.directory.enable(user.user_id)
    return desk.users.synced(user, desk.clock.now())
