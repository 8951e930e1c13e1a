"""Positions are read, changed, closed and deleted over HTTP."""

from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import TenantId
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order, position_draft

POSITIONS = "/v1/recruiting/positions"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    revision: int | None = None,
    departments: str = "",
    query: dict[str, str] | None = None,
) -> Answer:
    headers = {} if revision is None else {"if-match": f'"{revision}"'}
    claims = staff_claims("acme", role) | {"custom:departments": departments}
    return call(handler, api_event(method, path, body, headers=headers, claims=claims, query=query))


def opened(**changed: Any) -> str:
    return str(ask("POST", POSITIONS, position_draft(**changed)).body["position_id"])


def test_a_position_may_be_opened_before_its_questions_are_chosen() -> None:
    position_id = opened(questions=[], department="Production", location="Suzhou", jd="Runs the shop floor.")
    read = ask("GET", f"{POSITIONS}/{position_id}")
    assert (read.status, read.body["revision"], read.body["jd"]) == (200, 1, "Runs the shop floor.")
    assert read.body["position"]["questions"] == []


def test_nobody_is_invited_before_there_is_something_to_ask() -> None:
    position_id = opened(questions=[])
    answer = ask("POST", f"{POSITIONS}/{position_id}/invitations", {"name": "李雷"})
    assert (answer.status, answer.body["code"]) == (409, "position_without_questions")


def test_a_change_is_the_next_revision() -> None:
    position_id = opened()
    changed = ask("PUT", f"{POSITIONS}/{position_id}", position_draft(cut=75), revision=1)
    assert (changed.status, changed.body["revision"], changed.body["position"]["cut"]) == (200, 2, 75)


def test_no_position_slips_under_a_requisition_whose_heads_it_was_not_counted_in() -> None:
    position_id = opened()
    draft = position_draft(requisition_id="req_1")
    opening, change = ask("POST", POSITIONS, draft), ask("PUT", f"{POSITIONS}/{position_id}", draft, revision=1)
    assert {(answer.status, answer.body["code"]) for answer in (opening, change)} == {(422, "of_requisition")}


def test_who_changes_must_say_what_was_read() -> None:
    position_id = opened()
    answer = ask("PUT", f"{POSITIONS}/{position_id}", position_draft(cut=75))
    assert (answer.status, answer.body["code"]) == (428, "precondition_required")


def test_of_two_who_change_it_at_once_one_is_told_to_read_again() -> None:
    position_id = opened()
    first = ask("PUT", f"{POSITIONS}/{position_id}", position_draft(cut=75), revision=1)
    second = ask("PUT", f"{POSITIONS}/{position_id}", position_draft(cut=50), revision=1)
    assert (first.status, second.status, second.body["code"]) == (200, 412, "precondition_failed")
    assert ask("GET", f"{POSITIONS}/{position_id}").body["position"]["cut"] == 75


def test_a_closed_position_invites_nobody_until_it_is_opened_again() -> None:
    position_id = opened()
    ask("POST", f"{POSITIONS}/{position_id}/close", revision=1)
    refused = ask("POST", f"{POSITIONS}/{position_id}/invitations", {"name": "李雷"})
    ask("POST", f"{POSITIONS}/{position_id}/open", revision=2)
    taken = ask("POST", f"{POSITIONS}/{position_id}/invitations", {"name": "李雷"})
    assert (refused.status, refused.body["code"], taken.status) == (409, "position_closed", 201)


def test_the_public_links_of_a_position_close_with_it() -> None:
    position_id = opened()
    ask("POST", f"{POSITIONS}/{position_id}/application-links", {})
    ask("POST", f"{POSITIONS}/{position_id}/close", revision=1)
    [link] = ask("GET", f"{POSITIONS}/{position_id}/application-links").body["items"]
    assert link["state"] == "revoked"


def test_a_position_without_candidates_can_be_deleted() -> None:
    position_id = opened()
    assert ask("DELETE", f"{POSITIONS}/{position_id}", revision=1).status == 204
    assert ask("GET", f"{POSITIONS}/{position_id}").status == 404


def test_a_position_with_candidates_stays() -> None:
    position_id = opened()
    ask("POST", f"{POSITIONS}/{position_id}/invitations", {"name": "李雷"})
    answer = ask("DELETE", f"{POSITIONS}/{position_id}", revision=1)
    assert (answer.status, answer.body["code"]) == (409, "position_has_candidates")
    assert ask("GET", f"{POSITIONS}/{position_id}").status == 200


def test_positions_are_listed_page_by_page_the_newest_first(deployment: Deployment) -> None:
    made = []
    for number in range(5):
        deployment.clock.instant = deployment.clock.instant.replace(minute=number)
        made.append(opened())
    first = ask("GET", POSITIONS, query={"limit": "3"})
    second = ask("GET", POSITIONS, query={"limit": "3", "cursor": first.body["next"]})
    seen = [item["position"]["position_id"] for page in (first, second) for item in page.body["items"]]
    assert seen == made[::-1]
    assert second.body["next"] is None


def test_a_department_has_its_own_list() -> None:
    ours = opened(department="Production")
    opened(department="Sales")
    listed = ask("GET", POSITIONS, query={"department": "Production"})
    assert [item["position"]["position_id"] for item in listed.body["items"]] == [ours]


def test_a_position_that_moves_to_no_department_leaves_its_list() -> None:
    position_id = opened(department="Production")
    ask("PUT", f"{POSITIONS}/{position_id}", position_draft(), revision=1)
    assert ask("GET", POSITIONS, query={"department": "Production"}).body["items"] == []


def test_a_manager_sees_the_own_departments_positions_only() -> None:
    ours, others = opened(department="Production"), opened(department="Sales")
    departments = "Production|Quality"
    listed = ask("GET", POSITIONS, role="manager", departments=departments)
    assert [item["position"]["position_id"] for item in listed.body["items"]] == [ours]
    assert ask("GET", f"{POSITIONS}/{others}", role="manager", departments=departments).status == 403


def test_every_change_is_in_the_audit_log(deployment: Deployment) -> None:
    position_id = opened()
    ask("PUT", f"{POSITIONS}/{position_id}", position_draft(cut=75), revision=1)
    ask("POST", f"{POSITIONS}/{position_id}/close", revision=2)
    links = [row["link"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    assert sum('"edited"' in link for link in links) == 1
    assert sum('"closed"' in link for link in links) == 1


def test_another_tenants_positions_are_not_listed() -> None:
    opened()
    create_tenant(order(tenant_id=TenantId("globex"), company="Globex"), FakeContext())
    answer = call(handler, api_event("GET", POSITIONS, claims=staff_claims("globex", "recruiter")))
    assert answer.body["items"] == []
