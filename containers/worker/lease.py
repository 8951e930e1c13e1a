"""A worker's hold on one clip: while it works, the execution hears that it lives, and no other worker gets the clip.

A worker that is killed stops beating; its clip comes back to the queue within its visibility time.
"""

import threading
from types import TracebackType

from aws_lambda_powertools import Logger

from containers.worker.health import touch
from containers.worker.ports import Queue, Tokens
from shared.kernel.errors import Unavailable
from shared.platform.queue import LostMessage, Message
from shared.platform.task_tokens import DeadToken

log = Logger(service="assessment", child=True)


class Abandoned(Exception):
    """Nobody waits for this clip any more; raised in the middle of the work, from its progress callback."""


class Lease:
    """Holds a clip from ``__enter__`` to ``__exit__`` with a beat in a thread of its own.

    Entering beats once at once, so that a clip nobody waits for is found before any work is done on it.

    Raises:
        DeadToken: on entering, when the execution does not wait any more.
        Unavailable: on entering, when the token could not be asked about.
    """

    def __init__(
        self,
        *,
        token: str,
        message: Message,
        queue: Queue,
        tokens: Tokens,
        beat_seconds: float,
        visibility_seconds: int,
    ) -> None:
        self._token = token
        self._message = message
        self._queue = queue
        self._tokens = tokens
        self._beat_seconds = beat_seconds
        self._visibility_seconds = visibility_seconds
        self._over = threading.Event()
        self._dead = threading.Event()
        self._in_hand = True
        self._thread = threading.Thread(target=self._keep_beating, name="lease", daemon=True)

    def __enter__(self) -> "Lease":
        self._tokens.heartbeat(self._token)
        self._queue.extend(self._message, self._visibility_seconds)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, _share: float) -> None:
        """Given to the engine as its progress callback. Raises ``Abandoned`` when the token died meanwhile."""
        if self._dead.is_set():
            raise Abandoned

    def confirm(self) -> None:
        """Ask whether the execution still waits, before anything is written for it. Raises as entering does."""
        self._tokens.heartbeat(self._token)

    def _keep_beating(self) -> None:
        """Beat until the clip is done. The worker itself shows that it lives, whatever became of token and message."""
        while not self._over.wait(self._beat_seconds):
            touch()
            if not self._dead.is_set():
                self._beat()

    def _beat(self) -> None:
        try:
            self._tokens.heartbeat(self._token)
            if self._in_hand:
                self._queue.extend(self._message, self._visibility_seconds)
        except DeadToken:
            self._dead.set()
        except Unavailable as error:
            # The next beat is in time: visibility outlasts two of them.
            log.warning("a beat was missed", extra={"problem": error.problem})
        except LostMessage:
            # Another worker has the clip too: both may finish, and the token takes one answer.
            self._in_hand = False
            log.warning("the hold on the clip was lost")
