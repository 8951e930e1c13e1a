"""What a tenant uses of its plan, enforced in the transaction that uses it.

How the interview stage calls it (``usage = platform.usage(tenant_id)``):

- Before a candidate sees or does anything: ``usage.plan().admit_candidate(begun=session is not None)``.
- When a session is opened: put ``usage.interview_writes(interview_id)`` into the opening transaction. It raises
  ``InterviewsUsedUp`` or ``TooManyAtOnce`` where the plan allows no more. Where one of these writes fails in the
  transaction (``ConditionFailed.failed`` names places), another candidate was quicker: ask for new writes and try
  again, up to ``TRIES`` times; the limit is then either reached, and that is raised, or there is room elsewhere.
- When a candidate goes on (an upload begins, a session is looked at after a pause): ``usage.hold(interview_id)``. It
  costs one read while the lease is young, and raises ``TooManyAtOnce`` where the lease ran out and no place is free.
- When the interview is complete: ``usage.release(interview_id)``.

Counting cannot drift. Interviews of a month are counted by the opening transaction itself, on one of ``SHARDS`` rows
with a share of the limit each, so that many can open at once. Concurrent interviews are places: one row a place,
taken where it is free or its lease ran out. A browser that is closed gives its place back by time alone.
"""

import random
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update, Write
from shared.tenancy.limits.errors import InterviewsUsedUp, NoSeatLeft, TooManyAtOnce
from shared.tenancy.limits.model import UNLIMITED, Plan

LEASE = timedelta(minutes=30)
"""How long a place is kept after the candidate was last heard of: longer than any one answer may take."""
SHARDS = 8
TRIES = 5
KEPT = timedelta(days=400)
"""How long the counts of a month are kept: for last year's comparison."""


class Used(Frozen):
    """What a tenant uses now. ``interviews`` are those of the month."""

    month: str
    seats: int
    interviews: int
    concurrent_interviews: int


class Usage:
    """One tenant's use of its plan. The plan itself is written by operators only; IAM sees to it."""

    def __init__(self, table: TenantTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def plan(self) -> Plan:
        """Return limits and standing, read consistently: a suspension holds from the next request on."""
        item = self._table.get(plan_pk(self._table.tenant_id), PLAN_ROW)
        return Plan.model_validate_json(item["plan"]) if item else UNLIMITED

    def interview_writes(self, interview_id: InterviewId) -> list[Write]:
        """Return the writes that count one more interview and give it a place.

        Raises:
            InterviewsUsedUp, TooManyAtOnce: the plan allows no more; nothing was written.
        """
        limits = self.plan().limits
        writes: list[Write] = [self._counted(limits.interviews_per_month)]
        if limits.concurrent_interviews is not None:
            writes += self._placed(interview_id, limits.concurrent_interviews)
        return writes

    def hold(self, interview_id: InterviewId) -> None:
        """Keep the candidate's place for another ``LEASE``, or take a new one.

        Raises:
            TooManyAtOnce: the place was given up, and every other one is taken.
        """
        limit = self.plan().limits.concurrent_interviews
        if limit is None:
            return
        now = self._seconds(self._clock.now())
        for _ in range(TRIES):
            lease = self._lease(interview_id)
            if lease is not None and lease["until"] - now > LEASE.total_seconds() / 2:
                return
            if lease is not None and self._renewed(interview_id, int(lease["slot"])):
                return
            try:
                self._table.transact(self._placed(interview_id, limit))
            except ConditionFailed:
                continue
            return
        raise TooManyAtOnce

    def release(self, interview_id: InterviewId) -> None:
        """Give the candidate's place back. Nothing happens where there is none."""
        lease = self._lease(interview_id)
        if lease is None:
            return
        slot = self._slot_key(int(lease["slot"]))
        with suppress(ConditionFailed):  # the lease had run out, and another candidate sits there
            self._table.delete(*slot, Attr("interview_id").eq(interview_id))
        self._table.delete(*self._lease_key(interview_id))

    def seat_write(self) -> Update:
        """Return the write that takes a seat. Raises ``NoSeatLeft``; its condition fails where one was quicker."""
        limit = self.plan().limits.seats
        taken = self._seats()
        if limit is not None and taken >= limit:
            raise NoSeatLeft(limit)
        free = None if limit is None else Attr("count").not_exists() | Attr("count").lt(limit)
        return Update(self._table.pk("USAGE"), "SEATS", add={"count": 1}, condition=free)

    def seat_back_write(self) -> Update:
        """Return the write that gives a seat back."""
        return Update(self._table.pk("USAGE"), "SEATS", add={"count": -1}, condition=Attr("count").gt(0))

    def used(self) -> Used:
        """Return what is used now."""
        now = self._clock.now()
        return Used(
            month=_month(now),
            seats=self._seats(),
            interviews=sum(self._counts(_month(now)).values()),
            concurrent_interviews=len(self._live(now)),
        )

    def _counted(self, limit: int | None) -> Update:
        now = self._clock.now()
        month = _month(now)
        shard, free = random.randrange(SHARDS), None
        if limit is not None:
            counts = self._counts(month)
            shares = {number: limit // SHARDS + (number < limit % SHARDS) for number in range(SHARDS)}
            room = [number for number, share in shares.items() if counts.get(number, 0) < share]
            if sum(counts.values()) >= limit or not room:
                raise InterviewsUsedUp
            shard = random.choice(room)
            free = Attr("count").not_exists() | Attr("count").lt(shares[shard])
        return Update(
            self._table.pk("USAGE"),
            f"INTERVIEWS#{month}#{shard}",
            set={"expires_at": self._seconds(now + KEPT)},
            add={"count": 1},
            condition=free,
        )

    def _counts(self, month: str) -> Mapping[int, int]:
        rows = self._table.query(self._table.pk("USAGE"), begins=f"INTERVIEWS#{month}#")
        return {int(row["SK"].rpartition("#")[2]): int(row["count"]) for row in rows}

    def _seats(self) -> int:
        item = self._table.get(self._table.pk("USAGE"), "SEATS")
        return int(item["count"]) if item else 0

    def _placed(self, interview_id: InterviewId, limit: int) -> list[Write]:
        now = self._clock.now()
        live = self._live(now)
        mine = [slot for slot, holder in live.items() if holder == interview_id]
        free = mine or [slot for slot in range(limit) if slot not in live]
        if not free or (not mine and len(live) >= limit):
            raise TooManyAtOnce
        slot = random.choice(free)
        until = self._seconds(now + LEASE)
        kept: Item = {"interview_id": interview_id, "slot": slot, "until": until, "expires_at": until + 86_400}
        pk, sk = self._slot_key(slot)
        unoccupied = (
            Attr("PK").not_exists() | Attr("until").lte(self._seconds(now)) | Attr("interview_id").eq(interview_id)
        )
        lease_pk, lease_sk = self._lease_key(interview_id)
        return [Put({"PK": pk, "SK": sk, **kept}, unoccupied), Put({"PK": lease_pk, "SK": lease_sk, **kept})]

    def _renewed(self, interview_id: InterviewId, slot: int) -> bool:
        until = self._seconds(self._clock.now() + LEASE)
        later = {"until": until, "expires_at": until + 86_400}
        mine = Attr("interview_id").eq(interview_id)
        try:
            self._table.transact(
                [
                    Update(*self._slot_key(slot), set=later, condition=mine),
                    Update(*self._lease_key(interview_id), set=later),
                ]
            )
        except ConditionFailed:
            return False
        return True

    def _live(self, now: datetime) -> dict[int, str]:
        rows = self._table.query(self._table.pk("PLACES"), begins="PLACE#")
        seconds = self._seconds(now)
        return {int(row["slot"]): str(row["interview_id"]) for row in rows if row["until"] > seconds}

    def _lease(self, interview_id: InterviewId) -> Item | None:
        return self._table.get(*self._lease_key(interview_id))

    def _slot_key(self, slot: int) -> tuple[str, str]:
        return self._table.pk("PLACES"), f"PLACE#{slot:05d}"

    def _lease_key(self, interview_id: InterviewId) -> tuple[str, str]:
        return self._table.pk(f"LEASE#{interview_id}"), "LEASE"

    def _seconds(self, moment: datetime) -> int:
        return int(moment.timestamp())


PLAN_ROW = "PLAN"


def plan_pk(tenant_id: str) -> str:
    """Return the partition of a tenant's plan: the tenant's role may read it, and IAM denies it every change."""
    return f"TENANT#{tenant_id}#PLAN"


def _month(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m}"
