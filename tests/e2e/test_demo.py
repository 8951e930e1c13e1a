"""The demo, as a newcomer runs it, with the small models that every machine has."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parents[2]
BOLE = [sys.executable, "-m", "local.cli"]
LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
LIMIT = 900
pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Demo:
    """A demo that has been held, with its cloud still running."""

    home: Path
    exit_code: int
    said: str

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads((self.home / "demo/report.json").read_text())
        return report

    def processes(self) -> list[psutil.Process]:
        """Return everything that the demo has left running: the cloud, the workers, and what they started."""
        leaders = [json.loads((self.home / name).read_text())["pid"] for name in ("cloud.json", "workers.json")]
        return [process for pid in leaders for process in _family(pid)]


def _family(pid: int) -> list[psutil.Process]:
    try:
        leader = psutil.Process(pid)
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("bole")
    here = ["--home", str(home)]
    try:
        done = subprocess.run(
            [*BOLE, "demo", *here, "--limit", str(LIMIT)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT + 300,
            check=False,
        )
        yield Demo(home, done.returncode, done.stdout)
    finally:
        subprocess.run([*BOLE, "down", *here], cwd=ROOT, check=True, timeout=300)


def test_it_ends_well(demo: Demo) -> None:
    assert demo.exit_code == 0, demo.said


def test_every_answer_was_assessed(demo: Demo) -> None:
    assert [answer["status"] for answer in demo.report["answers"]] == ["assessed"] * 3


def test_each_answer_is_heard_in_its_own_language(demo: Demo) -> None:
    heard = [answer["assessed"]["transcript"]["language"] for answer in demo.report["answers"]]
    assert heard == ["zh", "en", "en"]


def test_the_answer_that_rambles_scores_below_the_two_others(demo: Demo) -> None:
    means = []
    for answer in demo.report["answers"]:
        scores = [score["score"] for score in answer["assessed"]["scores"]]
        means.append(sum(score or 0.0 for score in scores) / len(scores))
    mandarin, english, weak = means
    assert weak < min(mandarin, english) - 20


def test_every_score_stands_on_a_verbatim_quote(demo: Demo) -> None:
    unproven = [
        score["competency"]
        for answer in demo.report["answers"]
        for score in answer["assessed"]["scores"]
        if score["score"] is not None
        and not any(quote["quote"] in answer["assessed"]["transcript"]["text"] for quote in score["evidence"])
    ]
    assert unproven == []


def test_the_faces_were_watched(demo: Demo) -> None:
    shares = [answer["assessed"]["vision"]["summary"]["face_present"] for answer in demo.report["answers"]]
    assert min(shares) > 0.9


def test_the_page_has_the_recordings_beside_it(demo: Demo) -> None:
    page = (demo.home / "demo/report.html").read_text()
    for recording in ("mandarin.webm", "english.webm", "weak.webm"):
        assert recording in page
        assert (demo.home / "demo" / recording).stat().st_size > 0


def test_it_says_that_the_cloud_is_left_running_and_how_to_stop_it(demo: Demo) -> None:
    assert "make down" in demo.said


def test_nothing_listens_beyond_loopback(demo: Demo) -> None:
    listening = [
        connection.laddr.ip
        for process in demo.processes()
        for connection in [*process.net_connections("tcp"), *process.net_connections("udp")]
        if connection.laddr and connection.status in (psutil.CONN_LISTEN, psutil.CONN_NONE)
    ]
    assert listening, "the cloud itself must be among those that listen"
    assert set(listening) <= LOOPBACK


def test_a_second_start_changes_nothing_and_is_quick(demo: Demo) -> None:
    before = {process.pid for process in demo.processes() if "local.supervisor" in process.cmdline()}
    again = subprocess.run(
        [*BOLE, "up", "--home", str(demo.home)], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert again.returncode == 0, again.stdout + again.stderr
    assert "nothing changed" in again.stdout
    assert before == {process.pid for process in demo.processes() if "local.supervisor" in process.cmdline()}


def test_the_interview_is_still_there_after_the_cloud_was_stopped_and_started(demo: Demo) -> None:
    here = ["--home", str(demo.home)]
    stopped = demo.processes()
    subprocess.run([*BOLE, "down", *here], cwd=ROOT, check=True, timeout=300)
    assert psutil.wait_procs(stopped, timeout=10)[1] == []
    subprocess.run([*BOLE, "up", *here], cwd=ROOT, check=True, timeout=120)
    outputs = json.loads((demo.home / "deployed.json").read_text())["outputs"]
    port = json.loads((demo.home / "cloud.json").read_text())["port"]
    objects = _keys(f"http://127.0.0.1:{port}", outputs["MediaBucketName"])
    assert sum(key.endswith("/report.json") for key in objects) == 1


def _keys(url: str, bucket: str) -> list[str]:
    from local.endpoint import Endpoint

    pages = Endpoint(url).client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return [found["Key"] for page in pages for found in page.get("Contents", [])]


def test_it_ends_in_the_books(demo: Demo) -> None:
    assert demo.said.count("PZ") >= 3, demo.said
    assert (demo.home / "demo/offer_letter.pdf").read_bytes().startswith(b"%PDF")
