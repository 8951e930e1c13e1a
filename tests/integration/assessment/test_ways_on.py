"""Each failure has a place where it is seen, and a way to go on."""

import json
from typing import Any

import pytest

from containers.worker.loop import Worker
from functions.assessment.on_interview_opened import handler as on_interview_opened
from functions.platform.publish_outbox import handler as publish_outbox
from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import WorkerTask
from shared.assessment.service.read import progress
from shared.assessment.service.retry import retry_answer, retry_report
from shared.interview.contracts import InterviewOpened
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import AnswerId, InterviewId
from tests.builders.assessment import FakeExecutions, Stage
from tests.builders.aws import NOW
from tests.builders.faults import unreachable
from tests.builders.lambda_context import FakeContext
from tests.builders.stream import stream_record
from tests.builders.worker import BrokenWork, NotedTokens

CONTEXT: Any = FakeContext()


@pytest.fixture
def failed(stage: Stage) -> Stage:
    """The first answer failed in its first try."""
    key = stage.upload("a1")
    stage.fail(key, stage.prepare(key, "one"), "one")
    return stage


def retry(stage: Stage, executions: FakeExecutions, answer: str = "a1") -> None:
    retry_answer(stage.scope, executions, stage.plan.interview_id, AnswerId(answer))


def test_a_failed_answer_is_assessed_again_when_a_recruiter_asks(failed: Stage) -> None:
    executions = FakeExecutions()
    retry(failed, executions)
    [(key, name)] = executions.assessed
    assert name == "retry-int_1-a1-2"
    assert failed.answer("a1").status == "uploaded"
    assert failed.record(failed.score(failed.prepare(key, "two"))).status == "assessed"
    assert failed.answer("a1").reason is None


def test_asking_twice_starts_the_same_try(failed: Stage) -> None:
    executions = FakeExecutions()
    retry(failed, executions)
    retry(failed, executions)
    assert len({name for _, name in executions.assessed}) == 1


def test_while_an_answer_is_tried_again_the_interview_is_not_complete(failed: Stage) -> None:
    failed.assess("a2")
    failed.assess("a3")
    retry(failed, FakeExecutions())
    assert not failed.interview().all_settled


def test_an_answer_that_is_assessed_is_not_tried_again(stage: Stage) -> None:
    stage.assess("a1")
    with pytest.raises(Conflict, match="assessed"):
        retry(stage, FakeExecutions())


def test_an_answer_that_nobody_awaits_cannot_be_tried_again(stage: Stage) -> None:
    with pytest.raises(NotFound):
        retry(stage, FakeExecutions(), "a9")


def test_a_report_is_made_again_when_a_recruiter_asks(stage: Stage) -> None:
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    executions = FakeExecutions()
    retry_report(stage.scope, executions, stage.plan.interview_id)
    assert executions.completed == [stage.ref(3)]


def test_a_report_is_not_made_while_an_answer_is_awaited(stage: Stage) -> None:
    stage.assess("a1")
    with pytest.raises(Conflict):
        retry_report(stage.scope, FakeExecutions(), stage.plan.interview_id)


def test_an_opened_interview_awaits_its_answers_and_hears_it_twice(stage: Stage) -> None:
    opened = InterviewOpened(
        event_id="evt_1",
        tenant_id=stage.plan.tenant_id,
        occurred_at=NOW,
        interview_id=stage.plan.interview_id,
        position_id=stage.plan.position_id,
        candidate_id=stage.plan.candidate_id,
        plan=DocumentRef(key="plans/acme/int_1/plan.json", sha256="0"),
        closes_at=stage.plan.closes_at,
        accepted_until=stage.plan.accepted_until,
    )
    event = {"detail": opened.model_dump(mode="json")}
    assert [on_interview_opened(event, CONTEXT)["new"] for _ in range(2)] == [True, False]
    assert [answer.status for answer in stage.scope.interviews.answers(InterviewId("int_1"))] == ["awaited"] * 3


def test_progress_shows_each_answer_with_its_step_and_reason(failed: Stage) -> None:
    failed.assess("a2")
    failed.prepare(failed.upload("a3", "upl_a3"), "a3")
    shown = progress(failed.scope, failed.plan.interview_id)
    assert shown.status == "open"
    assert [(answer.status, answer.step) for answer in shown.answers] == [
        ("failed", "listening"),
        ("assessed", "recorded"),
        ("assessing", "listening"),
    ]
    assert shown.answers[0].reason is not None
    assert shown.answers[1].seconds["transcribe"] == 2.0
    assert set(shown.answers[1].seconds) == {"probe", "transcribe"}


def test_progress_sees_from_the_bucket_that_the_listening_is_done(stage: Stage) -> None:
    prepared = stage.prepare(stage.upload("a1"))
    stage.deployment.platform.bucket(stage.scope.tenant_id).put_bytes(prepared.transcript_key, b"{}", "text/plain")
    assert progress(stage.scope, stage.plan.interview_id).answers[0].step == "watching"
    stage.deployment.platform.bucket(stage.scope.tenant_id).put_bytes(prepared.vision_key, b"{}", "text/plain")
    assert progress(stage.scope, stage.plan.interview_id).answers[0].step == "scoring"


def test_while_the_bus_is_down_the_event_waits_in_the_table_and_is_told_when_it_is_back(stage: Stage) -> None:
    stage.assess("a1")
    [row] = stage.events("answer_settled")
    batch = {"Records": [stream_record({**row, "expires_at": int(row["expires_at"])}, "1")]}
    with unreachable("PutEvents"):
        assert publish_outbox(batch, CONTEXT) == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert stage.answer("a1").status == "assessed"
    assert publish_outbox(batch, CONTEXT) == {"batchItemFailures": []}


def test_a_poison_clip_goes_to_the_dead_letters_after_three_tries_with_the_reason_on_the_answer(stage: Stage) -> None:
    sqs = stage.deployment.client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
    url = sqs.create_queue(QueueName="clips", Attributes={"RedrivePolicy": policy})["QueueUrl"]
    queue, tokens = stage.deployment.platform.queue(url), NotedTokens()
    key = stage.upload("a1")
    prepared = stage.prepare(key)
    assert prepared.answer is not None
    queue.send(
        WorkerTask(
            task_token="token", answer=prepared.answer, media_key=key, result_key=prepared.transcript_key, options={}
        )
    )
    worker = Worker(work=BrokenWork(), queue=queue, tokens=tokens, media_of=stage.deployment.platform.bucket)
    for _ in range(3):
        [message] = queue.receive(wait_seconds=0)
        worker.serve(message)
        queue.extend(message, 0)
    assert queue.receive(wait_seconds=0) == []
    [letter] = sqs.receive_message(QueueUrl=dead)["Messages"]
    assert WorkerTask.model_validate_json(letter["Body"]).media_key == key
    [(error, cause)] = tokens.failures
    stage.fail(key, prepared, error=error, cause=cause)
    reason = stage.answer("a1").reason
    assert reason == Reason.model_validate_json(cause)
    assert "failed 3 times" in reason.problem
