"""How fast messages go out: evenly, so many a second of each channel."""

import time
from collections.abc import Callable, Mapping
from threading import Lock

from shared.recruiting.invitations.messages.model import Channel


class Pace:
    """Lets ``per_second`` messages of a channel pass, whatever number of threads asks."""

    def __init__(
        self,
        per_second: Mapping[Channel, float],
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._between = {channel: 1 / rate for channel, rate in per_second.items()}
        self._next: dict[Channel, float] = {}
        self._now, self._sleep = now, sleep
        self._lock = Lock()

    def wait(self, channel: Channel) -> None:
        """Wait until the next message of a channel may go out."""
        with self._lock:
            now = self._now()
            mine = max(now, self._next.get(channel, now))
            self._next[channel] = mine + self._between[channel]
        if mine > now:
            self._sleep(mine - now)
