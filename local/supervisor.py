"""``python -m local.supervisor ORDER LOGS``: keeps worker processes running, as the ECS service scheduler does."""

import json
import logging
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from local.environment import child_environment

_log = logging.getLogger("supervisor")
_SHORT_LIFE = 10.0
_LONGEST_PAUSE = 30.0
_GRACE = 110.0


@dataclass
class Kept:
    """One worker that is to run: when it dies it is started again, later each time when it dies young."""

    name: str
    command: list[str]
    settings: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def tend(self, now: float) -> None:
        """Start the process when it is due; notice its end."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            lived = now - self.began
            self.pause = 0.0 if lived > _SHORT_LIFE else min(_LONGEST_PAUSE, max(1.0, self.pause * 2))
            self.due = now + self.pause
            self.process = None
            _log.warning("%s ended with code %s after %.0f s; again in %.0f s", self.name, code, lived, self.pause)
        if now >= self.due:
            with self.log.open("ab") as output:
                self.process = subprocess.Popen(
                    self.command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=child_environment(self.settings),
                )
            self.began = now
            _log.info("%s runs as process %d", self.name, self.process.pid)

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for the end until the monotonic time ``until``, then kill."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            _log.warning("%s did not end in time and is killed; its clip goes back to the queue", self.name)
            self.process.kill()
            self.process.wait()


def read_order(order: Path, logs: Path) -> list[Kept]:
    """Return the workers that the file ``order`` asks for, ``count`` of each, numbered from 1."""
    return [
        Kept(f"{each['name']}-{number}", list(each["command"]), each["settings"], logs / f"{each['name']}-{number}.log")
        for each in json.loads(order.read_text())
        for number in range(1, each["count"] + 1)
    ]


def keep_running(workers: list[Kept], ended: threading.Event) -> None:
    """Tend ``workers`` until ``ended`` is set, then let each finish the clip in hand."""
    while not ended.is_set():
        for worker in workers:
            worker.tend(time.monotonic())
        ended.wait(0.5)
    for worker in workers:
        worker.ask_to_end()
    until = time.monotonic() + _GRACE
    for worker in workers:
        worker.wait(until)


def main() -> None:
    """Run until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    keep_running(read_order(Path(sys.argv[1]), Path(sys.argv[2])), ended)


if __name__ == "__main__":
    main()
