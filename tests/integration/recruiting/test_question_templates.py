"""Template questions over HTTP: found by what they suit, and taken into the bank."""

from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.recruiting.questions.templates.catalogue import templates
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

TEMPLATES = "/v1/recruiting/question-templates"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    query: dict[str, str] | None = None,
    key: str = "",
) -> Answer:
    headers = {"idempotency-key": key} if key else {}
    return call(handler, api_event(method, path, body, headers=headers, claims=staff_claims("acme", role), query=query))


def test_templates_are_found_by_competency_line_of_work_type_and_seniority() -> None:
    query = {"competency": "negotiation", "industry": "logistics", "type": "situational", "seniority": "senior"}
    found = ask("GET", TEMPLATES, query=query).body["items"]
    assert found
    for one in found:
        told = one["template"]
        assert "negotiation" in told["competencies"]
        assert {"any", "logistics"} & set(told["industries"])
        assert {"any", "senior"} & set(told["seniority"])
        assert "{" not in one["question"]["zh"]


def test_all_templates_are_listed_page_by_page() -> None:
    seen: list[str] = []
    query = {"limit": "100"}
    while True:
        page = ask("GET", TEMPLATES, query=query).body
        seen += [one["template"]["id"] for one in page["items"]]
        if page["next"] is None:
            break
        query = {"limit": "100", "cursor": page["next"]}
    assert seen == [one.id for one in templates()]


def test_a_cursor_of_another_list_is_refused() -> None:
    cursor = ask("GET", TEMPLATES, query={"limit": "1"}).body["next"]
    answer = ask("GET", TEMPLATES, query={"competency": "integrity", "cursor": cursor})
    assert (answer.status, answer.body["code"]) == (422, "bad_cursor")


def test_one_template_is_read_with_what_a_good_answer_shows() -> None:
    assert len(ask("GET", f"{TEMPLATES}/negotiation-02").body["template"]["shows"]) >= 2
    assert ask("GET", f"{TEMPLATES}/negotiation-99").status == 404


def test_templates_come_into_the_bank_as_drafts_with_the_words_that_are_given() -> None:
    found = {"customer": {"zh": "经销商", "en": "dealers"}}
    body = {"template_ids": ["negotiation-02", "integrity-04"], "found": found}
    answer = ask("POST", f"{TEMPLATES}/import", body)
    assert answer.status == 201, answer.body
    first, second = answer.body["items"]
    assert first["question"]["asks"]["text"]["zh"].startswith("经销商开口就要降价")
    assert first["question"]["asks"]["text"]["en"].startswith("One of your dealers opens")
    assert (second["question"]["source"], second["question"]["template_id"]) == ("template", "integrity-04")
    assert {one["question"]["status"] for one in answer.body["items"]} == {"draft"}


def test_a_template_that_the_bank_has_in_the_same_words_is_left_out() -> None:
    ask("POST", f"{TEMPLATES}/import", {"template_ids": ["integrity-04"]})
    again = ask("POST", f"{TEMPLATES}/import", {"template_ids": ["integrity-04", "integrity-05"]})
    assert [one["question"]["template_id"] for one in again.body["items"]] == ["integrity-05"]
    assert again.body["already"] == ["integrity-04"]


def test_the_same_import_again_is_the_same_questions() -> None:
    body = {"template_ids": ["integrity-04", "integrity-05"]}
    first, second = (ask("POST", f"{TEMPLATES}/import", body, key="once") for _ in range(2))
    assert first.body == second.body


def test_an_unknown_template_and_who_may_not_are_refused() -> None:
    assert ask("POST", f"{TEMPLATES}/import", {"template_ids": ["integrity-99"]}).status == 404
    assert ask("POST", f"{TEMPLATES}/import", {"template_ids": ["integrity-04"]}, role="auditor").status == 403
    assert ask("GET", TEMPLATES, role="interviewer").status == 403
