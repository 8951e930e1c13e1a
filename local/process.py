"""Background processes that are found again, and never mistaken for a stranger with the same number."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from shared.kernel.errors import Unavailable


@dataclass(frozen=True)
class ProcessMark:
    """A process by number and by the moment it began (seconds since 1970): numbers are used again, the pair is not."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> "ProcessMark":
        """Mark a running process. Raises psutil.NoSuchProcess when there is none."""
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        """Return the process while it lives, else None."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < 0.1
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None

    @property
    def alive(self) -> bool:
        return self.process() is not None


def spawn(command: Sequence[str], *, log: Path, environment: Mapping[str, str], cwd: Path) -> ProcessMark:
    """Start ``command`` in a process group of its own, with its output appended to ``log``."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=cwd,
            start_new_session=True,
        )
    return ProcessMark.of(child.pid)


def stop(mark: ProcessMark, *, grace: float) -> bool:
    """End a process with SIGTERM, wait up to ``grace`` seconds, then end what is left of its group.

    Only the leader gets the SIGTERM, because it decides in which order its children go. Returns True when it ended
    within its grace.
    """
    leader = mark.process()
    if leader is None:
        return True
    leader.send_signal(signal.SIGTERM)
    ended = _wait(mark, grace)
    try:
        os.killpg(mark.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return ended
    _wait(mark, 5.0)
    return ended


def _wait(mark: ProcessMark, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while mark.alive:
        _reap(mark.pid)
        if time.monotonic() >= until:
            return False
        time.sleep(0.05)
    return True


def _reap(pid: int) -> None:
    """Collect the exit of a child of this very process; a child of another one is not ours to collect."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def write_mark(path: Path, mark: ProcessMark, **more: object) -> None:
    """Write ``mark`` and whatever else belongs to it as JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps({**asdict(mark), **more}, indent=2))
    draft.replace(path)


def read_mark(path: Path) -> tuple[ProcessMark, dict[str, object]] | None:
    """Return the mark in ``path`` with the rest of the file, or None when there is no such file.

    Raises Unavailable when the file is there but is not ours.
    """
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_text())
        return ProcessMark(int(data.pop("pid")), float(data.pop("created"))), data
    except (ValueError, KeyError, AttributeError) as error:
        raise Unavailable(f"{path} cannot be read ({error}).", "Delete it and run the command again.") from error
