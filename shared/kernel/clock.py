"""Time. Rules never ask the system what time it is; they are handed a clock."""

from datetime import UTC, datetime
from typing import NewType, Protocol

Milliseconds = NewType("Milliseconds", int)


class Clock(Protocol):
    """Tells the time as an aware UTC datetime."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still, for tests and replays."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant
