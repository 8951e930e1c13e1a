"""Whether the worker is alive: it touches a file at every poll and every beat.

``python -m containers.worker.health`` exits with 0 when it is, for a container's health check.
"""

import sys
import tempfile
import time
from pathlib import Path

SIGN = Path(tempfile.gettempdir()) / "bole-worker-alive"
STALE_SECONDS = 120.0
"""A poll takes at most 20 s and a beat comes every 20 s: two minutes of silence are no accident."""


def touch() -> None:
    """Show that the worker is alive."""
    SIGN.touch()


def alive(sign: Path = SIGN, stale_seconds: float = STALE_SECONDS) -> bool:
    """Return whether the worker has shown itself within ``stale_seconds``."""
    return sign.exists() and time.time() - sign.stat().st_mtime < stale_seconds


if __name__ == "__main__":
    sys.exit(0 if alive() else 1)
