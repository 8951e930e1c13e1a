"""Keeps ECS from scaling this task in while it has a clip in hand. The task's role needs ecs:UpdateTaskProtection."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException

from aws_lambda_powertools import Logger

log = Logger(service="assessment", child=True)

PATH = "/task-protection/v1/state"
PATIENCE_SECONDS = 5.0
EXPIRES_MINUTES = 60
RENEW_SECONDS = EXPIRES_MINUTES * 60 / 2
"""A worker that is never idle asks again when half of its protection is over."""


class TaskProtection:
    """Protects the task from its first clip in hand to its last. What the agent refuses is logged and goes no further:

    an unprotected task still finishes its clip after SIGTERM, and what it cannot finish goes to another worker.
    """

    def __init__(self, agent_uri: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = agent_uri.rstrip("/") + PATH
        self._clock = clock
        self._lock = threading.Lock()
        self._in_hand = 0
        self._renew_at = 0.0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Count a clip as in hand. Safe in several threads: their requests reach the agent one after another."""
        with self._lock:
            self._in_hand += 1
            if self._in_hand == 1 or self._clock() >= self._renew_at:
                self._protect()
        try:
            yield
        finally:
            with self._lock:
                self._in_hand -= 1
                if self._in_hand == 0:
                    self._put({"ProtectionEnabled": False})

    def _protect(self) -> None:
        if self._put({"ProtectionEnabled": True, "ExpiresInMinutes": EXPIRES_MINUTES}):
            self._renew_at = self._clock() + RENEW_SECONDS

    def _put(self, state: dict[str, object]) -> bool:
        request = urllib.request.Request(
            self._url, json.dumps(state).encode(), {"Content-Type": "application/json"}, method="PUT"
        )
        try:
            urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).close()
        except (OSError, HTTPException) as error:
            log.warning("the task's protection was not changed", extra={"asked": state, "problem": str(error)})
            return False
        return True
