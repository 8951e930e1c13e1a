"""Finding, starting and refusing to start the local cloud."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local import cloud as clouds
from local.cloud import Cloud
from local.endpoint import Endpoint
from local.home import Home
from local.process import ProcessMark, write_mark
from shared.kernel.errors import Conflict, Unavailable


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose local cloud is "installed": what starts is this interpreter, which has no MiniStack."""
    python = tmp_path / "tools/cloud-env/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    home = Home(tmp_path / "home", tmp_path / "tools")
    home.root.mkdir()
    return home


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_nothing_runs_where_nothing_was_started(home: Home) -> None:
    assert clouds.running(home) is None


def test_the_mark_of_a_dead_process_counts_as_nothing(home: Home) -> None:
    write_mark(home.cloud_file, ProcessMark(psutil.Process().pid, 1.0), port=4566)
    assert clouds.running(home) is None
    assert not clouds.shut_down(home)


def test_a_port_that_somebody_else_has_is_refused_with_who_has_it(home: Home, taken: int) -> None:
    with pytest.raises(Conflict, match=f"Port {taken} .* in use by .*process {psutil.Process().pid}"):
        clouds.start(home, port=taken)


def test_the_remembered_port_is_refused_too_when_somebody_else_has_it_by_now(home: Home, taken: int) -> None:
    write_mark(home.cloud_file, ProcessMark(psutil.Process().pid, 1.0), port=taken)
    with pytest.raises(Conflict, match=f"Port {taken}"):
        clouds.start(home)


def test_a_running_cloud_does_not_move_to_another_port(home: Home) -> None:
    write_mark(home.cloud_file, ProcessMark.of(psutil.Process().pid), port=4566)
    with pytest.raises(Conflict, match="runs on port 4566, not on 4567"):
        clouds.start(home, port=4567)


def test_without_its_environment_it_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="make install"):
        clouds.start(Home(tmp_path, tmp_path / "no-tools"))


def test_a_cloud_that_ends_at_once_is_reported_with_its_log(home: Home) -> None:
    with pytest.raises(Unavailable, match=r"cloud\.log"):
        clouds.start(home)
    assert "ministack" in home.log("cloud").read_text()


@pytest.mark.parametrize("output", ["https://c42257b8.execute-api.us-east-1.amazonaws.com/", "c42257b8"])
def test_the_api_answers_below_a_path_of_the_endpoint(output: str) -> None:
    cloud = Cloud(Endpoint("http://127.0.0.1:4566"), None)
    assert cloud.api_url(output) == "http://127.0.0.1:4566/_aws/execute-api/c42257b8"
