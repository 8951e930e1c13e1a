"""The clocks: orders in which something is due are woken through the queue, and every night both sides are compared."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.finance.book_payroll import handler as book
from functions.finance.post_voucher import handler as post
from functions.finance.queue_voucher import handler as enqueue
from functions.finance.reconcile import handler as reconcile
from functions.finance.wake_orders import handler as wake
from shared.finance.assembly import FinanceSettings
from shared.finance.connectors.errors import LoginFailed, Unreachable
from shared.finance.connectors.port import Posted
from shared.kernel.ids import VoucherId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.settings import VoucherQueueSettings
from shared.platform.tenants import registration
from tests.builders.aws import BUCKET, DATA_KEY, KEY_TABLE, NOW, TABLE, Deployment
from tests.builders.finance import (
    ACME,
    FIONA,
    FinanceSystem,
    approved,
    connect,
    on_bus,
    publish_run,
    slip,
    told,
)
from tests.builders.lambda_context import FakeContext


class Everything(FinanceSettings, VoucherQueueSettings):
    pass


class Queue:
    """The voucher queue of moto, polled as Lambda does."""

    def __init__(self, deployment: Deployment) -> None:
        self.client = deployment.client("sqs")
        self.url = self.client.create_queue(QueueName="vouchers.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]

    def deliver(self) -> int:
        """Hand over what waits; what is not reported as failed is deleted. Return how many messages came."""
        came = 0
        while True:
            found = self.client.receive_message(
                QueueUrl=self.url, MaxNumberOfMessages=10, AttributeNames=["MessageGroupId"]
            ).get("Messages", [])
            if not found:
                return came
            records = [
                {"messageId": each["MessageId"], "body": each["Body"], "attributes": each["Attributes"]}
                for each in found
            ]
            failed = {one["itemIdentifier"] for one in post({"Records": records}, FakeContext())["batchItemFailures"]}
            for each in found:
                if each["MessageId"] not in failed:
                    self.client.delete_message(QueueUrl=self.url, ReceiptHandle=each["ReceiptHandle"])
                    came += 1


@pytest.fixture
def queue(deployment: Deployment) -> Queue:
    made = Queue(deployment)
    settings = Everything(
        stage="test",
        table=TABLE,
        media_bucket=BUCKET,
        key_table=KEY_TABLE,
        data_key=DATA_KEY,
        voucher_queue_url=made.url,
    )
    wiring = Wiring(settings, deployment.clock, lambda: deployment.session)
    bootstrap.use(Platform(settings=settings, clock=deployment.clock, wiring=wiring))
    deployment.platform.platform_table.put(registration(ACME, NOW).item)
    return made


def bus(deployment: Deployment, name: str, handler: Any) -> None:
    """Deliver what is in the outbox, as the rules do."""
    for detail in told(deployment, name):
        handler({"detail-type": name, "detail": detail}, FakeContext())


def test_a_run_is_posted_through_the_queue_and_a_system_that_was_down_for_a_day_is_caught_up_with(
    deployment: Deployment, kingdee: FinanceSystem, queue: Queue
) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    kingdee.trouble = [Unreachable("kingdee_cloud")] * 30
    bus(deployment, "voucher_due.v1", enqueue)
    assert queue.deliver() == 2
    for _hour in range(24):
        wake({}, FakeContext())
        queue.deliver()
        deployment.clock.instant += timedelta(hours=1)
    assert kingdee.in_order == []
    assert len(FIONA.get("vouchers", state="failed").body["items"]) == 1
    kingdee.trouble = []
    assert wake({}, FakeContext()) == {"woken": 1}
    queue.deliver()
    assert [each.kind for each in kingdee.in_order] == ["accrual", "employer_share"]
    assert wake({}, FakeContext()) == {"woken": 0}


def test_vouchers_of_before_there_was_a_connection_go_to_the_first_one(
    deployment: Deployment, kingdee: FinanceSystem, queue: Queue
) -> None:
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    assert wake({}, FakeContext()) == {"woken": 0}
    connect(deployment)
    assert wake({}, FakeContext()) == {"woken": 1}
    queue.deliver()
    wake({}, FakeContext())
    queue.deliver()
    assert [each.kind for each in kingdee.in_order] == ["accrual", "employer_share"]


def test_a_message_that_cannot_be_read_comes_again_and_stops_no_other(
    deployment: Deployment, kingdee: FinanceSystem, queue: Queue
) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    due = {"tenant_id": ACME, "order": "run/run_1"}
    records = [
        {"messageId": "m1", "body": "{", "attributes": {"MessageGroupId": "a"}},
        {"messageId": "m2", "body": json.dumps(due), "attributes": {"MessageGroupId": "a"}},
        {"messageId": "m3", "body": json.dumps(due), "attributes": {"MessageGroupId": "b"}},
    ]
    failed = post({"Records": records}, FakeContext())["batchItemFailures"]
    assert [each["itemIdentifier"] for each in failed] == ["m1", "m2"]
    assert len(kingdee.in_order) == 2


def test_the_night_lists_what_is_missing_on_either_side_and_what_differs(
    deployment: Deployment, kingdee: FinanceSystem, queue: Queue
) -> None:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    bus(deployment, "voucher_due.v1", enqueue)
    queue.deliver()
    assert reconcile({}, FakeContext()) == {"compared": 2, "differences": 0}
    first, second = kingdee.in_order
    stranger = VoucherId("vch_01ARZ3NDEKTSV4RRFFQ69G5FAV")
    del kingdee.vouchers[first.voucher_id]
    kingdee.vouchers[second.voucher_id] = Posted("记-9", second.voucher_id, 1, NOW)
    kingdee.vouchers[stranger] = Posted("记-10", stranger, 7, NOW)
    reconcile({}, FakeContext())
    found = FIONA.get("reconciliations/2026-11/kingdee").body
    assert {(each["kind"], each["voucher_id"]) for each in found["differences"]} == {
        ("missing_there", first.voucher_id),
        ("amounts_differ", second.voucher_id),
        ("missing_here", stranger),
    }
    assert [each["period"] for each in FIONA.get("reconciliations").body["items"]] == ["2026-11", "2026-10"]


def test_a_system_that_lets_nobody_in_or_cannot_be_asked_is_said_so(
    deployment: Deployment, kingdee: FinanceSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(deployment)
    kingdee.lists = False
    assert FIONA.post("reconciliations/2026-11/kingdee").body["problem"] == "cannot_be_asked"
    kingdee.lists = True

    def refused(_period: str) -> list[Posted]:
        raise LoginFailed("kingdee_cloud")

    monkeypatch.setattr(kingdee, "list_posted", refused)
    assert FIONA.post("reconciliations/2026-11/kingdee").body["problem"] == "login_failed"
    assert FIONA.get("reconciliations/2026-10/kingdee").status == 404
