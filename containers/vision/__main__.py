"""``python -m containers.vision``: the vision worker's process, in the container and on one machine alike."""

import sys
from pathlib import Path

from containers.vision.engine import OnnxWatcher
from containers.vision.work import WatchWork
from containers.worker.serve import serve
from shared.platform.settings import WorkerSettings


def build(settings: WorkerSettings) -> WatchWork:
    """Load the networks and return the worker's part."""
    # One core a clip: the networks are too small to be split, several clips at a time use the other cores.
    watcher = OnnxWatcher(Path(settings.models_dir), device=settings.device, threads=settings.threads or 1)
    return WatchWork(watcher)


if __name__ == "__main__":
    sys.exit(serve(build))
