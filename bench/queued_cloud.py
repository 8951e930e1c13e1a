"""Starts the local cloud with one correction more, for work by the thousand. Run by the local cloud's own Python.

MiniStack begins every asynchronous invocation at once, in a process of its own. On AWS such events wait in a queue of
the function and are taken as it has room; here a thousand imported candidates would be thousands of processes. So each
function takes its events one after the other, as on an account with room for one of each.
"""

import functools
import importlib
import json
import logging
import os
import queue
import runpy
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

ENTRY = runpy.run_path(str(Path(__file__).parents[1] / "local" / "cloud_entry.py"), run_name="cloud_entry")
eventbridge: Any = importlib.import_module("ministack.services.eventbridge")
logger = logging.getLogger("queued_cloud")
lambda_svc: Any = importlib.import_module("ministack.services.lambda_svc")


@functools.cache
def _events_of(name: str) -> "queue.SimpleQueue[tuple[Any, Any]]":
    """Return the queue of a function, and let somebody take its events; who takes them ends with the process."""
    waiting: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(waiting,), name=name, daemon=True).start()
    return waiting


def _take(waiting: "queue.SimpleQueue[tuple[Any, Any]]") -> None:
    while True:
        record, event = waiting.get()
        try:
            lambda_svc._execute_function_with_config_scope(record, event)
        except Exception as error:
            logger.error("An event was lost: %s", error)


def _dispatched(arn: str, payload: str) -> None:
    function, config, name = lambda_svc._get_func_record_for_ref(arn)
    if function and config:
        _events_of(name).put((lambda_svc._execution_record_for_config(function, config), json.loads(payload)))


if __name__ == "__main__":
    if not callable(getattr(eventbridge, "_dispatch_to_lambda", None)):
        sys.exit("queued_cloud: this MiniStack dispatches events differently; pin the version it was made for")
    eventbridge._dispatch_to_lambda = _dispatched
    for correction in ("keep_exception_names", "end_idle_processes", "keep_streams"):
        ENTRY[correction]()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.makedirs(os.environ["TMPDIR"])
    ENTRY["app"].main()
