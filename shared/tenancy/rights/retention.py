"""When the data of a person end. Pure rules.

Recordings end so many days after each interview, as the company's settings say. All the rest ends so many days after
the process did: when the last application was rejected or withdrawn. A consent to the talent pool moves that on, a hold
stops it, and whoever was hired is the personnel file's from then on.
"""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.tenancy.jurisdictions.contracts import RetentionRules

Reason = Literal["process_ended", "talent_pool", "never_applied", "no_movement", "hired", "held"]
BACKSTOP = timedelta(days=30)
"""How much later rows end by themselves than they are erased: a net below the erasure, never before it."""
LOOK_AGAIN = timedelta(days=30)


class Process(Frozen):
    """What is known of one application. ``moved_at``: when it came to where it is."""

    status: str
    moved_at: datetime

    @property
    def ended(self) -> bool:
        """Whether nothing follows any more."""
        return self.status in ("rejected", "withdrawn", "hired")


class Recorded(Frozen):
    """An interview, and when it closed."""

    interview_id: str
    ended_at: datetime


class Known(Frozen):
    """What retention is worked out from. ``pool_until``: the furthest that consents to the talent pool reach; where the
    consent names no day, ``pool_given`` is true and the days of the jurisdiction count from the end of the process."""

    candidate_id: str
    entered_at: datetime
    processes: tuple[Process, ...] = ()
    interviews: tuple[Recorded, ...] = ()
    pool_given: bool = False
    pool_until: datetime | None = None
    held: bool = False


class Retention(Frozen):
    """When a person's data end. ``ends_at`` null: not by the clock. ``recordings``: interview id → when they end.

    ``must_keep_until``: the law demands that records are kept so long, whoever asks. ``look_at``: when to look again.
    """

    candidate_id: str
    reason: Reason
    ends_at: datetime | None
    must_keep_until: datetime | None = None
    recordings: dict[str, datetime] = Field(default_factory=dict)
    recordings_gone: tuple[str, ...] = ()
    look_at: datetime | None = None

    def recordings_due(self, now: datetime) -> tuple[str, ...]:
        """Return the interviews whose recordings are to go."""
        return tuple(name for name, end in self.recordings.items() if end <= now and name not in self.recordings_gone)

    @property
    def row_end(self) -> int | None:
        """When rows end by themselves, in epoch seconds; None: they do not, as long as a process goes on."""
        if self.ends_at is None or self.reason == "no_movement":
            return None
        return int((self.ends_at + BACKSTOP).timestamp())


def retention_of(
    known: Known, rules: RetentionRules, recording_days: int, gone: tuple[str, ...], now: datetime
) -> Retention:
    """Return when the data of a person end. ``gone``: the interviews whose recordings went already."""
    reason, ends_at = _end(known, rules)
    must = _last(known) + timedelta(days=rules.records_minimum_days) if rules.records_minimum_days else None
    if ends_at is not None and must is not None:
        ends_at = max(ends_at, must)
    recordings = {each.interview_id: each.ended_at + timedelta(days=recording_days) for each in known.interviews}
    if known.held:
        return Retention(
            candidate_id=known.candidate_id,
            reason="held",
            ends_at=None,
            must_keep_until=must,
            recordings=recordings,
            recordings_gone=gone,
            look_at=now + LOOK_AGAIN,
        )
    ahead = [end for name, end in recordings.items() if name not in gone]
    moments = [moment for moment in (ends_at, *ahead) if moment is not None]
    return Retention(
        candidate_id=known.candidate_id,
        reason=reason,
        ends_at=ends_at,
        must_keep_until=must,
        recordings=recordings,
        recordings_gone=gone,
        look_at=min(moments, default=None),
    )


def _end(known: Known, rules: RetentionRules) -> tuple[Reason, datetime | None]:
    days = timedelta(days=rules.records_default_days)
    if any(process.status == "hired" for process in known.processes):
        return "hired", None
    if any(not process.ended for process in known.processes):
        return "no_movement", _last(known) + timedelta(days=rules.records_maximum_days)
    reason: Reason = "process_ended" if known.processes or known.interviews else "never_applied"
    end = _last(known) + days
    pool = known.pool_until
    if known.pool_given and pool is None:
        pool = end + timedelta(days=rules.talent_pool_days)
    return ("talent_pool", pool) if pool is not None and pool > end else (reason, end)


def _last(known: Known) -> datetime:
    """Return when something last happened to the person's applications, or when they came where there are none."""
    moments = [process.moved_at for process in known.processes] or [each.ended_at for each in known.interviews]
    return max([known.entered_at, *moments])
