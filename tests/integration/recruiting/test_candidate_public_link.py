"""Anybody who has a public link applies by it, and learns nothing of anybody else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.recruiting.public_api import handler as public
from functions.recruiting.receive_application import handler as receive
from functions.tenancy.manage_tenant import handler as manage_tenant
from tests.builders.aws import BUCKET, Deployment
from tests.builders.candidates import CANDIDATES, added, ask, audited, known_tenants
from tests.builders.http import Answer, api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import position_draft

PAGE = "/v1/public/application-links"
PDF = b"%PDF-1.7 a resume"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def opened(**draft: Any) -> tuple[str, str, str]:
    """A position, its link's id, and the token."""
    position = ask("POST", "/v1/recruiting/positions", position_draft(jd="负责后端服务")).body["position_id"]
    made = ask("POST", f"/v1/recruiting/positions/{position}/application-links", draft)
    assert made.status == 201, made.body
    return position, made.body["link_id"], made.body["token"]


def anybody(method: str, path: str, body: Any = None, *, address: str = "192.0.2.1", key: str | None = None) -> Answer:
    event = api_event(method, path, body, headers={"idempotency-key": key} if key else None)
    event["requestContext"]["http"]["sourceIp"] = address
    return call(public, event)


def form(deployment: Deployment, token: str, **changed: Any) -> dict[str, Any]:
    """An application that somebody took half a minute to write."""
    page = anybody("GET", f"{PAGE}/{token}").body
    deployment.clock.instant += timedelta(seconds=30)
    return {
        "form": page["form"],
        "name": {"full": "王小明"},
        "phone": "138 0013 8000",
        "email": "xm@example.com",
        "birth_date": "1992-03-04",
        "consents": {"version": page["page"]["consents"]["version"], "privacy": True, "talent_pool": True},
        **changed,
    }


def sent(token: str, body: dict[str, Any], **more: Any) -> Answer:
    return anybody("POST", f"{PAGE}/{token}/applications", body, **more)


def taken_in(deployment: Deployment) -> list[bool]:
    """Hand every submitted application to the worker."""
    told = [json.loads(row["detail"]) for row in deployment.rows("#INTAKE#", "EVENT#")]
    return [receive({"detail": detail}, FakeContext())["new"] for detail in told]


def test_the_page_shows_the_position_and_what_one_agrees_to() -> None:
    _position, _link, token = opened()
    answer = anybody("GET", f"{PAGE}/{token}")
    assert answer.status == 200
    page = answer.body["page"]
    assert (page["company"], page["title"]["zh"], page["jd"]) == ("Acme 科技", "后端工程师", "负责后端服务")
    assert "Acme 科技" in page["consents"]["privacy"]["zh"]
    assert "questions" not in json.dumps(page)


def test_an_application_becomes_a_candidate_who_applied(deployment: Deployment) -> None:
    position, _link, token = opened()
    answer = sent(token, form(deployment, token))
    assert (answer.status, answer.body["received"]) == (202, True)
    assert ask("GET", CANDIDATES).body["items"] == []
    assert taken_in(deployment) == [True]
    [found] = ask("GET", CANDIDATES, query={"position_id": position}).body["items"]
    assert (found["name"], found["profile"]["source"]) == ("王小明", "public_form")
    assert found["profile"]["talent_pool"]["text_version"] == "cn-2026-1"
    lines = ask("GET", f"{CANDIDATES}/{found['candidate_id']}/timeline").body["items"]
    assert lines[0]["detail"]["consents"] == "cn-2026-1"
    assert len(audited(deployment, "apply")) == 1


def test_an_event_that_comes_again_enters_nobody_twice(deployment: Deployment) -> None:
    _position, _link, token = opened()
    sent(token, form(deployment, token))
    assert taken_in(deployment) + taken_in(deployment) == [True, False]


def test_until_it_is_taken_in_an_application_lies_sealed(deployment: Deployment) -> None:
    _position, _link, token = opened()
    sent(token, form(deployment, token))
    everything = json.dumps(deployment.rows(), ensure_ascii=False)
    assert not any(word in everything for word in ("王小明", "13800138000", "xm@example.com", "192.0.2.1"))
    assert token.rpartition(".")[2] not in everything


def test_the_same_request_again_is_kept_once(deployment: Deployment) -> None:
    _position, link, token = opened()
    body = form(deployment, token)
    first, second = (sent(token, body, key="one") for _ in range(2))
    assert first.body == second.body
    assert len(deployment.rows("#INTAKE#", "INTAKE")) == 1
    assert link


def test_whoever_is_known_gets_the_same_answer_and_is_only_suspected(deployment: Deployment) -> None:
    known = added()
    before = ask("GET", f"{CANDIDATES}/{known}").body
    _position, _link, token = opened()
    stranger = {"name": {"full": "李雷"}, "phone": "13900139000", "email": "li@example.org", "birth_date": None}
    answers = [
        sent(token, form(deployment, token)),
        sent(token, form(deployment, token, **stranger)),
    ]
    assert {answer.status for answer in answers} == {202}
    assert {tuple(sorted(answer.body)) for answer in answers} == {("received", "reference")}
    taken_in(deployment)
    [pair] = ask("GET", "/v1/recruiting/duplicates").body["items"]
    assert known in pair["candidate_ids"]
    assert ask("GET", f"{CANDIDATES}/{known}").body == before


def uploaded(deployment: Deployment, token: str, body: bytes = PDF) -> dict[str, Any]:
    draft = {"filename": "简历.pdf", "content_type": "application/pdf", "size_bytes": len(body)}
    begun = anybody("POST", f"{PAGE}/{token}/resumes", draft)
    assert begun.status == 201
    key = begun.body["url"].split("?")[0].split("amazonaws.com/")[1]
    assert key.startswith("imports/acme/public/")
    deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=body)
    return {**draft, "resume_id": begun.body["resume_id"]}


def test_a_resume_comes_with_the_application(deployment: Deployment) -> None:
    _position, _link, token = opened()
    sent(token, form(deployment, token, resume=uploaded(deployment, token)))
    taken_in(deployment)
    [found] = ask("GET", CANDIDATES).body["items"]
    [resume] = ask("GET", f"{CANDIDATES}/{found['candidate_id']}/resumes").body["items"]
    assert resume["filename"] == "简历.pdf"
    assert deployment.objects(f"resumes/acme/{found['candidate_id']}/")


@pytest.mark.parametrize(("body", "why"), [(b"MZ program", "unsupported_file_type"), (None, "not_uploaded")])
def test_a_file_that_is_not_what_it_says_is_left_out_and_the_application_stays(
    deployment: Deployment, body: bytes | None, why: str
) -> None:
    _position, _link, token = opened()
    resume = uploaded(deployment, token, body or PDF)
    if body is None:
        [key] = deployment.objects("imports/")
        deployment.client("s3").delete_object(Bucket=BUCKET, Key=key)
    sent(token, form(deployment, token, resume=resume))
    assert taken_in(deployment) == [True]
    [found] = ask("GET", CANDIDATES).body["items"]
    [line] = ask("GET", f"{CANDIDATES}/{found['candidate_id']}/timeline").body["items"]
    assert line["detail"]["resume"] == why


def test_files_that_are_not_taken_are_refused_at_once() -> None:
    _position, _link, token = opened()
    draft = {"filename": "a.pdf", "content_type": "application/pdf", "size_bytes": 99_000_000}
    assert anybody("POST", f"{PAGE}/{token}/resumes", draft).status == 413
    draft |= {"size_bytes": 5, "content_type": "text/html"}
    assert anybody("POST", f"{PAGE}/{token}/resumes", draft).status == 415


def test_what_is_missing_or_wrong_is_said_in_both_languages(deployment: Deployment) -> None:
    _position, _link, token = opened()
    body = form(deployment, token)
    refused = sent(token, body | {"consents": {**body["consents"], "privacy": False}})
    assert (refused.status, refused.body["code"]) == (422, "consent_required")
    assert sent(token, body | {"phone": None, "email": None}).status == 422
    wrong = sent(token, body | {"phone": "123"})
    assert wrong.body["code"] == "bad_candidate"
    assert "号码不存在" in wrong.body["detail"]
    assert sent(token, body | {"consents": {**body["consents"], "version": "old"}}).status == 409
    assert deployment.rows("#INTAKE#") == []


def test_a_program_that_fills_in_the_hidden_field_learns_nothing_and_is_not_kept(deployment: Deployment) -> None:
    _position, _link, token = opened()
    answer = sent(token, form(deployment, token, website="http://spam.example"))
    assert answer.status == 202
    assert deployment.rows("#INTAKE#") == []


def test_a_form_that_comes_back_at_once_or_after_days_or_from_elsewhere_is_refused(deployment: Deployment) -> None:
    _position, _link, token = opened()
    _other_position, _other_link, other = opened()
    body = form(deployment, token)
    at_once = anybody("GET", f"{PAGE}/{token}").body["form"]
    assert sent(token, body | {"form": at_once}).body["code"] == "form_too_quick"
    assert sent(other, body).body["code"] == "form_expired"
    assert sent(token, body | {"form": "1.x"}).body["code"] == "form_expired"
    deployment.clock.instant += timedelta(days=2)
    assert sent(token, body).status == 410


def test_one_address_cannot_apply_without_end(deployment: Deployment) -> None:
    _position, _link, token = opened()
    body = form(deployment, token)
    statuses = [sent(token, body).status for _ in range(11)]
    assert (statuses[:10], statuses[10]) == ([202] * 10, 429)
    assert sent(token, body, address="198.51.100.7").status == 202
    deployment.clock.instant += timedelta(hours=1)
    assert sent(token, body).status == 202


@pytest.mark.parametrize("spoilt", ["x", "acme.apl_1.y", "acme.apl_01M82MQE5AF715M2QPFB8B5BV7.secret"])
def test_a_link_that_was_never_made_says_no_more_than_that(spoilt: str) -> None:
    answer = anybody("GET", f"{PAGE}/{spoilt.ljust(12, '0')}")
    assert answer.status == 404
    assert "链接无效" in answer.body["detail"]


def test_a_link_with_another_secret_or_of_another_tenant_opens_nothing() -> None:
    _position, _link, token = opened()
    tenant, link, secret = token.split(".")
    assert anybody("GET", f"{PAGE}/{tenant}.{link}.{secret[::-1]}").status == 404
    assert anybody("GET", f"{PAGE}/globex.{link}.{secret}").status == 404


def test_a_link_that_expired_was_revoked_or_is_full_is_closed(deployment: Deployment) -> None:
    _position, _link, full = opened(most_applications=1)
    body = form(deployment, full)
    assert sent(full, body).status == 202
    assert sent(full, body).status == 410
    position, link, revoked = opened()
    assert ask("POST", f"/v1/recruiting/application-links/{link}/revoke").body["state"] == "revoked"
    assert ask("POST", f"/v1/recruiting/application-links/{link}/revoke").status == 200
    assert anybody("GET", f"{PAGE}/{revoked}").body["code"] == "link_closed"
    _position, _link, old = opened(days=1)
    deployment.clock.instant += timedelta(days=1)
    assert anybody("GET", f"{PAGE}/{old}").status == 410
    [listed] = ask("GET", f"/v1/recruiting/positions/{position}/application-links").body["items"]
    assert (listed["state"], listed["token"]) == ("revoked", None)


def test_who_applied_before_the_position_closed_is_kept_without_an_application(deployment: Deployment) -> None:
    position, _link, token = opened()
    sent(token, form(deployment, token))
    tag = ask("GET", f"/v1/recruiting/positions/{position}").headers["etag"]
    assert ask("POST", f"/v1/recruiting/positions/{position}/close", headers={"if-match": tag}).status == 200
    assert taken_in(deployment) == [True]
    [found] = ask("GET", CANDIDATES).body["items"]
    [line] = ask("GET", f"{CANDIDATES}/{found['candidate_id']}/timeline").body["items"]
    assert line["detail"]["applied"] is False
    assert ask("POST", f"/v1/recruiting/positions/{position}/application-links", {}).status == 409


def test_only_who_manages_positions_makes_links() -> None:
    position, _link, _token = opened()
    path = f"/v1/recruiting/positions/{position}/application-links"
    assert ask("POST", path, {}, role="auditor").status == 403
    assert ask("GET", path, role="auditor").status == 200


def test_nobody_applies_to_a_company_that_is_suspended(deployment: Deployment) -> None:
    _position, _link, token = opened()
    suspended = {"operation": "suspend", "tenant_id": "acme", "by": "operator", "reason": "unpaid"}
    manage_tenant(suspended, FakeContext())
    assert anybody("GET", f"{PAGE}/{token}").status == 403
