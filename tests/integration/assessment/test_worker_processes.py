"""Workers as processes of their own: killed in the middle, asked to stop, and a clip that nobody can work on."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.assessment.keys import transcript_key
from shared.assessment.service.lost_clips import LostClips, report_lost_clips
from shared.interview.keys import read_upload_key
from shared.platform.queue import Queue
from shared.platform.task_tokens import TaskTokens
from tests.builders.cloud import RECORDING, Cloud, served_cloud, until

pytestmark = pytest.mark.slow

UPLOAD = read_upload_key(RECORDING)
assert UPLOAD is not None
RESULT = transcript_key(UPLOAD)


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with served_cloud() as made:
        yield made


def test_another_worker_finishes_the_clip_of_one_that_was_killed_and_there_is_one_result(
    cloud: Cloud, tmp_path: Path
) -> None:
    queue = cloud.make_queue()
    execution = cloud.send_and_wait(queue)
    first = cloud.start_worker(queue, 60, tmp_path / "first")
    until((tmp_path / "first").exists, "the first worker begins")
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    assert cloud.execution(execution)["status"] == "RUNNING"
    cloud.start_worker(queue, 0.2, tmp_path / "second")
    until(lambda: cloud.execution(execution)["status"] == "SUCCEEDED", "the second worker answers")
    assert cloud.answers(execution) == ["TaskSucceeded"]
    second = RESULT.replace(".json", "-2.json")
    assert json.loads(cloud.execution(execution)["output"])["transcript"]["key"] == second
    assert cloud.document(second)["seconds"] == 0.2
    until(lambda: cloud.waiting(queue) == 0, "the message is taken off the queue")


def test_a_clip_whose_three_workers_were_killed_is_told_of_and_stays_with_the_dead_letters(
    cloud: Cloud, tmp_path: Path
) -> None:
    queue = cloud.make_queue()
    execution = cloud.send_and_wait(queue)
    for number in range(3):
        worker = cloud.start_worker(queue, 60, tmp_path / f"sign-{number}")
        until((tmp_path / f"sign-{number}").exists, "the worker begins")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    cloud.start_worker(queue, 0.2, tmp_path / "fourth")
    dead = Queue(cloud.client("sqs"), cloud.client("sqs").get_queue_url(QueueName="clips-dead")["QueueUrl"])
    until(lambda: cloud.waiting(dead.url) == 1, "the clip goes to the dead letters")
    assert cloud.execution(execution)["status"] == "RUNNING"
    told = report_lost_clips([dead], TaskTokens(cloud.client("stepfunctions")), wait_seconds=0)
    assert told == LostClips(told=1)
    until(lambda: cloud.execution(execution)["status"] == "FAILED", "the execution hears of it")
    assert cloud.answers(execution) == ["TaskFailed"]
    assert cloud.waiting(dead.url) == 1
    assert not (tmp_path / "fourth").exists()


def test_a_worker_that_is_asked_to_stop_finishes_the_clip_in_hand_and_answers_once(
    cloud: Cloud, tmp_path: Path
) -> None:
    queue = cloud.make_queue()
    execution = cloud.send_and_wait(queue)
    worker = cloud.start_worker(queue, 3, tmp_path / "sign")
    until((tmp_path / "sign").exists, "the worker begins")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    until(lambda: cloud.execution(execution)["status"] == "SUCCEEDED", "the execution hears of it")
    assert cloud.answers(execution) == ["TaskSucceeded"]
    assert (tmp_path / "sign").read_text() == "begun\n"
    assert cloud.waiting(queue) == 0


def test_two_workers_and_one_clip_make_one_result(cloud: Cloud, tmp_path: Path) -> None:
    queue = cloud.make_queue()
    workers = [cloud.start_worker(queue, 3, tmp_path / name) for name in ("one", "two")]
    execution = cloud.send_and_wait(queue)
    until(lambda: cloud.execution(execution)["status"] == "SUCCEEDED", "one of them answers")
    assert cloud.answers(execution) == ["TaskSucceeded"]
    # Three seconds of work outlast the two of visibility: the beats kept the clip in one hand.
    begun = [path for path in (tmp_path / "one", tmp_path / "two") if path.exists()]
    assert len(begun) == 1
    assert all(worker.poll() is None for worker in workers)
