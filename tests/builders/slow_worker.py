"""``python -m tests.builders.slow_worker SECONDS SIGN``: a real worker's process around an engine that only waits.

It writes a line into the file ``SIGN`` when it has begun a clip, so that a test can kill it in the middle.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from containers.worker.loop import Rhythm
from containers.worker.ports import Finding
from containers.worker.serve import serve
from shared.assessment.pipeline import TranscribeResult
from shared.assessment.ports import Progress
from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.platform.settings import WorkerSettings

RHYTHM = Rhythm(poll_seconds=1, beat_seconds=0.4, visibility_seconds=2, retry_seconds=0, pause_seconds=0.2)


class Heard(Frozen):
    """What the waiting came to."""

    bytes: int
    seconds: float


class SlowWork:
    """Waits ``seconds`` over each clip."""

    name = "slow"

    def __init__(self, seconds: float, sign: Path) -> None:
        self._seconds = seconds
        self._sign = sign

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        with self._sign.open("a") as sign:
            sign.write("begun\n")
        until = time.monotonic() + self._seconds
        while time.monotonic() < until:
            time.sleep(0.05)
            progress(0.5)
        heard = Heard(bytes=media.stat().st_size, seconds=self._seconds)

        def answer(document: DocumentRef) -> TranscribeResult:
            return TranscribeResult(
                transcript=document, language="en", words=0, duration_ms=Milliseconds(0), seconds=self._seconds
            )

        return Finding(document=heard, answer=answer)


def work_of(_settings: WorkerSettings) -> SlowWork:
    """Return the engine as the command line describes it."""
    return SlowWork(float(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    sys.exit(serve(work_of, RHYTHM))
