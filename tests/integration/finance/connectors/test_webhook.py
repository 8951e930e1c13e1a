"""The webhook: signed, told once, and checked by the sample that integrators get."""

import base64
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from samples.webhook_receiver import Shelf, answer, verified
from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.errors import LoginFailed, TimedOutAfterSend
from shared.finance.connectors.port import Notice
from shared.finance.connectors.registry import Reach, open_messenger
from shared.finance.connectors.settings import SETTINGS
from shared.finance.connectors.webhook.signing import key_of, signed_headers
from shared.finance.contracts import Voucher
from tests.builders.vouchers import a_voucher
from tests.fake_erp.benches import Bench, bench
from tests.fake_erp.webhook import SECRET

OTHER = "whsec_" + base64.b64encode(b"another-secret-of-thirty-two-byt").decode()


@pytest.fixture
def made() -> Iterator[Bench]:
    with bench("webhook") as running:
        yield running


def test_the_receiver_gets_the_published_voucher(made: Bench) -> None:
    voucher = a_voucher()
    posted = made.connector().post(voucher)
    message = made.erp.messages[0]
    assert message["type"] == "finance.voucher"
    assert Voucher.model_validate(message["data"]["voucher"]) == voucher
    assert posted.number == "1"


@pytest.mark.parametrize("received_with", [SECRET, OTHER])
def test_while_secrets_are_changed_either_of_them_is_good(made: Bench, received_with: str) -> None:
    made.erp.secret = received_with
    made.secrets = {"signing_secret": OTHER, "previous_signing_secret": SECRET}
    made.connector().post(a_voucher())
    assert len(made.erp.books.ids) == 1


def test_a_receiver_with_another_secret_takes_nothing(made: Bench) -> None:
    made.erp.secret = OTHER
    with pytest.raises(LoginFailed):
        made.connector().post(a_voucher())
    assert made.erp.books.ids == []


def test_a_receiver_that_answers_no_questions_knows_a_message_by_its_id(made: Bench) -> None:
    voucher = a_voucher()
    made.erp.mischiefs.order("POST", "cut_after")
    with pytest.raises(TimedOutAfterSend):
        made.connector(looks_up=False).post(voucher)
    made.connector(looks_up=False).post(voucher)
    assert "GET" not in made.erp.heard
    assert made.erp.books.counted() == {voucher.voucher_id: 1}


def test_without_questions_there_is_nothing_to_compare(made: Bench) -> None:
    connector = made.connector(looks_up=False)
    assert not connector.lists
    assert list(connector.list_posted("2026-03")) == []
    assert connector.check().ok


def test_many_are_listed_page_by_page(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samples.webhook_receiver.PAGE", 2)
    vouchers = [a_voucher() for _ in range(5)]
    for voucher in vouchers:
        made.connector().post(voucher)
    listed = [each.voucher_id for each in made.connector().list_posted("2026-03")]
    assert listed == [voucher.voucher_id for voucher in vouchers]


def test_a_notice_is_told_under_its_own_id(made: Bench) -> None:
    settings = SETTINGS.validate_python(made.settings)
    messenger = open_messenger(settings, Reach(secret=made.secrets.get, addresses=AddressRule(private=True)))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    messenger.tell(Notice("evt_1", "payroll.salary_changed", at, {"employee_id": "emp_1", "after_fen": 100}))
    assert made.erp.messages == [
        {
            "type": "payroll.salary_changed",
            "timestamp": at.isoformat(),
            "data": {"employee_id": "emp_1", "after_fen": 100},
        }
    ]


def headers(body: bytes, at: datetime, message_id: str = "vch_1") -> dict[str, str]:
    return signed_headers(message_id, body, [key_of(SECRET)], at)


def test_the_sample_takes_no_message_that_was_changed() -> None:
    body, now = b'{"total_fen": 1}', datetime.now(UTC)
    good = headers(body, now)
    assert verified(good, body, SECRET) == "vch_1"
    assert verified(good, b'{"total_fen": 2}', SECRET) is None
    assert verified({**good, "webhook-id": "vch_2"}, body, SECRET) is None
    assert verified({**good, "webhook-timestamp": str(int(time.time()) + 1)}, body, SECRET) is None
    assert verified({}, body, SECRET) is None


@pytest.mark.parametrize("away", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_the_sample_takes_no_message_from_another_time(away: timedelta) -> None:
    assert verified(headers(b"{}", datetime.now(UTC) + away), b"{}", SECRET) is None


def test_the_sample_takes_a_message_once_however_often_it_is_replayed() -> None:
    shelf, voucher = Shelf(), a_voucher()
    data: dict[str, Any] = {"voucher": voucher.model_dump(mode="json"), "total_fen": 3_000_000}
    body = json.dumps({"type": "finance.voucher", "timestamp": "", "data": data}).encode()
    signed = headers(body, datetime.now(UTC), voucher.voucher_id)
    said = [answer("POST", "/", signed, body, SECRET, shelf) for _ in range(3)]
    assert said[0] == said[1] == said[2]
    assert len(shelf.of("period", "2026-03")) == 1
