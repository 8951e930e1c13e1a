"""From the table's stream to the bus: at least once, and nothing is forgotten."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.platform.publish_outbox import handler
from shared.kernel.ids import TenantId
from shared.platform.outbox import outbox_puts
from tests.builders.aws import BUS, Deployment
from tests.builders.faults import answering, unreachable
from tests.builders.lambda_context import FakeContext
from tests.builders.stream import happened, outbox_record, stream_record


@pytest.fixture
def heard(deployment: Deployment) -> Callable[[], list[dict[str, Any]]]:
    """A queue that hears everything that the bus carries."""
    sqs, events = deployment.client("sqs"), deployment.client("events")
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="all", EventBusName=BUS, EventPattern=json.dumps({"source": [{"prefix": "bole."}]}))
    events.put_targets(Rule="all", EventBusName=BUS, Targets=[{"Id": "queue", "Arn": arn}])

    def listen() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(message["Body"]) for message in messages]
            for message in messages:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found

    return listen


def publish(*records: dict[str, Any]) -> list[str]:
    """Hand a batch to the function; the sequence numbers that it reports as failed."""
    told = handler({"Records": list(records)}, FakeContext())
    return [failure["itemIdentifier"] for failure in told["batchItemFailures"]]


def test_an_event_reaches_the_bus_under_its_stage_and_version(heard: Any) -> None:
    assert publish(outbox_record("evt_1", "100")) == []
    [event] = heard()
    assert (event["source"], event["detail-type"]) == ("bole.tenancy", "something_happened.v1")
    assert event["detail"]["event_id"] == "evt_1"


def test_rows_that_are_no_events_are_passed_over(heard: Any) -> None:
    state = stream_record({"PK": "TENANT#acme#TENANCY", "SK": "SETTINGS", "settings": "{}"}, "100")
    assert publish(state, outbox_record("evt_1", "101")) == []
    assert len(heard()) == 1


def test_an_event_that_its_ttl_takes_away_is_not_told_again(heard: Any) -> None:
    assert publish(outbox_record("evt_1", "100", "REMOVE")) == []
    assert heard() == []


def test_more_events_than_the_bus_takes_at_once_all_arrive(heard: Any) -> None:
    assert publish(*[outbox_record(f"evt_{number}", str(number)) for number in range(25)]) == []
    assert len(heard()) == 25


def test_a_record_that_comes_twice_is_told_twice_under_one_id(heard: Any) -> None:
    record = outbox_record("evt_1", "100")
    publish(record)
    publish(record)
    assert {event["detail"]["event_id"] for event in heard()} == {"evt_1"}


def test_records_out_of_order_are_all_told(heard: Any) -> None:
    publish(outbox_record("evt_2", "200"), outbox_record("evt_1", "100"))
    assert {event["detail"]["event_id"] for event in heard()} == {"evt_1", "evt_2"}


def test_with_the_bus_down_every_event_is_reported_and_its_row_stays(deployment: Deployment, heard: Any) -> None:
    deployment.platform.table(TenantId("acme")).transact(outbox_puts("TENANT#acme#TENANCY", [happened("evt_1")]))
    with unreachable("PutEvents"):
        assert publish(outbox_record("evt_1", "100"), outbox_record("evt_2", "101")) == ["100", "101"]
    assert len(deployment.rows(sk_part="EVENT#evt_1")) == 1
    assert publish(outbox_record("evt_1", "100")) == []
    assert len(heard()) == 1


@pytest.mark.usefixtures("deployment")
def test_only_what_the_bus_refused_is_reported() -> None:
    answer = {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "InternalFailure"}]}
    with answering("PutEvents", answer):
        assert publish(outbox_record("evt_1", "100"), outbox_record("evt_2", "101")) == ["101"]
