"""A worker's process, put together: settings, adapters, signals, and a thread for each clip at a time."""

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import nullcontext

from aws_lambda_powertools import Logger

from containers.worker.loop import Rhythm, Worker
from containers.worker.ports import Work
from containers.worker.protection import TaskProtection
from containers.worker.shutdown import stop_on_signals
from shared.platform.bootstrap import build
from shared.platform.settings import WorkerSettings, load

log = Logger(service="assessment")


def serve(work_of: Callable[[WorkerSettings], Work], rhythm: Rhythm = Rhythm()) -> int:  # noqa: B008 - it is frozen
    """Run a worker until SIGTERM; return the process's exit status.

    ``work_of`` loads the engine. It is called once, after the settings are read and before the first poll.
    """
    stop = stop_on_signals()
    settings = load(WorkerSettings)
    work = work_of(settings)
    worker = assemble(settings, work, rhythm)
    log.info("worker ready", extra={"worker": work.name, "clips at a time": settings.concurrency})
    run_threads(worker, settings.concurrency, stop)
    log.info("worker stopped", extra={"worker": work.name})
    return 0


def run_threads(worker: Worker, clips: int, stop: threading.Event) -> None:
    """Run ``clips`` loops side by side until ``stop``; when one breaks, stop the others and raise its error."""
    with ThreadPoolExecutor(max_workers=clips, thread_name_prefix="clip") as threads:
        loops = [threads.submit(worker.run, stop) for _ in range(clips)]
        wait(loops, return_when=FIRST_EXCEPTION)
        stop.set()
        for loop in loops:
            loop.result()


def assemble(settings: WorkerSettings, work: Work, rhythm: Rhythm) -> Worker:
    """Return the loop with the platform's adapters around ``work``."""
    platform = build(settings)
    protected = TaskProtection(settings.ecs_agent_uri).held if settings.ecs_agent_uri else nullcontext
    return Worker(
        work=work,
        queue=platform.queue(settings.queue_url),
        tokens=platform.task_tokens,
        media_of=platform.bucket,
        rhythm=rhythm,
        protected=protected,
    )
