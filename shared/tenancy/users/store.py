"""Where a tenant's staff is kept: the only file of the subject that spells table keys.

A row says who may pass the gate (``active``, ``tokens_since``); roles in it are what an administrator decided, and are
never what a request is judged by: that is the token.
"""

from collections.abc import Sequence
from datetime import datetime

from shared.kernel.ids import UserId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.gate import user_keys
from shared.platform.paging import Cursor
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write
from shared.tenancy.users.errors import LastAdministrator
from shared.tenancy.users.model import StaffUser


class UserStore:
    """One tenant's staff."""

    def __init__(self, table: TenantTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail

    def user(self, user_id: UserId) -> StaffUser | None:
        """Return a user, or None."""
        item = self._table.get(*user_keys(self._table, user_id))
        return StaffUser.model_validate_json(item["user"]) if item else None

    def users(self, limit: int, cursor: Cursor | None) -> tuple[list[StaffUser], Cursor | None]:
        """Return a page of users by their address."""
        rows = self._table.page(self._table.pk("USERS"), index="GSI1", limit=limit, cursor=cursor)
        return [StaffUser.model_validate_json(item["user"]) for item in rows.items], rows.next

    def add(self, user: StaffUser, seat: Write, entry: AuditEntry) -> bool:
        """Record a new user with the seat; False where the user is there, or somebody took the last seat."""
        new = Put(self._item(user, 0), Attr("PK").not_exists())
        return self._passed([new, seat, *self._administrators(None, user)], entry)

    def change(self, before: StaffUser, after: StaffUser, seats: Sequence[Write], entry: AuditEntry) -> bool:
        """Record the next revision; False where another change was quicker, or somebody took the last seat.

        Raises ``LastAdministrator``; nothing was changed then.
        """
        unchanged = Attr("revision").eq(before.revision)
        counted = self._administrators(before, after)
        writes: list[Write] = [Put(self._item(after, _from(after.changed_at)), unchanged), *counted, *seats]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed as error:
            if counted and 1 in error.failed and after.administers < before.administers:
                raise LastAdministrator from error
            return False
        return True

    def synced(self, user: StaffUser, now: datetime) -> StaffUser:
        """Note that the directory has the user's last change: tokens that are older hold no more."""
        done = user.model_copy(update={"synced": True})
        pk, sk = user_keys(self._table, user.user_id)
        try:
            self._table.update(
                Update(
                    pk,
                    sk,
                    # Before the first change there were no other rights that a token could carry.
                    set={"user": done.model_dump_json(), "tokens_since": _from(now) if user.revision > 1 else 0},
                    condition=Attr("revision").eq(user.revision),
                )
            )
        except ConditionFailed:
            return user  # it was changed again, and whoever did that brings it to the directory
        return done

    def administrators(self) -> int:
        """Return how many administrators can sign in."""
        item = self._table.get(self._table.pk("USAGE"), "ADMINISTRATORS")
        return int(item["count"]) if item else 0

    def _administrators(self, before: StaffUser | None, after: StaffUser) -> list[Update]:
        """Return the write that counts administrators, where that changes; its condition keeps the last one."""
        change = int(after.administers) - int(before is not None and before.administers)
        if not change:
            return []
        more_than_one = Attr("count").gt(1) if change < 0 else None
        return [Update(self._table.pk("USAGE"), "ADMINISTRATORS", add={"count": change}, condition=more_than_one)]

    def _item(self, user: StaffUser, tokens_since: int) -> Item:
        pk, sk = user_keys(self._table, user.user_id)
        return {
            "PK": pk,
            "SK": sk,
            "user": user.model_dump_json(),
            "revision": user.revision,
            "active": user.active,
            "tokens_since": tokens_since,
            "GSI1PK": self._table.pk("USERS"),
            "GSI1SK": f"{user.email}#{user.user_id}",
        }

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True


def _from(moment: datetime) -> int:
    """Return the first second of which tokens hold: one that was issued in the same second may be from before."""
    return int(moment.timestamp()) + 1
