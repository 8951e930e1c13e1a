"""Access tokens of vendors, kept in this process until shortly before they end: they may be asked for only so often."""

import hashlib
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from shared.finance.connectors.errors import LoginFailed

T = TypeVar("T")

EARLY_SECONDS = 120


class Tokens:
    """Tokens by what they were given for: an address, an application, and its secret (as a digest)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def get(self, key: str, ask: Callable[[], tuple[str, float]]) -> str:
        """Return the token of ``key``; where none is good, ``ask`` for one, and for how many seconds it lives."""
        with self._lock:
            until, token = self._kept.get(key, (0.0, ""))
        if token and until > self._clock():
            return token
        token, seconds = ask()
        with self._lock:
            self._kept[key] = (self._clock() + max(seconds - EARLY_SECONDS, 0), token)
        return token

    def let_in(self, key: str, ask: Callable[[], tuple[str, float]], call: Callable[[str], T]) -> T:
        """Return what ``call`` returns of a token. One whose token was not taken did nothing: it is called once more.

        Raises ``LoginFailed`` where a new token is not taken either, or none is given.
        """
        token = self.get(key, ask)
        try:
            return call(token)
        except LoginFailed:
            self.forget(key)
        return call(self.get(key, ask))

    def forget(self, key: str) -> None:
        """Drop a token that the vendor does not take."""
        with self._lock:
            self._kept.pop(key, None)


def key_of(url: str, application: str, secret: str) -> str:
    """Return what a token is kept under; whoever enters another secret does not get the old one's token."""
    return hashlib.sha256("\0".join((url, application, secret)).encode()).hexdigest()


OF_THIS_PROCESS = Tokens()
