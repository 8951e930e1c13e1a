"""The worker's side of a queue, and executions that are started once."""

import json

import pytest
from botocore.exceptions import ClientError

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Unavailable
from tests.builders.aws import Deployment
from tests.builders.faults import answering, failing, throttled, unreachable

BODY = DocumentRef(key="k", sha256="s")


def test_a_message_is_read_counted_and_taken_away(deployment: Deployment) -> None:
    url = deployment.client("sqs").create_queue(QueueName="work")["QueueUrl"]
    queue = deployment.platform.queue(url)
    queue.send(BODY)
    [first] = queue.receive(wait_seconds=0)
    queue.extend(first, 0)
    [again] = queue.receive(wait_seconds=0)
    assert (DocumentRef.model_validate_json(again.body), again.receives) == (BODY, 2)
    queue.delete(again)
    assert queue.receive(wait_seconds=0) == []


def test_a_queue_that_does_not_answer_is_unavailable(deployment: Deployment) -> None:
    url = deployment.client("sqs").create_queue(QueueName="work")["QueueUrl"]
    with unreachable("ReceiveMessage"), pytest.raises(Unavailable):
        deployment.platform.queue(url).receive(wait_seconds=0)


def test_an_execution_is_started_under_its_name(deployment: Deployment) -> None:
    with answering("StartExecution", {"executionArn": "arn:execution"}) as asked:
        assert deployment.platform.workflows.start("arn:machine", "once", "{}") == "arn:execution"
    assert asked == [{"stateMachineArn": "arn:machine", "name": "once", "input": json.dumps({})}]


def test_a_name_that_was_used_starts_nothing_again(deployment: Deployment) -> None:
    exists = ClientError({"Error": {"Code": "ExecutionAlreadyExists", "Message": ""}}, "StartExecution")
    with failing("StartExecution", exists):
        assert deployment.platform.workflows.start("arn:machine", "once", "{}") is None


def test_a_workflow_service_that_is_throttled_is_unavailable(deployment: Deployment) -> None:
    with throttled("StartExecution"), pytest.raises(Unavailable):
        deployment.platform.workflows.start("arn:machine", "once", "{}")
