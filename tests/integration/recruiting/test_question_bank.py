"""The question bank over HTTP: written, reviewed by a person, chosen for a position, retired."""

from dataclasses import replace
from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.recruiting.routes.question_desk import question_bank
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import BankQuestionId, TenantId
from shared.platform.identity import Caller
from shared.platform.writes import Update
from tests.builders.aws import TABLE, Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.questions import question_draft
from tests.builders.recruiting import order, position_draft

QUESTIONS = "/v1/recruiting/questions"
POSITIONS = "/v1/recruiting/positions"
OTHER = {"zh": "同事请您替他打卡，您怎么回答？", "en": "A colleague asks you to clock in for them. What do you answer?"}


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id=TenantId("globex"), company="Globex"), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    tenant: str = "acme",
    revision: int | None = None,
    query: dict[str, str] | None = None,
    key: str | None = None,
) -> Answer:
    headers = {} if revision is None else {"if-match": f'"{revision}"'}
    headers |= {} if key is None else {"idempotency-key": key}
    claims = staff_claims(tenant, role)
    return call(handler, api_event(method, path, body, headers=headers, claims=claims, query=query))


def written(**changed: Any) -> str:
    answer = ask("POST", QUESTIONS, question_draft(**changed))
    assert answer.status == 201, answer.body
    return str(answer.body["question"]["question_id"])


def reviewed(**changed: Any) -> str:
    question_id = written(**changed)
    assert ask("POST", f"{QUESTIONS}/{question_id}/review", {}, revision=1).status == 200
    return question_id


def position(*competencies: str) -> str:
    names = [{"name": name} for name in competencies or ("execution", "communication")]
    answer = ask("POST", POSITIONS, position_draft(questions=[], competencies=names))
    return str(answer.body["position_id"])


def invited_to(deployment: Deployment, question_id: str, times: int) -> None:
    """As many invitations as ``times`` put the question before candidates."""
    bank = question_bank(Caller(tenant_id=TenantId("acme"), user_id="user-1", groups=frozenset({"recruiter"})))
    writes = bank.exposure_writes([BankQuestionId(question_id)])
    assert [write.add for write in writes if isinstance(write, Update)] == [{"exposure": 1}]
    counted = [replace(write, add={"exposure": times}) for write in writes if isinstance(write, Update)]
    deployment.platform.table(TenantId("acme")).transact(counted)


def test_a_question_of_ones_own_is_a_draft_with_the_anchors_it_will_be_rated_by() -> None:
    answer = ask("POST", QUESTIONS, question_draft())
    assert (answer.status, answer.headers["etag"]) == (201, '"1"')
    assert (answer.body["question"]["status"], answer.body["question"]["source"]) == ("draft", "own")
    assert [one["competency"] for one in answer.body["rubrics"]] == ["execution", "communication"]
    assert len(answer.body["rubrics"][0]["zh"]["anchors"]) == len(answer.body["rubrics"][0]["en"]["anchors"]) == 5


def test_the_same_request_makes_one_question() -> None:
    first, second = (ask("POST", QUESTIONS, question_draft(), key="once") for _ in range(2))
    assert first.body["question"] == second.body["question"]
    assert ask("POST", QUESTIONS, question_draft(text=OTHER), key="once").body["code"] == "idempotency_key_reused"


def test_a_question_that_the_bank_has_is_not_entered_twice() -> None:
    question_id = written()
    again = ask("POST", QUESTIONS, question_draft())
    assert (again.status, again.body["code"]) == (409, "question_already_there")
    assert question_id in again.body["detail"]


def test_a_person_accepts_a_question_by_name_and_may_edit_it_in_doing_so(deployment: Deployment) -> None:
    question_id = written()
    edits = question_draft(text=OTHER, competencies=["integrity"])
    answer = ask("POST", f"{QUESTIONS}/{question_id}/review", {"edits": edits}, revision=1)
    told = answer.body["question"]
    assert (told["status"], told["reviewed_by"], told["revision"]) == ("reviewed", "user-1", 2)
    assert told["asks"]["text"] == OTHER
    assert ask("GET", QUESTIONS, query={"competency": "execution"}).body["items"] == []
    assert len(ask("GET", QUESTIONS, query={"competency": "integrity"}).body["items"]) == 1
    assert any('"reviewed"' in row["link"] for row in deployment.rows("#AUDIT#", "ENTRY#"))


def test_an_edit_after_the_review_needs_a_review_anew() -> None:
    question_id = reviewed()
    answer = ask("PUT", f"{QUESTIONS}/{question_id}", question_draft(text=OTHER), revision=2)
    assert (answer.body["question"]["status"], answer.body["question"]["reviewed_by"]) == ("draft", None)


def test_of_two_who_edit_at_once_one_is_told_to_read_again() -> None:
    question_id = written()
    assert ask("PUT", f"{QUESTIONS}/{question_id}", question_draft(text=OTHER), revision=1).status == 200
    assert ask("PUT", f"{QUESTIONS}/{question_id}", question_draft(), revision=1).status == 412
    assert ask("PUT", f"{QUESTIONS}/{question_id}", question_draft()).status == 428


def test_a_question_on_marriage_is_accepted_with_a_reason_alone() -> None:
    question_id = written(text={"zh": "您结婚了吗？打算什么时候要孩子？"})
    refused = ask("POST", f"{QUESTIONS}/{question_id}/review", {}, revision=1)
    assert (refused.status, refused.body["code"]) == (409, "review_needs_reason")
    assert "婚育" in refused.body["detail"]
    note = {"note": "培训演示用题，不会发给任何候选人。"}
    assert ask("POST", f"{QUESTIONS}/{question_id}/review", note, revision=1).status == 200


def test_a_competency_without_a_rubric_and_an_answer_too_long_are_refused() -> None:
    assert ask("POST", QUESTIONS, question_draft(competencies=["juggling"])).status == 422
    assert ask("POST", QUESTIONS, question_draft(answer_seconds=3600)).status == 422


def test_the_bank_is_listed_page_by_page_by_status_and_competency(deployment: Deployment) -> None:
    ids = []
    for number in range(5):
        deployment.clock.instant = deployment.clock.instant.replace(minute=number)
        text = {"zh": f"{'甲乙丙丁戊'[number] * 12}，您会怎么做？"}
        ids.append(written(text=text, competencies=["execution"] if number % 2 else ["teamwork", "execution"]))
    ask("POST", f"{QUESTIONS}/{ids[0]}/review", {}, revision=1)
    first = ask("GET", QUESTIONS, query={"limit": "3"})
    second = ask("GET", QUESTIONS, query={"limit": "3", "cursor": first.body["next"]})
    listed = [one["question"]["question_id"] for page in (first, second) for one in page.body["items"]]
    assert listed == ids[::-1]
    by = {"status": "draft", "competency": "teamwork"}
    assert [one["question"]["question_id"] for one in ask("GET", QUESTIONS, query=by).body["items"]] == [ids[4], ids[2]]
    assert len(ask("GET", QUESTIONS, query={"status": "reviewed"}).body["items"]) == 1
    assert len(ask("GET", QUESTIONS, query={"competency": "execution"}).body["items"]) == 5


def test_a_page_of_the_bank_is_one_query_and_one_read_behind_the_gate(deployment: Deployment) -> None:
    for number in range(3):
        written(text={"zh": f"{'甲乙丙'[number] * 12}，您会怎么做？"})
    calls: list[str] = []
    client = deployment.platform.wiring.tenants.of(TenantId("acme")).get("dynamodb")
    client.meta.events.register("before-call.dynamodb.*", lambda model, **_: calls.append(model.name))
    ask("GET", QUESTIONS, query={"status": "draft"})
    assert calls[-2:] == ["Query", "BatchGetItem"]
    assert len(calls) <= 3


def test_only_what_people_reviewed_is_asked_by_a_position() -> None:
    draft, kept = written(), reviewed(text=OTHER, competencies=["execution", "communication"])
    position_id = position()
    refused = ask("PUT", f"{POSITIONS}/{position_id}/questions", {"question_ids": [draft, kept]}, revision=1)
    assert (refused.status, refused.body["code"]) == (409, "question_not_reviewed")
    assert draft in refused.body["detail"]
    assert kept not in refused.body["detail"]
    answer = ask("PUT", f"{POSITIONS}/{position_id}/questions", {"question_ids": [kept]}, revision=1)
    assert answer.status == 200, answer.body
    [question] = answer.body["position"]["questions"]
    assert (question["bank_id"], question["text"]["zh"]) == (kept, OTHER["zh"])
    assert answer.headers["etag"] == '"2"'


def test_a_retired_question_cannot_be_chosen_until_it_is_reviewed_anew() -> None:
    question_id, position_id = reviewed(), position()
    body = {"question_ids": [question_id]}
    assert ask("POST", f"{QUESTIONS}/{question_id}/retire", revision=2).body["question"]["status"] == "retired"
    refused = ask("PUT", f"{POSITIONS}/{position_id}/questions", body, revision=1)
    assert (refused.status, refused.body["code"]) == (409, "question_retired")
    assert ask("POST", f"{QUESTIONS}/{question_id}/restore", revision=3).body["question"]["status"] == "draft"
    ask("POST", f"{QUESTIONS}/{question_id}/review", {}, revision=4)
    assert ask("PUT", f"{POSITIONS}/{position_id}/questions", body, revision=1).status == 200


def test_a_question_that_is_not_there_and_a_stale_position_are_said_in_words() -> None:
    question_id, position_id = reviewed(), position()
    unknown = ask("PUT", f"{POSITIONS}/{position_id}/questions", {"question_ids": ["qst_none"]}, revision=1)
    assert (unknown.status, "qst_none" in unknown.body["detail"]) == (404, True)
    path = f"{POSITIONS}/{position_id}/questions"
    assert ask("PUT", path, {"question_ids": [question_id]}, revision=9).status == 412
    assert ask("PUT", path, {"question_ids": []}, revision=1).status == 422


def test_questions_that_leave_a_competency_of_the_position_unasked_are_refused_in_words() -> None:
    question_id = reviewed(competencies=["execution"])
    position_id = position("execution", "integrity")
    answer = ask("PUT", f"{POSITIONS}/{position_id}/questions", {"question_ids": [question_id]}, revision=1)
    assert (answer.status, "integrity" in answer.body["detail"]) == (422, True)


def test_over_exposed_questions_of_a_position_are_named(deployment: Deployment) -> None:
    often, seldom = reviewed(), reviewed(text=OTHER)
    position_id = position()
    ask("PUT", f"{POSITIONS}/{position_id}/questions", {"question_ids": [often, seldom]}, revision=1)
    invited_to(deployment, often, 450)
    invited_to(deployment, seldom, 3)
    told = ask("GET", f"{POSITIONS}/{position_id}/questions").body
    assert told["over_exposed"] == [often]
    assert [(one["exposure"], one["exposed"]) for one in told["items"]] == [(450, "over"), (3, "fresh")]
    assert told["items"][0]["over_exposed_from"] == 450


def test_counting_exposure_changes_no_revision_and_a_question_that_is_gone_does_no_harm(
    deployment: Deployment,
) -> None:
    question_id = written()
    invited_to(deployment, question_id, 1)
    invited_to(deployment, "qst_gone", 1)
    assert ask("GET", f"{QUESTIONS}/{question_id}").headers["etag"] == '"1"'
    assert ask("GET", f"{QUESTIONS}/qst_gone").status == 404


def test_a_draft_can_be_deleted_but_not_what_candidates_were_asked(deployment: Deployment) -> None:
    gone, asked = written(), written(text=OTHER)
    assert ask("DELETE", f"{QUESTIONS}/{gone}", revision=1).status == 204
    assert ask("GET", f"{QUESTIONS}/{gone}").status == 404
    assert deployment.rows(f"QUESTION#{gone}") == []
    invited_to(deployment, asked, 1)
    assert ask("DELETE", f"{QUESTIONS}/{asked}", revision=1).body["code"] == "question_was_asked"
    assert ask("DELETE", f"{QUESTIONS}/{reviewed(text={'zh': '您如何安排一天的工作？'})}", revision=2).status == 409


def test_who_may_read_may_not_write_and_other_tenants_find_nothing() -> None:
    question_id = written()
    assert ask("GET", f"{QUESTIONS}/{question_id}", role="auditor").status == 200
    assert ask("GET", QUESTIONS, role="interviewer").status == 403
    assert ask("POST", QUESTIONS, question_draft(), role="manager").status == 403
    assert ask("POST", f"{QUESTIONS}/{question_id}/review", {}, revision=1, role="auditor").status == 403
    assert ask("GET", f"{QUESTIONS}/{question_id}", tenant="globex").status == 404
    assert ask("GET", QUESTIONS, tenant="globex").body["items"] == []


def test_nothing_of_the_bank_goes_by_itself_that_a_person_wrote(deployment: Deployment) -> None:
    written()
    items = deployment.client("dynamodb").scan(TableName=TABLE)["Items"]
    assert not any("expires_at" in item for item in items if "#QUESTION#" in item["PK"]["S"])
