"""Background processes are found again, and never mistaken."""

import sys
import time
from pathlib import Path

import psutil
import pytest

from local.environment import child_environment
from local.process import ProcessMark, read_mark, spawn, stop, write_mark
from shared.kernel.errors import Unavailable

SAYS_GOODBYE = (
    "import signal, sys, time, pathlib\n"
    "signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path(sys.argv[1]).write_text('saved'), sys.exit()))\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)\n"
)
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"


def start(folder: Path, code: str, *arguments: str) -> ProcessMark:
    log = folder / "log"
    mark = spawn([sys.executable, "-c", code, *arguments], log=log, environment=child_environment({}), cwd=folder)
    until = time.monotonic() + 20
    while "ready" not in log.read_text():
        assert time.monotonic() < until, "the child never got ready"
        time.sleep(0.01)
    return mark


def test_a_process_is_given_the_time_to_save(tmp_path: Path) -> None:
    mark = start(tmp_path, SAYS_GOODBYE, str(tmp_path / "state"))
    assert stop(mark, grace=20)
    assert (tmp_path / "state").read_text() == "saved"


def test_a_process_that_does_not_listen_is_killed_and_that_is_said(tmp_path: Path) -> None:
    mark = start(tmp_path, DEAF)
    assert not stop(mark, grace=0.2)
    assert not mark.alive


def test_what_a_process_has_started_ends_with_it(tmp_path: Path) -> None:
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {DEAF!r}]); time.sleep(60)"
    mark = start(tmp_path, code)
    child = psutil.Process(mark.pid).children()[0]
    stop(mark, grace=5)
    child.wait(5)
    assert not child.is_running()


def test_another_process_with_the_same_number_is_not_ours(tmp_path: Path) -> None:
    own = psutil.Process()
    stranger = ProcessMark(own.pid, own.create_time() - 1000)
    assert not stranger.alive
    assert stop(stranger, grace=1)
    assert own.is_running()


def test_a_mark_is_read_as_it_was_written(tmp_path: Path) -> None:
    mark = ProcessMark.of(psutil.Process().pid)
    write_mark(tmp_path / "mark.json", mark, port=4566)
    assert read_mark(tmp_path / "mark.json") == (mark, {"port": 4566})


def test_a_file_that_is_no_mark_is_named(tmp_path: Path) -> None:
    (tmp_path / "mark.json").write_text("{")
    with pytest.raises(Unavailable, match=r"mark\.json"):
        read_mark(tmp_path / "mark.json")


def test_a_child_inherits_neither_settings_of_bole_nor_a_persons_aws_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_TABLE", "somebody's")
    monkeypatch.setenv("AWS_PROFILE", "production")
    environment = child_environment({"BOLE_BUS": "bole"})
    assert {"BOLE_TABLE", "AWS_PROFILE"}.isdisjoint(environment)
    assert environment["BOLE_BUS"] == "bole"
