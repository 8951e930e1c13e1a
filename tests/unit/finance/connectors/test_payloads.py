"""Vouchers in the vendors' shapes: amounts exact, debits and credits on their sides, nothing left out silently."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.finance.connectors.errors import AuxiliaryMissing, BookMissing
from shared.finance.connectors.exact import amount, dumps, fen_of, loads
from shared.finance.connectors.kingdee_cloud.payload import saved
from shared.finance.connectors.kingdee_wise.payload import updated
from shared.finance.connectors.numbers import filterable, given_at, is_ours, ours_in
from shared.finance.connectors.settings import SETTINGS
from shared.finance.connectors.yonyou_u8.payload import added as u8_added
from shared.finance.connectors.yonyou_yonbip.payload import added as yonbip_added
from shared.finance.contracts import Voucher
from shared.kernel.ids import VoucherId, new_id
from tests.builders.vouchers import a_payment, a_voucher

URL = {"name": "erp", "url": "https://erp.example.com"}
KINGDEE: Any = SETTINGS.validate_python(
    {"kind": "kingdee_cloud", **URL, "acct_id": "a", "user_name": "u", "app_id": "1_YQ"}
)
WISE: Any = SETTINGS.validate_python({"kind": "kingdee_wise", **URL, "preparer": "伯乐"})
YONBIP: Any = SETTINGS.validate_python(
    {
        "kind": "yonyou_yonbip",
        **URL,
        "token_url": "https://auth.example.com",
        "app_key": "k",
        "maker_mobile": "13800138000",
        "books": ["001"],
    }
)
U8: Any = SETTINGS.validate_python(
    {"kind": "yonyou_u8", "name": "erp", "app_key": "k", "from_account": "a", "to_account": "b", "maker": "伯乐"}
)
SHAPES: dict[str, tuple[Callable[[Voucher, Any], dict[str, Any]], Any]] = {
    "kingdee_cloud": (saved, KINGDEE),
    "kingdee_wise": (updated, WISE),
    "yonyou_yonbip": (yonbip_added, YONBIP),
    "yonyou_u8": (u8_added, U8),
}
AMOUNTS = st.integers(min_value=1, max_value=10**14)


def sides(kind: str, body: dict[str, Any]) -> tuple[list[Decimal], list[Decimal]]:
    """Read debits and credits as the vendor does."""
    if kind == "kingdee_cloud":
        lines = body["data"]["Model"]["FEntity"]
        return [each["FDEBIT"] for each in lines], [each["FCREDIT"] for each in lines]
    if kind == "kingdee_wise":
        lines = body["VoucherData"]["Entries"]
        return (
            [each["FAmount"] for each in lines if each["FDC"] == 1],
            [each["FAmount"] for each in lines if each["FDC"] == 0],
        )
    if kind == "yonyou_yonbip":
        lines = body["bodies"]
        return (
            [each["debitOrg"] for each in lines if "debitOrg" in each],
            [each["creditOrg"] for each in lines if "creditOrg" in each],
        )
    voucher = body["voucher"]
    return (
        [each["natural_debit_currency"] for each in voucher["debit"]["entry"]],
        [each["natural_credit_currency"] for each in voucher["credit"]["entry"]],
    )


@pytest.mark.parametrize("kind", SHAPES)
def test_the_worked_example_in_every_shape(kind: str) -> None:
    make, settings = SHAPES[kind]
    debits, credits = sides(kind, make(a_payment(), settings))
    assert [each for each in debits if each] == [Decimal("30000.00")]
    assert [each for each in credits if each] == [Decimal("4500.00"), Decimal("555.00"), Decimal("24945.00")]


@pytest.mark.parametrize("kind", SHAPES)
@given(fen=AMOUNTS)
def test_an_amount_reaches_the_vendor_to_the_fen(kind: str, fen: int) -> None:
    make, settings = SHAPES[kind]
    body = loads(dumps(make(a_voucher("vch_1", gross_fen=fen), settings)))
    debits, credits = sides(kind, body)
    assert fen_of(sum(debits)) == fen_of(sum(credits)) == fen


@pytest.mark.parametrize("kind", SHAPES)
def test_our_number_stands_in_the_voucher(kind: str) -> None:
    make, settings = SHAPES[kind]
    voucher = a_voucher()
    assert voucher.voucher_id in dumps(make(voucher, settings)).decode()


@pytest.mark.parametrize("kind", SHAPES)
def test_an_auxiliary_item_without_a_mapping_is_not_left_out(kind: str) -> None:
    make, settings = SHAPES[kind]
    voucher = a_voucher()
    odd = voucher.lines[0].model_copy(update={"auxiliary": {"customer": "C1"}})
    with pytest.raises(AuxiliaryMissing, match="customer"):
        make(voucher.model_copy(update={"lines": (odd, voucher.lines[1])}), settings)


@pytest.mark.parametrize("kind", ["kingdee_cloud", "kingdee_wise", "yonyou_u8"])
def test_a_currency_without_a_mapping_is_not_guessed(kind: str) -> None:
    make, settings = SHAPES[kind]
    with pytest.raises(BookMissing, match="USD"):
        make(a_voucher().model_copy(update={"currency": "USD"}), settings)


def test_kingdee_gets_a_new_voucher_and_never_overwrites_one() -> None:
    model = saved(a_voucher(), KINGDEE)["data"]["Model"]
    assert model["FVOUCHERID"] == 0
    assert (model["FYEAR"], model["FPERIOD"]) == (2026, 3)
    assert model["FEntity"][0]["FDetailID"] == {"FDETAILID__FFLEX5": {"FNumber": "D01"}}


@given(fen=st.integers(min_value=-(10**14), max_value=10**14))
def test_amounts_go_out_and_come_back(fen: int) -> None:
    assert fen_of(loads(dumps({"amount": amount(fen)}))["amount"]) == fen
    assert fen_of(str(amount(fen))) == fen


@given(fen=st.integers(min_value=0, max_value=10**13))
def test_amounts_of_vendors_that_reckon_in_floats_come_back(fen: int) -> None:
    assert fen_of(loads(json.dumps({"amount": fen / 100}).encode())["amount"]) == fen


@given(text=st.text())
def test_no_text_becomes_a_number(text: str) -> None:
    assert (
        loads(dumps({"summary": text.encode("utf-8", "replace").decode()}))["summary"]
        == text.encode("utf-8", "replace").decode()
    )


def test_what_is_no_amount_is_no_nought() -> None:
    for wrong in ("abc", "1.234", "NaN", Decimal("0.001")):
        with pytest.raises(ValueError, match="amount"):
            fen_of(wrong)
    assert fen_of(None) == fen_of("") == 0
    assert fen_of(Decimal("1200.0000000000")) == 120_000


@pytest.mark.parametrize("number", ["x' or '1'='1", "", "a b", "a;b", "凭证", "a" * 65])
def test_a_number_that_could_say_more_in_a_filter_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        filterable(VoucherId(number))


def test_our_numbers_are_told_from_others() -> None:
    ours = new_id("vch")
    assert is_ours(ours)
    assert ours_in(f"计提工资 {ours}") == ours
    assert given_at(VoucherId(ours)) is not None
    for other in ("记-12", "vch_1", None, 12, ours + "0"):
        assert not is_ours(other)
    assert given_at(VoucherId("记-12")) is None
