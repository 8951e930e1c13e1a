"""What a finance system refuses comes back as what a person can act on, with every kind of system."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.finance.connectors.errors import (
    AccountMissing,
    AuxiliaryMissing,
    BookMissing,
    DifferentVoucher,
    DuplicateNumber,
    LoginFailed,
    NeedsAttention,
    NotBalanced,
    PeriodClosed,
)
from shared.finance.contracts import Voucher
from tests.builders.vouchers import a_voucher
from tests.fake_erp.benches import KINDS, Bench, bench

WITH_BOOKS = [kind for kind in KINDS if kind != "webhook"]


@pytest.fixture(params=WITH_BOOKS)
def made(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with bench(request.param) as running:
        yield running


def unbalanced() -> Voucher:
    voucher = a_voucher()
    first, second = voucher.lines
    return voucher.model_copy(update={"lines": (first, second.model_copy(update={"credit_fen": 1}))})


REFUSED: dict[type[NeedsAttention], Voucher] = {
    PeriodClosed: a_voucher(period="2025-12"),
    AccountMissing: a_voucher(account="2299"),
    AuxiliaryMissing: a_voucher(department=None),
    NotBalanced: unbalanced(),
}


@pytest.mark.parametrize("error", REFUSED)
def test_a_refusal_says_what_to_do(made: Bench, error: type[NeedsAttention]) -> None:
    with pytest.raises(error) as caught:
        made.connector().post(REFUSED[error])
    assert made.erp.books.counted() == {}
    assert caught.value.said
    assert caught.value.remedy_text.zh
    assert caught.value.remedy_text.en
    assert not caught.value.again


@pytest.mark.parametrize("kind", ["kingdee_cloud", "yonyou_yonbip"])
def test_a_book_that_is_not_there(kind: str) -> None:
    with bench(kind) as made, pytest.raises(BookMissing):
        made.connector().post(a_voucher(book="009"))


def test_a_secret_that_is_wrong(made: Bench) -> None:
    made.secrets = dict.fromkeys(made.secrets, "another")
    with pytest.raises(LoginFailed):
        made.connector().post(a_voucher())
    checked = made.connector().check()
    assert (checked.ok, checked.problem) == (False, "login_failed")
    assert checked.remedy is not None


def test_a_secret_that_was_not_entered(made: Bench) -> None:
    made.secrets = {}
    with pytest.raises(NeedsAttention) as caught:
        made.connector()
    assert caught.value.code == "not_configured"


def test_the_test_of_a_connection_that_works(made: Bench) -> None:
    checked = made.connector().check()
    assert checked.ok
    assert checked.problem is None
    assert made.erp.books.counted() == {}


def test_a_voucher_that_somebody_changed_there(made: Bench) -> None:
    voucher = a_voucher()
    made.connector().post(voucher)
    booked = next(iter(made.erp.books.vouchers.values()))
    booked.lines[0].debit += 1
    with pytest.raises(DifferentVoucher):
        made.connector().post(voucher)


def test_a_number_that_stands_in_two_vouchers(made: Bench) -> None:
    voucher = a_voucher()
    made.connector().post(voucher)
    _copied(made)
    with pytest.raises(DuplicateNumber):
        made.connector().find(voucher.voucher_id)
    with pytest.raises(DuplicateNumber):
        made.connector().post(voucher)


def _copied(made: Bench) -> None:
    booked: Any = next(iter(made.erp.books.vouchers.values()))
    made.erp.books.vouchers["copy"] = replace(booked, internal_id="999999", number="999999")


def test_what_the_books_have_is_listed_with_its_sums(made: Bench) -> None:
    vouchers = [a_voucher(gross_fen=amount) for amount in (1, 100, 123_456_789)]
    elsewhere = a_voucher(period="2026-04")
    for voucher in [*vouchers, elsewhere]:
        made.connector().post(voucher)
    listed = {each.voucher_id: each.total_fen for each in made.connector().list_posted("2026-03")}
    assert listed == {vouchers[0].voucher_id: 1, vouchers[1].voucher_id: 100, vouchers[2].voucher_id: 123_456_789}


def test_vouchers_of_the_house_are_not_listed(made: Bench) -> None:
    made.connector().post(a_voucher())
    booked: Any = next(iter(made.erp.books.vouchers.values()))
    booked.our_number = "手工凭证"
    assert list(made.connector().list_posted("2026-03")) == []


def test_a_voucher_is_found_by_its_number_alone(made: Bench) -> None:
    voucher = a_voucher(period=_this_month())
    made.erp.books.open.add(voucher.period)
    assert made.connector().find(voucher.voucher_id) is None
    made.connector().post(voucher)
    found = made.connector().find(voucher.voucher_id)
    assert found is not None
    assert found.total_fen == 3_000_000


def _this_month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")


def test_yonbip_finds_what_somebody_changed_when_it_refuses_a_second_one() -> None:
    voucher = a_voucher(period=_this_month())
    with bench("yonyou_yonbip") as made:
        made.connector().post(voucher)
        booked: Any = next(iter(made.erp.books.vouchers.values()))
        booked.lines[0].debit += 1
        booked.date = f"{voucher.period}-01"
        with pytest.raises(DifferentVoucher):
            made.connector().post(voucher)
        assert made.erp.books.counted() == {voucher.voucher_id: 1}
