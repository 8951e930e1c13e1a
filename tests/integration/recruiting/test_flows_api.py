"""Flows over HTTP: drawn, checked, published, retired; every edit is a version of its own."""

from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from tests.builders.aws import Deployment
from tests.builders.flows import fact, flow_draft, node
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

FLOWS = "/v1/recruiting/flows"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex"), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    revision: int | None = None,
    tenant: str = "acme",
    key: str | None = None,
    query: dict[str, str] | None = None,
) -> Answer:
    headers = {} if revision is None else {"if-match": f'"{revision}"'}
    headers |= {} if key is None else {"idempotency-key": key}
    return call(handler, api_event(method, path, body, headers=headers, claims=staff_claims(tenant, role), query=query))


def drawn(*nodes: dict[str, Any], **changed: Any) -> str:
    return str(ask("POST", FLOWS, flow_draft(*nodes, **changed)).body["head"]["flow_id"])


def published(*nodes: dict[str, Any]) -> str:
    flow_id = drawn(*nodes)
    assert ask("POST", f"{FLOWS}/{flow_id}/publish", {}, revision=1).status == 200
    return flow_id


WITHOUT_PEOPLE = (node("ai_interview", to="offer"), node("offer"))


def test_a_flow_begins_as_a_draft_with_its_etag() -> None:
    made = ask("POST", FLOWS, flow_draft())
    assert (made.status, made.body["faults"], made.body["head"]["published"]) == (201, [], None)
    read = ask("GET", f"{FLOWS}/{made.body['head']['flow_id']}")
    assert read.body == made.body


def test_the_same_request_draws_one_flow() -> None:
    first, second = (ask("POST", FLOWS, flow_draft(), key="k") for _ in range(2))
    assert first.body["head"]["flow_id"] == second.body["head"]["flow_id"]
    assert len(ask("GET", FLOWS).body["items"]) == 1


def test_a_template_is_a_flow_to_begin_from() -> None:
    listed = ask("GET", f"{FLOWS}/templates").body["items"]
    campus = next(each for each in listed if each["name"] == "campus")
    assert campus["title"]["zh"] == "校园招聘"
    made = ask("POST", FLOWS, campus["draft"])
    assert (made.status, made.body["faults"]) == (201, [])


def test_what_conditions_look_at_is_listed() -> None:
    names = {each["name"] for each in ask("GET", f"{FLOWS}/facts").body["items"]}
    assert {"overall", "competency", "proposal", "valid", "field", "days"} <= names


def test_a_drawing_is_checked_without_being_kept() -> None:
    answer = ask("POST", f"{FLOWS}/validate", flow_draft(*WITHOUT_PEOPLE))
    assert [each["code"] for each in answer.body["faults"]] == ["offer_without_human", "ai_without_human"]
    assert ask("GET", FLOWS).body["items"] == []


@pytest.mark.parametrize("role", ["tenant_admin", "recruiter"])
def test_no_role_publishes_an_offer_without_a_human_interview(role: str) -> None:
    flow_id = drawn(*WITHOUT_PEOPLE, human_after_ai=False)
    refused = ask("POST", f"{FLOWS}/{flow_id}/publish", {}, revision=1, role=role)
    assert (refused.status, refused.body["code"]) == (422, "faulty_flow")
    assert "cannot be removed" in refused.body["detail"]
    assert "最后一个人工面试环节不能删除" in refused.body["detail"]


def test_all_faults_stand_in_the_refusal() -> None:
    test = node("skills_test", to="nowhere", passes=fact("skills_test.score", ">=", 1), when_failed="reject")
    flow_id = drawn(test)
    detail = ask("POST", f"{FLOWS}/{flow_id}/publish", {}, revision=1).body["detail"]
    assert all(f"[{code}]" in detail for code in ("unknown_node", "automatic_rejection", "no_offer"))


def test_an_edit_is_the_next_version_and_the_published_one_stays() -> None:
    flow_id = published()
    edited = ask("PUT", f"{FLOWS}/{flow_id}", flow_draft(title={"zh": "新流程"}), revision=2)
    head = edited.body["head"]
    assert (edited.status, head["newest"], head["published"], head["revision"]) == (200, 2, 1, 3)
    old = ask("GET", f"{FLOWS}/{flow_id}", query={"version": "1"}).body["flow"]
    assert old["draft"]["title"]["zh"] == "流程"
    versions = ask("GET", f"{FLOWS}/{flow_id}/versions").body["items"]
    assert [each["version"] for each in versions] == [2, 1]


def test_two_who_edit_at_once_do_not_overwrite_each_other() -> None:
    flow_id = drawn()
    assert ask("PUT", f"{FLOWS}/{flow_id}", flow_draft(), revision=1).status == 200
    assert ask("PUT", f"{FLOWS}/{flow_id}", flow_draft(), revision=1).status == 412
    assert ask("PUT", f"{FLOWS}/{flow_id}", flow_draft()).status == 428


def test_an_older_version_can_be_published_again() -> None:
    flow_id = published()
    ask("PUT", f"{FLOWS}/{flow_id}", flow_draft(), revision=2)
    ask("POST", f"{FLOWS}/{flow_id}/publish", {}, revision=3)
    back = ask("POST", f"{FLOWS}/{flow_id}/publish", {"version": 1}, revision=4)
    assert (back.body["head"]["published"], back.body["head"]["published_versions"]) == (1, [1, 2])


def test_a_flow_that_was_published_is_retired_and_not_deleted() -> None:
    flow_id = published()
    refused = ask("DELETE", f"{FLOWS}/{flow_id}", revision=2)
    assert (refused.status, refused.body["code"]) == (409, "flow_was_published")
    assert ask("POST", f"{FLOWS}/{flow_id}/retire", revision=2).body["head"]["retired"] is True
    assert ask("POST", f"{FLOWS}/{flow_id}/resume", revision=3).body["head"]["retired"] is False


def test_a_drawing_is_deleted_with_all_its_versions(deployment: Deployment) -> None:
    flow_id = drawn()
    ask("PUT", f"{FLOWS}/{flow_id}", flow_draft(), revision=1)
    told = handler(
        api_event("DELETE", f"{FLOWS}/{flow_id}", headers={"if-match": '"2"'}, claims=staff_claims()), FakeContext()
    )
    assert told["statusCode"] == 204
    assert deployment.rows(f"FLOW#{flow_id}") == []
    assert ask("GET", f"{FLOWS}/{flow_id}").status == 404


def test_a_flow_is_tried_out_with_invented_facts() -> None:
    flow_id = drawn()
    way = ask("POST", f"{FLOWS}/{flow_id}/simulate", {"facts": {"ai_interview.overall": 80}}).body
    assert [step["node"] for step in way["steps"]] == ["ai_interview", "human_interview"]
    assert way["steps"][0]["says"]["zh"] == "满足通过条件，自动进入下一环节"
    refused = ask("POST", f"{FLOWS}/{flow_id}/simulate", {"facts": {"ai_interview.overall": 800}})
    assert refused.status == 422


def test_a_nested_condition_comes_back_as_it_was_written() -> None:
    condition = {"any": [{"not": fact("ai_interview.overall", "<", 60)}, {"all": [fact("ai_interview.days", ">", 3)]}]}
    first = node("ai_interview", to="human_interview", passes=condition, when_passed="advance")
    flow_id = drawn(first, node("human_interview", to="offer"), node("offer"))
    kept = ask("GET", f"{FLOWS}/{flow_id}").body["flow"]["draft"]["nodes"][0]["passes"]
    assert kept["any"][0]["not"]["fact"] == "ai_interview.overall"
    again = ask("PUT", f"{FLOWS}/{flow_id}", ask("GET", f"{FLOWS}/{flow_id}").body["flow"]["draft"], revision=1)
    assert again.status == 200


def test_code_in_a_condition_is_no_condition() -> None:
    evil = node("ai_interview", to="offer", passes={"fact": "__import__('os')", "op": "==", "value": True})
    assert ask("POST", FLOWS, flow_draft(evil)).status == 422


def test_flows_are_listed_page_by_page() -> None:
    ids = {drawn() for _ in range(3)}
    first = ask("GET", FLOWS, query={"limit": "2"}).body
    second = ask("GET", FLOWS, query={"limit": "2", "cursor": first["next"]}).body
    assert {each["flow_id"] for each in first["items"] + second["items"]} == ids
    assert second["next"] is None


def test_another_tenants_flow_is_not_there() -> None:
    assert ask("GET", f"{FLOWS}/{drawn()}", tenant="globex").status == 404


@pytest.mark.parametrize(("role", "status"), [("manager", 403), ("auditor", 403), ("interviewer", 403)])
def test_only_who_runs_recruiting_draws_flows(role: str, status: int) -> None:
    assert ask("POST", FLOWS, flow_draft(), role=role).status == status


def test_managers_and_auditors_read_flows() -> None:
    flow_id = drawn()
    assert [ask("GET", f"{FLOWS}/{flow_id}", role=role).status for role in ("manager", "auditor")] == [200, 200]
