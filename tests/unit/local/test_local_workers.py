"""Workers from task definitions, kept running."""

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.supervisor import Kept, keep_running, read_order
from local.workers import WorkerSpec, fitting
from shared.kernel.errors import NotFound


def definition(*command: str, **environment: str) -> dict[str, Any]:
    pairs = [{"name": name, "value": value} for name, value in environment.items()]
    return {"family": "f", "containerDefinitions": [{"name": "w", "command": list(command), "environment": pairs}]}


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.02)


def test_a_worker_runs_the_module_of_its_container_with_the_settings_of_its_definition() -> None:
    spec = WorkerSpec.from_definition(definition("python", "-m", "containers.vision", BOLE_QUEUE_URL="q"))
    assert spec == WorkerSpec("vision", (sys.executable, "-m", "containers.vision"), {"BOLE_QUEUE_URL": "q"})


def test_a_definition_without_a_container_of_ours_is_refused() -> None:
    with pytest.raises(NotFound, match=r"containers\.<name>"):
        WorkerSpec.from_definition(definition("nginx"))


def test_an_order_for_two_of_a_kind_makes_two_with_logs_of_their_own(tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    order.write_text(json.dumps([{"name": "vision", "command": ["true"], "settings": {}, "count": 2}]))
    assert [kept.log.name for kept in read_order(order, tmp_path)] == ["vision-1.log", "vision-2.log"]


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    mortal = Kept("mortal", [sys.executable, "-c", "print('lived', flush=True)"], {}, log)
    ended = threading.Event()
    keeper = threading.Thread(target=keep_running, args=([mortal], ended))
    keeper.start()
    eventually(lambda: log.exists() and log.read_text().count("lived") >= 2)
    ended.set()
    keeper.join()


def test_a_worker_that_dies_young_again_and_again_is_started_ever_later(tmp_path: Path) -> None:
    hopeless = Kept("hopeless", [sys.executable, "-c", "raise SystemExit(1)"], {}, tmp_path / "log")
    pauses = []
    for now in (0.0, 100.0, 200.0):
        hopeless.tend(now)
        assert hopeless.process is not None
        hopeless.process.wait()
        hopeless.tend(now + 1)
        pauses.append(hopeless.pause)
    assert pauses == [1.0, 2.0, 4.0]


def test_a_worker_finishes_the_clip_in_hand_when_it_is_asked_to_end(tmp_path: Path) -> None:
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.3), print('finished', flush=True), sys.exit()))\n"
        "print('began', flush=True)\n"
        "time.sleep(60)\n"
    )
    log = tmp_path / "log"
    ended = threading.Event()
    keeper = threading.Thread(target=keep_running, args=([Kept("w", [sys.executable, "-c", code], {}, log)], ended))
    keeper.start()
    eventually(lambda: log.exists() and "began" in log.read_text())
    ended.set()
    keeper.join(20)
    assert log.read_text().split() == ["began", "finished"]


def on(device: str, **settings: str) -> WorkerSpec:
    return WorkerSpec("transcriber", ("python",), {"BOLE_DEVICE": device, **settings})


CPU, GPU = on("cpu", BOLE_WHISPER_MODEL="small"), on("cuda", BOLE_WHISPER_MODEL="large")


@pytest.mark.parametrize(("gpu", "assembled", "chosen"), [(True, True, GPU), (True, False, CPU), (False, True, CPU)])
def test_the_gpu_definition_is_run_only_where_its_model_is_too(
    tmp_path: Path, gpu: bool, assembled: bool, chosen: WorkerSpec
) -> None:
    if assembled:
        (tmp_path / "large").mkdir()
    assert fitting([GPU, CPU], tmp_path, gpu=gpu) == [chosen]
