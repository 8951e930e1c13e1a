"""Phones and addresses have one spelling, or a reason why not in both languages."""

import pytest

from shared.recruiting.candidates.contacts import NotReachable, mail_address, mailbox, phone_number


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("138 0013 8000", "CN", "+8613800138000"),
        ("１３８００１３８０００", "CN", "+8613800138000"),
        ("0086-138-0013-8000", "CN", "+8613800138000"),
        ("010-62781234", "CN", "+861062781234"),
        ("(212) 555-2368", "US", "+12125552368"),
        ("+49 30 901820", None, "+4930901820"),
    ],
)
def test_a_number_in_the_form_of_e164(text: str, region: str | None, number: str) -> None:
    assert phone_number(text, region) == number


@pytest.mark.parametrize(
    ("text", "region"), [("12345", "CN"), ("138001380001", "CN"), ("阿里", "CN"), ("901820", None)]
)
def test_what_is_no_number_says_so_in_both_languages(text: str, region: str | None) -> None:
    with pytest.raises(NotReachable) as told:
        phone_number(text, region)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(told.value))


def test_international_domains_are_kept_in_ascii() -> None:
    assert mail_address("li@例子.中国") == "li@xn--fsqu00a.xn--fiqs8s"


@pytest.mark.parametrize(
    "text", ["no at", "a@b", "@x.cn", "a b@x.cn", "a@x..cn", "x" * 70 + "@x.cn", "a@" + "x." * 130 + "cn"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(NotReachable):
        mail_address(text)


@pytest.mark.parametrize("other", ["lilei@gmail.com", "Li.Lei@gmail.com", "li.lei+jobs@googlemail.com"])
def test_gmail_leads_to_one_mailbox(other: str) -> None:
    assert mailbox(other) == "lilei@gmail.com"


def test_dots_count_elsewhere() -> None:
    assert mailbox("li.lei@qq.com") != mailbox("lilei@qq.com")
