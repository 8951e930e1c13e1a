"""Errors: every one has its words in both languages, and every line of a vendor's table says what it means."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from shared.finance.connectors import errors
from shared.finance.connectors.errors import ERRORS, NeedsAttention, TryAgain
from shared.finance.connectors.port import ConnectorKind
from shared.finance.connectors.rules import error_of, table
from shared.finance.connectors.settings import KINDS

VENDORS: tuple[ConnectorKind, ...] = ("kingdee_cloud", "kingdee_wise", "yonyou_yonbip", "yonyou_u8")
EXAMPLES = [(vendor, rule.error.code, said) for vendor in VENDORS for rule in table(vendor) for said in rule.examples]
NEEDED = ("period_closed", "account_missing", "not_balanced", "login_failed", "duplicate_number", "busy")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_says_in_both_languages_what_is_wrong_and_what_to_do(code: str) -> None:
    error = ERRORS[code]("kingdee_cloud", "系统提示 of the vendor")
    for text in (error.problem_text, error.remedy_text):
        assert CHINESE.search(text.zh or "")
        assert not CHINESE.search((text.en or "中").split("It said:")[0])
    assert "系统提示 of the vendor" in error.problem
    assert isinstance(error, NeedsAttention | TryAgain)
    assert error.again == isinstance(error, TryAgain)


def test_no_words_are_for_an_error_that_is_not_there() -> None:
    words = tomllib.loads(Path(errors.__file__).with_name("errors.toml").read_text(encoding="utf-8"))
    assert set(words) == set(ERRORS)


@pytest.mark.parametrize(("vendor", "code", "said"), EXAMPLES)
def test_what_a_vendor_says_means(vendor: ConnectorKind, code: str, said: str) -> None:
    assert error_of(vendor, [said]).code == code


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_vendor_can_say_what_a_person_must_act_on(vendor: ConnectorKind) -> None:
    assert set(NEEDED) <= {rule.error.code for rule in table(vendor)}


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_table_is_read_in_chinese_and_in_english(vendor: ConnectorKind) -> None:
    for needed in ("period_closed", "not_balanced", "account_missing"):
        said = [each for rule in table(vendor) if rule.error.code == needed for each in rule.examples]
        assert any(CHINESE.search(each) for each in said)
        assert any(not CHINESE.search(each) for each in said)


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_nobody_foresaw_is_passed_on_in_the_vendors_words(vendor: ConnectorKind) -> None:
    error = error_of(vendor, ["从未见过的提示 XYZ"], "999999")
    assert error.code == "refused"
    assert "从未见过的提示 XYZ" in error.said
    assert "999999" in error.said


def test_a_vendors_words_are_kept_short() -> None:
    assert len(error_of("kingdee_cloud", ["长" * 10_000]).said) <= errors.SAID_CHARACTERS


def test_every_kind_has_its_settings() -> None:
    assert set(KINDS) == set(get_args(ConnectorKind))
    assert {kind: KINDS[kind].model_fields["kind"].default for kind in KINDS} == {kind: kind for kind in KINDS}
