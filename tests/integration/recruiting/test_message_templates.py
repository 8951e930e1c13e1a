"""A company writes its own words: versioned, previewed, and never without what the candidate needs."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders.aws import Deployment
from tests.builders.invitations import ask, changed, invite, letters, mailing, opened

TEMPLATES = "/v1/recruiting/message-templates"
OWN = {
    "subject": "来自{company}的邀请",
    "text": "{name}，请在{deadline}前点击：{link}",
    "sms": "{name}，请在{deadline}前点击：{link}",
}


@pytest.fixture(autouse=True)
def _deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def put(body: dict[str, Any], kind: str = "invitation", language: str = "zh", role: str = "tenant_admin") -> Any:
    return changed("PUT", f"{TEMPLATES}/{kind}/{language}", body, role=role)


def test_every_kind_is_there_in_both_languages() -> None:
    items = ask("GET", TEMPLATES).body["items"]
    assert len({(one["current"]["kind"], one["current"]["language"]) for one in items}) == 18
    assert not any(one["current"]["own"] for one in items)


def test_a_companys_own_words_are_sent_from_now_on() -> None:
    answer = put(OWN)
    assert (answer.status, answer.body["current"]["number"]) == (200, 1)
    invite(opened(), language="zh")
    [letter] = letters()
    assert letter.subject == "来自Acme 科技的邀请"


def test_versions_are_kept_and_the_standard_words_can_come_back() -> None:
    put(OWN)
    put(OWN | {"subject": "第二版"})
    gone = changed("DELETE", f"{TEMPLATES}/invitation/zh", role="tenant_admin")
    assert (gone.body["current"]["own"], gone.body["current"]["number"]) == (False, 3)
    versions = ask("GET", f"{TEMPLATES}/invitation/zh/versions").body["items"]
    assert [(one["number"], one["retired"]) for one in versions] == [(3, True), (2, False), (1, False)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"text": "没有链接，截止{deadline}"}, "{link}"),
        ({"sms": "没有链接，截止{deadline}"}, "{link}"),
        ({"text": "{link} {deadline} {salary}"}, "{salary}"),
        ({"text": "{link} {deadline} {"}, "brace"),
        ({"sms": None}, "sms"),
    ],
)
def test_a_template_that_would_leave_a_candidate_helpless_is_refused(words: dict[str, Any], said: str) -> None:
    answer = put(OWN | words)
    assert (answer.status, answer.body["code"]) == (422, "bad_template")
    assert said in answer.body["detail"]


def test_a_preview_fills_in_samples_and_counts_segments() -> None:
    told = ask("POST", f"{TEMPLATES}/invitation/zh/preview", OWN).body
    assert "王小明" in told["message"]["text"]
    assert told["sms_length"]["alphabet"] == "ucs2"
    assert told["sms_length"]["segments"] >= 2
    assert told["faults"] == []
    broken = ask("POST", f"{TEMPLATES}/invitation/zh/preview", OWN | {"text": "nothing"}).body
    assert broken["faults"]


def test_words_and_names_are_no_markup() -> None:
    put(OWN | {"text": "<b>{name}</b>{deadline}{link}"})
    invite(opened(), name="<i>李</i>雷", language="zh")
    shown = ask("POST", f"{TEMPLATES}/invitation/zh/preview", OWN | {"text": "<b>{name}</b>{deadline}{link}"}).body
    assert "<b>" not in shown["message"]["html"]
    assert "&lt;b&gt;" in shown["message"]["html"]


def test_of_two_who_edit_at_once_one_reads_again_and_recruiters_edit_nothing() -> None:
    path = f"{TEMPLATES}/invitation/zh"
    put(OWN)
    assert ask("PUT", path, OWN, role="tenant_admin", headers={"if-match": '"0"'}).status == 412
    assert ask("PUT", path, OWN, role="tenant_admin").status == 428
    assert put(OWN, role="recruiter").status == 403
    assert ask("GET", f"{TEMPLATES}/invitation/fr").status == 404


def test_the_words_of_a_company_are_its_own() -> None:
    put(OWN)
    assert ask("GET", f"{TEMPLATES}/invitation/zh", tenant="globex").body["current"]["own"] is False
