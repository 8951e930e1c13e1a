"""Kingdee 星空: saved, submitted, audited; a voucher that was left on the way is carried on."""

from collections.abc import Iterator

import pytest

from shared.finance.connectors.errors import ConnectorError, NotPermitted, TimedOutAfterSend, TryAgain
from shared.finance.connectors.kingdee_cloud import client
from tests.builders.vouchers import a_voucher
from tests.fake_erp.benches import Bench, bench
from tests.fake_erp.mischief import Mischief
from tests.fake_erp.server import Asked, Reply


@pytest.fixture
def made() -> Iterator[Bench]:
    with bench("kingdee_cloud") as running:
        yield running


def status(made: Bench) -> list[str]:
    return [each.status for each in made.erp.books.vouchers.values()]


def test_a_voucher_is_saved_submitted_and_audited(made: Bench) -> None:
    posted = made.connector().post(a_voucher())
    assert made.erp.heard == ["ExecuteBillQuery", "Save", "Submit", "Audit"]
    assert status(made) == ["C"]
    assert posted.final


@pytest.mark.parametrize(("until", "last"), [("save", "A"), ("submit", "B"), ("audit", "C")])
def test_it_goes_as_far_as_the_company_wants(made: Bench, until: str, last: str) -> None:
    voucher = a_voucher()
    assert made.connector(until=until).post(voucher).final
    assert made.connector(until=until).post(voucher).final
    assert status(made) == [last]


@pytest.mark.parametrize("step", ["Submit", "Audit"])
@pytest.mark.parametrize("mischief", ["error_500", "cut", "cut_after", "error_500_after", "garbage", "half"])
def test_a_voucher_that_was_left_on_the_way_is_carried_on(made: Bench, step: str, mischief: Mischief) -> None:
    voucher = a_voucher()
    made.erp.mischiefs.order(step, mischief)
    with pytest.raises(TryAgain):
        made.connector().post(voucher)
    found = made.connector().find(voucher.voucher_id)
    assert found is not None
    assert made.connector().post(voucher).final
    assert status(made) == ["C"]


def test_what_is_found_unfinished_says_so(made: Bench) -> None:
    voucher = a_voucher()
    made.connector(until="save").post(voucher)
    found = made.connector(until="audit").find(voucher.voucher_id)
    assert found is not None
    assert not found.final


def test_who_made_it_may_not_audit_it(made: Bench) -> None:
    made.erp.creator_may_audit = False
    voucher = a_voucher()
    with pytest.raises(NotPermitted):
        made.connector().post(voucher)
    assert status(made) == ["B"]
    made.erp.creator_may_audit = True
    assert made.connector().post(voucher).final
    assert status(made) == ["C"]


@pytest.mark.parametrize("as_text", [True, False])
def test_a_false_that_is_a_text_is_a_failure(made: Bench, as_text: bool) -> None:
    made.erp.false_is_text = as_text
    with pytest.raises(ConnectorError):
        made.connector().post(a_voucher(account="9999"))
    assert made.erp.books.counted() == {}


def test_a_session_that_is_over_is_renewed_once() -> None:
    with bench("kingdee_cloud_session") as made:
        connector = made.connector()
        connector.post(a_voucher())
        made.erp.sessions.clear()
        connector.post(a_voucher())
        assert made.erp.heard.count("LoginByAppSecret") == 2
        assert len(made.erp.books.vouchers) == 2


def test_a_voided_voucher_counts_as_none(made: Bench) -> None:
    voucher = a_voucher()
    made.connector().post(voucher)
    next(iter(made.erp.books.vouchers.values())).void = True
    assert made.connector().find(voucher.voucher_id) is None
    made.connector().post(voucher)
    assert made.erp.books.counted() == {voucher.voucher_id: 1}


def test_many_are_listed_page_by_page(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAGE", 3)
    vouchers = [a_voucher() for _ in range(7)]
    for voucher in vouchers:
        made.connector(until="save").post(voucher)
    made.erp.heard.clear()
    listed = [each.voucher_id for each in made.connector().list_posted("2026-03")]
    assert listed == [voucher.voucher_id for voucher in vouchers]


TEXT = Reply(b"response_error:System.NullReferenceException: Object reference not set")


def test_an_exception_as_plain_text_after_the_saving(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = made.erp.answer

    def plain(asked: Asked) -> Reply:
        reply: Reply = answer(asked)
        return TEXT if ".Save." in asked.path else reply

    monkeypatch.setattr(made.erp, "answer", plain)
    assert made.connector().post(a_voucher()).final


def test_an_exception_as_plain_text_instead_of_the_saving(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = made.erp.answer

    def plain(asked: Asked) -> Reply:
        reply: Reply = TEXT if ".Save." in asked.path else answer(asked)
        return reply

    monkeypatch.setattr(made.erp, "answer", plain)
    with pytest.raises(TimedOutAfterSend):
        made.connector().post(a_voucher())


def test_the_signature_is_checked(made: Bench) -> None:
    """The fake checks it: else nothing here would test it."""
    with pytest.raises(ConnectorError) as caught:
        made.connector(user_name="somebody").find(a_voucher().voucher_id)
    assert caught.value.code == "login_failed"
