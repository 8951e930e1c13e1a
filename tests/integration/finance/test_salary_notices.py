"""A salary that changed reaches the finance systems that asked for it: in order, under one id, and with patience."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.finance.post_voucher import handler as post
from functions.finance.tell_salary import handler as hear
from functions.finance.wake_orders import handler as wake
from shared.finance import assembly
from shared.finance.assembly import FinanceSettings
from shared.finance.connectors.errors import LoginFailed, Unreachable
from shared.finance.connectors.port import Notice
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import SalaryChanged
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform, Wiring
from shared.platform.settings import VoucherQueueSettings
from shared.platform.tenants import registration
from tests.builders.aws import BUCKET, DATA_KEY, KEY_TABLE, NOW, TABLE, Deployment
from tests.builders.finance import ACME, FIONA, FinanceSystem, on_bus
from tests.builders.lambda_context import FakeContext

WEBHOOK = {"kind": "webhook", "name": "hr-mirror", "url": "https://mirror.acme.example/hooks"}


class Everything(FinanceSettings, VoucherQueueSettings):
    pass


class Receiver(FinanceSystem):
    """A receiver of notices."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Notice] = []

    def tell(self, notice: Notice) -> None:
        trouble = self.trouble.pop(0) if self.trouble else None
        if isinstance(trouble, Exception):
            raise trouble
        self.told.append(notice)
        if trouble is not None:
            raise trouble[1]


@pytest.fixture
def receiver(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    made = Receiver()
    monkeypatch.setattr(assembly, "opened", lambda _settings, _reach: made)
    url = deployment.client("sqs").create_queue(QueueName="v.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    settings = Everything(
        stage="test", table=TABLE, media_bucket=BUCKET, key_table=KEY_TABLE, data_key=DATA_KEY, voucher_queue_url=url
    )
    wiring = Wiring(settings, deployment.clock, lambda: deployment.session)
    bootstrap.use(Platform(settings=settings, clock=deployment.clock, wiring=wiring))
    deployment.platform.platform_table.put(registration(ACME, NOW).item)
    FIONA.put("connections/hr-mirror", {"settings": WEBHOOK, "wants": ["salary_changes"]})
    return made


def changed(number: int = 1, **more: Any) -> SalaryChanged:
    values: dict[str, Any] = {
        "event_id": f"evt_{number}",
        "tenant_id": ACME,
        "occurred_at": NOW + timedelta(minutes=number),
        "employee_id": EmployeeId("emp_1"),
        "effective_from": date(2026, 12, 1),
        "before_fen": 3_000_000,
        "after_fen": 3_000_000 + number,
        "department": "R&D",
        "cost_centre": "RD1",
        "reason": "raise",
        "terms": DocumentRef(key=f"people/{ACME}/emp_1/terms/000002.json", sha256="0" * 64),
    }
    return SalaryChanged(**{**values, **more})


def work(deployment: Deployment) -> None:
    """Hand the worker what lies in the queue."""
    client = deployment.client("sqs")
    url = client.get_queue_url(QueueName="v.fifo")["QueueUrl"]
    while found := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for each in found:
            told = post({"Records": [{"messageId": each["MessageId"], "body": each["Body"]}]}, FakeContext())
            assert told == {"batchItemFailures": []}
            client.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])


def test_a_salary_change_is_told_once_to_whoever_asked_for_it(deployment: Deployment, receiver: Receiver) -> None:
    assert hear(on_bus(changed()), FakeContext()) == {"notices": 1}
    assert hear(on_bus(changed()), FakeContext()) == {"notices": 0}
    work(deployment)
    [notice] = receiver.told
    assert (notice.notice_id, notice.type, notice.data["after_fen"]) == ("evt_1", "payroll.salary_changed", 3_000_001)
    assert FIONA.get("notices").body["items"] == []


def test_changes_of_an_employee_are_told_in_the_order_in_which_they_happened(
    deployment: Deployment, receiver: Receiver
) -> None:
    receiver.trouble = [Unreachable("webhook"), Unreachable("webhook")]
    hear(on_bus(changed(2)), FakeContext())
    hear(on_bus(changed(1)), FakeContext())
    work(deployment)
    assert receiver.told == []
    for _minute in range(5):
        deployment.clock.instant += timedelta(minutes=1)
        wake({}, FakeContext())
        work(deployment)
    assert [notice.notice_id for notice in receiver.told] == ["evt_1", "evt_2"]


def test_what_may_have_arrived_comes_again_under_the_same_id(deployment: Deployment, receiver: Receiver) -> None:
    receiver.trouble = [("after", Unreachable("webhook"))]
    hear(on_bus(changed()), FakeContext())
    work(deployment)
    deployment.clock.instant += timedelta(minutes=2)
    wake({}, FakeContext())
    work(deployment)
    assert [notice.notice_id for notice in receiver.told] == ["evt_1", "evt_1"]


def test_a_receiver_that_lets_nobody_in_waits_for_a_person(deployment: Deployment, receiver: Receiver) -> None:
    receiver.trouble = [LoginFailed("webhook")]
    hear(on_bus(changed(1)), FakeContext())
    hear(on_bus(changed(2)), FakeContext())
    work(deployment)
    assert receiver.told == []
    shown = FIONA.get("notices").body["items"]
    assert [each["posting"]["state"] for each in shown] == ["needs_attention", "waiting"]
    assert "3000001" not in str(shown)
    sent = FIONA.post("notices/redrive", {"order": "employee/emp_1", "connector": "hr-mirror"})
    assert (sent.status, sent.body["posting"]["state"]) == (200, "waiting")
    assert FIONA.post("notices/redrive", {"order": "employee/emp_1", "connector": "hr-mirror"}).status == 404
    wake({}, FakeContext())
    work(deployment)
    assert [notice.notice_id for notice in receiver.told] == ["evt_1", "evt_2"]


def test_without_anybody_who_asked_nothing_is_kept(deployment: Deployment, receiver: Receiver) -> None:
    FIONA.delete("connections/hr-mirror", read=FIONA.get("connections/hr-mirror"))
    assert hear(on_bus(changed()), FakeContext()) == {"notices": 0}
