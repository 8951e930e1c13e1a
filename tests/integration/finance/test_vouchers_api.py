"""Vouchers over HTTP: read, send on, settle by hand, release, take back, remit."""

from datetime import timedelta

import pytest

from functions.finance.book_payroll import handler as book
from functions.finance.post_voucher import handler as post
from shared.finance.connectors.errors import PeriodClosed
from shared.finance.vouchers.waking import OrderDue
from tests.builders.aws import Deployment
from tests.builders.finance import (
    ACME,
    FIONA,
    MAX,
    OTHER,
    RITA,
    FinanceSystem,
    approved,
    audited,
    connect,
    on_bus,
    publish_run,
    slip,
    told,
)
from tests.builders.lambda_context import FakeContext


def work(order: str = "run/run_1") -> None:
    due = OrderDue(tenant_id=ACME, order=order)
    post({"Records": [{"messageId": "m", "body": due.model_dump_json()}]}, FakeContext())


@pytest.fixture
def booked(deployment: Deployment, kingdee: FinanceSystem) -> Deployment:
    connect(deployment)
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    return deployment


def one(kind: str = "accrual") -> str:
    items = FIONA.get("vouchers").body["items"]
    return next(str(each["voucher_id"]) for each in items if each["kind"] == kind)


def test_a_voucher_is_read_with_its_lines_and_the_reading_is_in_the_audit_log(booked: Deployment) -> None:
    voucher_id = one()
    read = FIONA.get(f"vouchers/{voucher_id}")
    assert (read.status, read.headers["etag"]) == (200, '"1"')
    assert [line["account"] for line in read.body["lines"]] == ["6602.01", "2211.01"]
    assert read.body["lines"][0]["origin"] == ["slp_run_1_emp_1"]
    assert [entry["actor"] for entry in audited(booked, "read_finance")] == ["fiona"]


def test_vouchers_are_listed_by_state_page_by_page(booked: Deployment) -> None:
    assert len(FIONA.get("vouchers", state="waiting").body["items"]) == 2
    first = FIONA.get("vouchers", limit="1")
    second = FIONA.get("vouchers", limit="1", cursor=first.body["next"])
    assert first.body["items"] != second.body["items"]
    work()
    assert FIONA.get("vouchers", state="waiting").body["items"] == []
    assert len(FIONA.get("vouchers", state="posted").body["items"]) == 2


def test_a_voucher_in_need_of_attention_is_sent_on_by_a_person_and_the_others_follow(
    booked: Deployment, kingdee: FinanceSystem
) -> None:
    kingdee.trouble = [PeriodClosed("kingdee_cloud", "期间已结账")]
    work()
    voucher_id = one()
    held = FIONA.get(f"vouchers/{voucher_id}")
    posting = held.body["record"]["postings"]["kingdee"]
    assert (posting["state"], posting["problem"]["code"]) == ("needs_attention", "period_closed")
    assert "期间已结账" in posting["problem"]["problem"]["zh"]
    assert FIONA.post(f"vouchers/{voucher_id}/redrive").status == 428
    sent = FIONA.post(f"vouchers/{voucher_id}/redrive", read=held)
    assert (sent.status, sent.body["state"]) == (200, "waiting")
    assert FIONA.post(f"vouchers/{voucher_id}/redrive", read=held).status == 412
    assert len(told(booked, "voucher_due.v1")) == 3
    work()
    assert [each.kind for each in kingdee.in_order] == ["accrual", "employer_share"]
    [entry] = audited(booked, "post_voucher")
    assert entry["detail"] == {"done": "redriven"}


def test_a_voucher_that_is_well_is_not_sent_on(booked: Deployment) -> None:
    work()
    voucher_id = one()
    refused = FIONA.post(f"vouchers/{voucher_id}/redrive", read=FIONA.get(f"vouchers/{voucher_id}"))
    assert (refused.status, refused.body["code"]) == (409, "voucher_state")


def test_what_somebody_entered_by_hand_is_noted_and_not_sent(booked: Deployment, kingdee: FinanceSystem) -> None:
    kingdee.trouble = [PeriodClosed("kingdee_cloud")]
    work()
    voucher_id = one()
    order = {"connector": "kingdee", "number": "记-77", "reason": "在金蝶手工录入"}
    done = FIONA.post(f"vouchers/{voucher_id}/settle", order, read=FIONA.get(f"vouchers/{voucher_id}"))
    assert (done.status, done.body["state"], done.body["postings"]["kingdee"]["number"]) == (200, "posted", "记-77")
    work()
    assert [each.kind for each in kingdee.in_order] == ["employer_share"]


def test_a_reversal_exchanges_the_sides_and_stays_behind_its_original(
    booked: Deployment, kingdee: FinanceSystem
) -> None:
    voucher_id = one()
    read = FIONA.get(f"vouchers/{voucher_id}")
    made = FIONA.post(f"vouchers/{voucher_id}/reverse", {"reason": "金额有误"}, read=read)
    assert (made.status, made.body["kind"], made.body["reverses"]) == (201, "reversal", voucher_id)
    again = FIONA.post(f"vouchers/{voucher_id}/reverse", {"reason": "金额有误"}, read=read)
    assert (again.status, again.body["code"]) == (409, "reversed_already")
    work()
    assert [each.kind for each in kingdee.in_order] == ["accrual", "employer_share", "reversal"]
    first, _share, back = kingdee.in_order
    pairs = zip(first.lines, back.lines, strict=True)
    assert all((a.debit_fen, a.credit_fen) == (b.credit_fen, b.debit_fen) for a, b in pairs)
    read_back = FIONA.get(f"vouchers/{made.body['voucher_id']}")
    refused = FIONA.post(f"vouchers/{made.body['voucher_id']}/reverse", {"reason": "再次冲销"}, read=read_back)
    assert refused.body["code"] == "voucher_state"


def test_a_person_says_what_was_remitted_and_each_part_is_booked_once(
    booked: Deployment, kingdee: FinanceSystem
) -> None:
    order = {"parts": ["insurance", "tax"], "on": "2026-12-10"}
    made = FIONA.post("runs/run_1/remittances", order)
    assert [item["state"] for item in made.body["items"]] == ["booked", "booked"]
    FIONA.post("runs/run_1/remittances", {"parts": ["tax", "fund"], "on": "2026-12-12"})
    work()
    booked_as = [(each.voucher_date.isoformat(), each.lines[-1].credit_fen) for each in kingdee.in_order[2:]]
    assert sorted(booked_as) == [("2026-12-10", 55_500), ("2026-12-10", 780_000), ("2026-12-12", 300_000)]


def test_held_back_vouchers_are_posted_once_a_person_releases_them(
    deployment: Deployment, kingdee: FinanceSystem
) -> None:
    connect(deployment)
    draft = {"effective_from": "2026-01-01", "settings": {"release": "by_hand"}}
    FIONA.put("settings", draft, read=FIONA.get("settings"))
    book(on_bus(approved(publish_run(deployment, slip()))), FakeContext())
    work()
    assert kingdee.in_order == []
    assert told(deployment, "voucher_due.v1") == []
    voucher_id = one()
    FIONA.post(f"vouchers/{voucher_id}/release", read=FIONA.get(f"vouchers/{voucher_id}"))
    work()
    assert [each.kind for each in kingdee.in_order] == ["accrual"]


def test_who_may_not_post_does_not(booked: Deployment) -> None:
    voucher_id = one()
    assert RITA.get(f"vouchers/{voucher_id}").status == 403
    assert MAX.post(f"vouchers/{voucher_id}/redrive").status == 403
    assert OTHER.get(f"vouchers/{voucher_id}").status == 404


def test_an_older_attempt_does_not_overwrite_a_newer_one(booked: Deployment, kingdee: FinanceSystem) -> None:
    """Two workers at once: the second one finds the state taken."""
    from shared.finance.vouchers.posting import advance
    from tests.builders.finance import finance

    inner: list[int] = []

    class Slow(FinanceSystem):
        pass

    def post_meanwhile(voucher: object) -> object:
        if not inner:
            inner.append(advance("run/run_1", finance(booked).posting).posted)
        return FinanceSystem.post(kingdee, voucher)  # type: ignore[arg-type]

    kingdee.post = post_meanwhile  # type: ignore[method-assign, assignment]
    work()
    assert inner == [0]
    assert len(kingdee.sent) == len(set(kingdee.sent)) == 2


def test_a_voucher_whose_document_was_changed_is_not_posted(booked: Deployment, kingdee: FinanceSystem) -> None:
    from shared.finance.contracts import Voucher, voucher_key
    from shared.kernel.ids import VoucherId

    bucket, key = booked.platform.bucket(ACME), voucher_key(ACME, VoucherId(one()))
    voucher = bucket.get_document(key, Voucher)
    bucket.put_document(key, voucher.model_copy(update={"summary": "changed"}))
    for _hour in range(6):
        work()
        booked.clock.instant += timedelta(hours=1)
    assert kingdee.in_order == []
    held = FIONA.get("vouchers", state="needs_attention").body["items"]
    assert [each["postings"]["kingdee"]["problem"]["code"] for each in held] == ["damaged_document"]
