"""Candidates over HTTP: sealed rows, found by digests, every read in the audit log."""

import json

import pytest

from tests.builders.aws import BUCKET, Deployment
from tests.builders.candidates import CANDIDATES, added, ask, audited, desk, known_tenants, person
from tests.builders.faults import throttled

PDF = b"%PDF-1.7 a resume"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def names(query: dict[str, str]) -> list[str]:
    return [item["name"] for item in ask("GET", CANDIDATES, query=query).body["items"]]


def test_a_candidate_is_kept_in_one_spelling_with_an_etag() -> None:
    answer = ask("POST", CANDIDATES, person())
    assert answer.status == 201
    profile = answer.body["profile"]
    assert profile["phones"] == ["+8613800138000"]
    assert profile["emails"] == ["Xiaoming.Wang@example.com"]
    assert answer.headers["etag"] == '"1"'


def test_no_row_holds_a_word_of_the_person(deployment: Deployment) -> None:
    candidate = added()
    ask("POST", f"{CANDIDATES}/{candidate}/notes", {"text": "谈薪时有顾虑"})
    everything = json.dumps(deployment.rows(), ensure_ascii=False)
    for word in ("王小明", "8613800138000", "xiaoming", "1992-03-04", "华信", "浙江大学", "内推", "顾虑", "wang"):
        assert word.casefold() not in everything.casefold(), word


def test_every_fault_of_a_draft_is_named_by_its_field() -> None:
    answer = ask("POST", CANDIDATES, person(phones=["12345"], emails=["no at"], birth_date="2025-01-01"))
    assert (answer.status, answer.body["code"]) == (422, "bad_candidate")
    for field in ("phones", "emails", "birth_date"):
        assert field in answer.body["detail"]


def test_the_same_request_adds_one_person(deployment: Deployment) -> None:
    first, second = (ask("POST", CANDIDATES, person(), headers={"idempotency-key": "k"}) for _ in range(2))
    assert first.body["candidate_id"] == second.body["candidate_id"]
    assert len(deployment.rows("#CANDIDATE#cnd_", "CANDIDATE")) == 1


def test_a_throttled_table_is_503_and_nobody_is_half_added(deployment: Deployment) -> None:
    ask("POST", CANDIDATES, person())
    before = deployment.rows()
    with throttled("TransactWriteItems"):
        assert ask("POST", CANDIDATES, person(phones=["13900139000"])).status == 503
    assert deployment.rows() == before


def test_a_change_names_the_revision_it_was_made_from() -> None:
    path = f"{CANDIDATES}/{added()}"
    changed = person(title="架构师")
    assert ask("PUT", path, changed).status == 428
    assert ask("PUT", path, changed, headers={"if-match": '"9"'}).status == 412
    answer = ask("PUT", path, changed, headers={"if-match": '"1"'})
    assert (answer.status, answer.headers["etag"], answer.body["profile"]["title"]) == (200, '"2"', "架构师")
    assert ask("PUT", path, person(), headers={"if-match": '"1"'}).status == 412


def test_the_newest_come_first_page_by_page() -> None:
    ids = [added(phones=[f"1380013800{n}"], emails=[]) for n in range(5)]
    first = ask("GET", CANDIDATES, query={"limit": "3"}).body
    second = ask("GET", CANDIDATES, query={"limit": "3", "cursor": first["next"]}).body
    assert [item["candidate_id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        {"name": "王"},
        {"name": "王小"},
        {"name": "小明"},
        {"name": "wangxiao"},
        {"name": "Wang Xiaom"},
        {"name": "wxm"},
        {"name": "xiaoming"},
        {"phone": "+86 138 0013 8000"},
        {"phone": "13800138000"},
        {"email": "XIAOMING.WANG@EXAMPLE.COM"},
        {"tag": "内推"},
        {"source": "referral"},
    ],
)
def test_a_person_is_found_by_what_is_known(query: dict[str, str]) -> None:
    added()
    added(name={"full": "李雷"}, phones=["13900139000"], emails=["li@example.com"], tags=[], source="agency")
    assert names(query) == ["王小明"]


def test_a_traditional_spelling_and_a_latin_order_find_the_same_people() -> None:
    added(name={"full": "張偉"}, phones=[], emails=[])
    added(name={"family": "García", "given": "José"}, phones=[], emails=[])
    assert names({"name": "张伟"}) == ["張偉"]
    assert names({"name": "garcia jo"}) == names({"name": "jose"}) == ["José García"]


def test_who_lost_a_tag_is_not_found_by_it_any_more() -> None:
    path = f"{CANDIDATES}/{added()}"
    ask("PUT", path, person(tags=["校招"]), headers={"if-match": '"1"'})
    assert names({"tag": "内推"}) == []
    assert names({"tag": "校招"}) == ["王小明"]


def test_a_list_is_narrowed_by_one_thing_at_a_time() -> None:
    assert ask("GET", CANDIDATES, query={"tag": "a", "name": "b"}).status == 422
    assert ask("GET", CANDIDATES, query={"phone": "1"}).status == 422


def test_each_read_is_in_the_audit_log_and_a_page_names_whom_it_showed(deployment: Deployment) -> None:
    candidate = added()
    ask("GET", f"{CANDIDATES}/{candidate}")
    ask("GET", CANDIDATES)
    read = audited(deployment, "read_candidate")
    assert {entry["subject"] for entry in read} == {candidate, "candidates"}
    assert next(entry for entry in read if entry["subject"] == "candidates")["detail"]["candidates"] == candidate


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("interviewer", 403), ("payroll", 403)])
def test_who_may_read_candidates(role: str, status: int) -> None:
    path = f"{CANDIDATES}/{added()}"
    assert ask("GET", path, role=role).status == status
    assert ask("GET", CANDIDATES, role=role).status == status


def test_an_auditor_adds_nobody() -> None:
    assert ask("POST", CANDIDATES, person(), role="auditor").status == 403


def test_another_tenant_finds_nobody() -> None:
    candidate = added()
    assert ask("GET", f"{CANDIDATES}/{candidate}", tenant="globex").status == 404
    assert ask("GET", CANDIDATES, tenant="globex").body["items"] == []


def test_who_was_erased_is_gone_in_words_and_missing_from_lists(deployment: Deployment) -> None:
    gone, stays = added(), added(name={"full": "李雷"}, phones=[], emails=[])
    deployment.platform.sealer(desk(deployment).who.tenant_id).forget(gone)
    answer = ask("GET", f"{CANDIDATES}/{gone}")
    assert (answer.status, answer.body["code"]) == (410, "shredded")
    assert [item["candidate_id"] for item in ask("GET", CANDIDATES).body["items"]] == [stays]


def test_notes_are_read_newest_first(deployment: Deployment) -> None:
    path = f"{CANDIDATES}/{added()}/notes"
    assert ask("POST", path, {"text": "第一次沟通"}).status == 201
    ask("POST", path, {"text": "第二次沟通"})
    assert [note["text"] for note in ask("GET", path).body["items"]] == ["第二次沟通", "第一次沟通"]


def test_the_timeline_tells_what_happened_in_ids_alone() -> None:
    candidate = added()
    ask("POST", f"{CANDIDATES}/{candidate}/notes", {"text": "已沟通"})
    ask("PUT", f"{CANDIDATES}/{candidate}", person(title="总监"), headers={"if-match": '"1"'})
    lines = ask("GET", f"{CANDIDATES}/{candidate}/timeline").body["items"]
    assert {line["kind"] for line in lines} == {"added", "note", "profile_changed"}
    assert next(line for line in lines if line["kind"] == "profile_changed")["detail"] == {"fields": "title"}
    assert "已沟通" not in json.dumps(lines, ensure_ascii=False)


def uploaded(deployment: Deployment, candidate: str, body: bytes = PDF, **changed: object) -> str:
    path = f"{CANDIDATES}/{candidate}/resumes"
    draft = {"filename": "简历.pdf", "content_type": "application/pdf", "size_bytes": len(body), **changed}
    begun = ask("POST", path, draft).body
    key = begun["url"].split("?")[0].split("amazonaws.com/")[1]
    deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=body, ContentType="application/pdf")
    return str(begun["resume_id"])


def test_several_resumes_are_kept_the_newest_first(deployment: Deployment) -> None:
    candidate = added()
    path = f"{CANDIDATES}/{candidate}/resumes"
    both = [uploaded(deployment, candidate) for _ in range(2)]
    assert ask("GET", path).body["items"] == []
    for resume in both:
        assert ask("POST", f"{path}/{resume}/complete").status == 200
    assert [item["resume_id"] for item in ask("GET", path).body["items"]] == both[::-1]
    assert all(key.startswith(f"resumes/acme/{candidate}/") for key in deployment.objects("resumes/"))


def test_reading_a_resume_is_audited(deployment: Deployment) -> None:
    candidate = added()
    resume = uploaded(deployment, candidate)
    ask("POST", f"{CANDIDATES}/{candidate}/resumes/{resume}/complete")
    answer = ask("GET", f"{CANDIDATES}/{candidate}/resumes/{resume}/address")
    assert answer.body["url"].startswith("https://")
    assert any(entry["detail"].get("resume") == resume for entry in audited(deployment, "read_candidate"))


def test_files_that_are_too_large_of_another_kind_or_not_there_are_refused(deployment: Deployment) -> None:
    candidate = added()
    path = f"{CANDIDATES}/{candidate}/resumes"
    draft = {"filename": "cv.pdf", "content_type": "application/pdf", "size_bytes": 20_000_000}
    assert ask("POST", path, draft).status == 413
    assert ask("POST", path, {**draft, "size_bytes": 9, "content_type": "application/x-msdownload"}).status == 415
    begun = ask("POST", path, {**draft, "size_bytes": 9}).body
    assert ask("POST", f"{path}/{begun['resume_id']}/complete").status == 409
    lying = uploaded(deployment, candidate, b"MZ executable")
    assert ask("POST", f"{path}/{lying}/complete").status == 415
