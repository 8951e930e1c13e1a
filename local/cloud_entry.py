"""Starts MiniStack with three corrections. Run by the local cloud's own Python, so it imports nothing of Bole.

1. A Lambda's Python exception keeps its class name on the way to Step Functions, as on AWS; MiniStack calls every
   one ``Runtime.HandlerError``, and a Retry or Catch by name would never match.
2. The last idle process of a function ends too, and that of a scheduled call at once. MiniStack keeps one of each
   for ever, 75 MB apiece.
3. A table's stream outlives a restart. MiniStack saves how far a consumer has read, and not the records, so that
   after a restart nobody hears of a change until as many have happened as before it: the outbox would stand still.

Each correction names what it expects to find, and stops the start when another version has something else there.
"""

import functools
import importlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

app: Any = importlib.import_module("ministack.app")
dynamodb: Any = importlib.import_module("ministack.services.dynamodb")
lambda_runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
lambda_svc: Any = importlib.import_module("ministack.services.lambda_svc")

_SAID = '"error": str(e), "trace": traceback.format_exc()'
_SAID_WITH_NAME = '"error": str(e), "error_type": type(e).__name__, "trace": traceback.format_exc()'
_last = threading.local()


def keep_exception_names() -> None:
    """Let the worker script say the exception's class, and put it into the answer that the callers see."""
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if script.count(_SAID) != 1:
        sys.exit("cloud_entry: this MiniStack reports a Lambda's error differently; pin the version it was made for")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_SAID, _SAID_WITH_NAME)
    invoke, execute = lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm

    @functools.wraps(invoke)
    def remembering(self: Any, *arguments: Any, **named: Any) -> Any:
        result = invoke(self, *arguments, **named)
        _last.error_type = result.get("error_type")
        return result

    @functools.wraps(execute)
    def naming(*arguments: Any, **named: Any) -> Any:
        _last.error_type = None
        answer = execute(*arguments, **named)
        body = answer.get("body")
        if answer.get("error") and _last.error_type and isinstance(body, dict):
            body["errorType"] = _last.error_type
        return answer

    lambda_runtime.Worker.invoke = remembering
    lambda_svc._execute_function_warm = naming


def end_idle_processes() -> None:
    """Replace the reaper by one that spares no idle process, and let none wait for the next minute's call."""
    execute = lambda_svc._execute_function_warm

    def end_where(over: Callable[[Any], bool]) -> int:
        idle = []
        with lambda_runtime._lock:
            for key, workers in list(lambda_runtime._workers.items()):
                gone = [worker for worker in workers if not worker.in_use and over(worker)]
                idle += gone
                lambda_runtime._workers[key] = [worker for worker in workers if worker not in gone]
        lambda_runtime.kill_workers(idle)
        return len(idle)

    def reap(ttl: float | None = None) -> int:
        limit = time.time() - (lambda_runtime._LOCAL_WORKER_TTL if ttl is None else ttl)
        return end_where(lambda worker: worker.last_used < limit)

    @functools.wraps(execute)
    def ending(func: Any, event: Any, request_id: Any) -> Any:
        try:
            return execute(func, event, request_id)
        finally:
            if isinstance(event, dict) and event.get("detail-type") == "Scheduled Event":
                end_where(lambda worker: worker.func_name == (func.get("config") or func)["FunctionName"])

    if not callable(getattr(lambda_runtime, "reap_idle_workers", None)):
        sys.exit("cloud_entry: this MiniStack ends idle Lambda processes differently; pin the version it was made for")
    lambda_runtime.reap_idle_workers = reap
    lambda_svc.reap_idle_workers = reap
    lambda_svc._execute_function_warm = ending


def keep_streams() -> None:
    """Save the records of every stream with the tables, and read them again."""
    stores = {"bole_stream_records": "_stream_records", "bole_stream_trimmed": "_stream_trimmed"}
    if not all(hasattr(dynamodb, name) for name in ("get_state", "load_persisted_state", *stores.values())):
        sys.exit("cloud_entry: this MiniStack keeps streams differently; pin the version it was made for")
    save, load = dynamodb.get_state, dynamodb.load_persisted_state

    def get_state() -> Any:
        return {**save(), **{key: getattr(dynamodb, name) for key, name in stores.items()}}

    def load_persisted_state(data: Any) -> Any:
        loaded = load(data)
        for key, name in stores.items():
            getattr(dynamodb, name).update(data.get(key) or {})
        return loaded

    dynamodb.get_state = get_state
    dynamodb.load_persisted_state = load_persisted_state


if __name__ == "__main__":
    keep_exception_names()
    end_idle_processes()
    keep_streams()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.makedirs(os.environ["TMPDIR"])
    app.main()
