"""A clip whose workers were killed: its execution hears why, and the operator still finds its message."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.assessment.report_lost_clips import handler
from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import AnswerRef, CaughtFailure, WorkerTask
from shared.assessment.service.lost_clips import LostClips, report_lost_clips
from shared.assessment.service.reasons import reason_of
from shared.kernel.errors import Unavailable
from shared.kernel.ids import AnswerId
from shared.platform.queue import Queue
from tests.builders.assessment import ACME, INTERVIEW, execution_id
from tests.builders.aws import Deployment, deployed
from tests.builders.faults import answering, failing, throttled, unreachable
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()
DEAD = ClientError({"Error": {"Code": "TaskTimedOut", "Message": ""}}, "SendTaskFailure")


def task(token: str = "token-1") -> WorkerTask:
    return WorkerTask(
        task_token=token,
        answer=AnswerRef(tenant_id=ACME, interview_id=INTERVIEW, answer_id=AnswerId("a1")),
        media_key="uploads/acme/int_1/a1/upl_1",
        result_key="artifacts/acme/int_1/a1/upl_1/transcript.json",
    )


def in_queue(deployment: Deployment, url: str) -> int:
    """Messages in the queue, those that are hidden included."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    told = deployment.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(told[name]) for name in names)


def make_queue(deployment: Deployment, name: str) -> Queue:
    url = deployment.client("sqs").create_queue(QueueName=name)["QueueUrl"]
    return deployment.platform.queue(url)


@pytest.fixture
def dead_letters(deployment: Deployment) -> Queue:
    return make_queue(deployment, "transcribe-dead")


def report(deployment: Deployment, *queues: Queue) -> LostClips:
    return report_lost_clips(queues, deployment.platform.task_tokens, wait_seconds=0)


def test_three_workers_that_say_nothing_end_in_a_reason_on_the_answer(
    deployment: Deployment, dead_letters: Queue
) -> None:
    sqs = deployment.client("sqs")
    arn = sqs.get_queue_attributes(QueueUrl=dead_letters.url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
    clips = deployment.platform.queue(
        sqs.create_queue(QueueName="clips", Attributes={"RedrivePolicy": redrive, "VisibilityTimeout": "0"})["QueueUrl"]
    )
    clips.send(task())
    received = [clips.receive(wait_seconds=0, visible_after_seconds=0) for _ in range(4)]
    assert [len(messages) for messages in received] == [1, 1, 1, 0]

    with answering("SendTaskFailure", {}) as asked:
        assert report(deployment, dead_letters) == LostClips(told=1)
    [failure] = asked
    assert (failure["taskToken"], failure["error"]) == ("token-1", "worker_failed")
    caught = CaughtFailure(error=failure["error"], cause=failure["cause"])
    reason = reason_of(caught, execution_id("one"))
    assert reason == Reason.model_validate_json(failure["cause"])
    assert reason.problem == "Three workers ended while they worked on this recording."


def test_a_clip_is_told_of_once_and_its_message_stays_for_the_operator(
    deployment: Deployment, dead_letters: Queue
) -> None:
    dead_letters.send(task())
    with answering("SendTaskFailure", {}) as asked:
        assert report(deployment, dead_letters) == LostClips(told=1)
        assert report(deployment, dead_letters) == LostClips()
    assert len(asked) == 1
    assert in_queue(deployment, dead_letters.url) == 1


def test_more_clips_than_one_answer_of_the_queue_holds_are_all_told_of(
    deployment: Deployment, dead_letters: Queue
) -> None:
    for number in range(23):
        dead_letters.send(task(f"token-{number}"))
    with answering("SendTaskFailure", {}) as asked:
        assert report(deployment, dead_letters).told == 23
    assert {failure["taskToken"] for failure in asked} == {f"token-{number}" for number in range(23)}
    assert in_queue(deployment, dead_letters.url) == 23


def test_a_token_that_nobody_waits_on_does_no_harm(deployment: Deployment, dead_letters: Queue) -> None:
    dead_letters.send(task())
    with failing("SendTaskFailure", DEAD):
        assert report(deployment, dead_letters) == LostClips(unheard=1)
        assert report(deployment, dead_letters) == LostClips()
    assert in_queue(deployment, dead_letters.url) == 1


def test_a_message_that_is_no_task_is_left_alone_and_logged(
    deployment: Deployment, dead_letters: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    dead_letters.send(task().answer)
    with answering("SendTaskFailure", {}) as asked:
        assert report(deployment, dead_letters) == LostClips(unreadable=1)
    assert asked == []
    assert "a dead letter that is no task" in caplog.messages
    assert in_queue(deployment, dead_letters.url) == 1


def test_a_workflow_service_that_is_busy_is_asked_again_in_a_minute_not_in_an_hour(
    deployment: Deployment, dead_letters: Queue
) -> None:
    dead_letters.send(task())
    with throttled("SendTaskFailure"), answering("ChangeMessageVisibility", {}) as hidden:
        assert report(deployment, dead_letters) == LostClips(postponed=1)
    assert hidden == []


def test_a_queue_that_does_not_answer_does_not_keep_the_other_s_clips_from_being_told_of(
    deployment: Deployment, dead_letters: Queue
) -> None:
    class Silent:
        def receive(self, **_polling: int) -> list[Any]:
            raise Unavailable("The queue is busy.", "later")

        def extend(self, message: Any, seconds: int) -> None:
            raise AssertionError

    dead_letters.send(task())
    with answering("SendTaskFailure", {}) as asked, pytest.raises(Unavailable):
        report_lost_clips([Silent(), dead_letters], deployment.platform.task_tokens, wait_seconds=0)
    assert len(asked) == 1


@pytest.fixture
def wired() -> Iterator[Deployment]:
    account = "https://sqs.eu-central-1.amazonaws.com/123456789012"
    with deployed(
        transcribe_dead_letter_url=f"{account}/transcribe-dead", watch_dead_letter_url=f"{account}/watch-dead"
    ) as made:
        yield made


def test_the_handler_looks_at_both_queues(wired: Deployment) -> None:
    for name in ("transcribe", "watch"):
        make_queue(wired, f"{name}-dead").send(task(name))
    with answering("SendTaskFailure", {}) as asked:
        told = handler({}, CONTEXT)
    assert [failure["taskToken"] for failure in asked] == ["transcribe", "watch"]
    assert told == {"told": 2, "unheard": 0, "unreadable": 0, "postponed": 0}


def test_the_handler_raises_when_a_queue_cannot_be_reached(wired: Deployment) -> None:
    with unreachable("ReceiveMessage"), pytest.raises(Unavailable):
        handler({}, CONTEXT)
