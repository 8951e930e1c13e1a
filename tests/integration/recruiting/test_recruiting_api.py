"""A recruiter opens a position and invites candidates, over HTTP."""

import hashlib
import json
from typing import Any

import pytest

from functions.assessment.api import handler as assessment
from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import TenantId
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation, invitation_key
from tests.builders.aws import Deployment
from tests.builders.faults import throttled
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order, position_draft

POSITIONS = "/v1/recruiting/positions"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())


def post(path: str, body: Any, *, tenant: str = "acme", role: str = "recruiter", key: str | None = None) -> Answer:
    headers = {"idempotency-key": key} if key else {}
    return call(handler, api_event("POST", path, body, headers=headers, claims=staff_claims(tenant, role)))


def opened(**changed: Any) -> str:
    return str(post(POSITIONS, position_draft(**changed)).body["position_id"])


def invitations(position_id: str) -> str:
    return f"{POSITIONS}/{position_id}/invitations"


def test_a_position_numbers_its_questions_and_takes_the_vocabulary_as_hotwords() -> None:
    answer = post(POSITIONS, position_draft())
    assert answer.status == 201
    assert [question["question_id"] for question in answer.body["questions"]] == ["q1", "q2"]
    assert answer.body["hotwords"] == ["幂等", "Kubernetes"]


def test_the_same_request_makes_one_position(deployment: Deployment) -> None:
    first, second = (post(POSITIONS, position_draft(), key="once") for _ in range(2))
    assert first.body == second.body
    assert len(deployment.rows("#POSITION#")) == 1


def test_a_key_is_not_used_for_two_requests() -> None:
    post(POSITIONS, position_draft(), key="once")
    answer = post(POSITIONS, position_draft(cut=70), key="once")
    assert (answer.status, answer.body["code"]) == (409, "idempotency_key_reused")


def test_a_candidate_gets_a_token_of_which_only_the_hash_is_kept(deployment: Deployment) -> None:
    answer = post(invitations(opened()), {"name": "李雷"})
    token = CandidateToken.read(answer.body["token"])
    document = deployment.platform.bucket(ACME).get_document(invitation_key(ACME, token.invitation_id), Invitation)
    assert answer.body["link"] == f"https://jobs.example/interview#{answer.body['token']}"
    assert document.secret_sha256 == hashlib.sha256(token.secret.encode()).hexdigest()
    everything = json.dumps(deployment.rows()) + document.model_dump_json()
    assert token.secret not in everything


def test_inviting_records_the_event_without_personal_data(deployment: Deployment) -> None:
    post(invitations(opened()), {"name": "李雷", "email": "li@example.com"})
    [event] = deployment.rows("#POSITION#", "EVENT#")
    assert event["detail_type"] == "candidate_invited.v1"
    assert "李雷" not in event["detail"]
    assert "li@example.com" not in event["detail"]


def test_the_same_invitation_again_is_the_same_one_and_shows_no_token_again(deployment: Deployment) -> None:
    path = invitations(opened())
    first, second = (post(path, {"name": "李雷"}, key="li") for _ in range(2))
    assert first.body["token"]
    assert second.body["token"] is None
    assert second.body["invitation_id"] == first.body["invitation_id"]
    assert len(deployment.rows(sk_part="INVITATION#")) == 1


def test_a_company_in_the_eu_has_expression_off(deployment: Deployment) -> None:
    globex = TenantId("globex")
    settings = deployment.platform.bucket(globex).get_bytes("settings/globex/settings.json")
    assert json.loads(settings)["policy"]["expression"] is False


def test_another_tenants_position_is_not_there() -> None:
    answer = post(invitations(opened()), {"name": "Eve"}, tenant="globex")
    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_an_interviewer_may_not_open_positions(deployment: Deployment) -> None:
    answer = post(POSITIONS, position_draft(), role="interviewer")
    assert (answer.status, answer.content_type) == (403, "application/problem+json")
    assert deployment.rows("#POSITION#") == []


def test_who_has_no_verified_token_is_nobody() -> None:
    assert call(handler, api_event("POST", POSITIONS, position_draft())).status == 401


def test_a_tenant_that_was_never_created_is_refused_in_words() -> None:
    answer = post(POSITIONS, position_draft(), tenant="ghost")
    assert (answer.status, answer.body["code"]) == (403, "forbidden")
    assert "operator" in answer.body["remedy"]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"cut": 101}, "cut"),
        ({"title": {}}, "title"),
        ({"languages": ["fr"]}, "languages"),
        ({"questions": [{"text": {"en": "Why?"}, "competencies": ["charm"]}]}, "charm"),
    ],
)
def test_what_cannot_be_read_is_named(changed: dict[str, Any], word: str) -> None:
    answer = post(POSITIONS, position_draft(**changed))
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert word in answer.body["detail"]


def test_a_body_that_is_no_json_is_refused_as_a_problem() -> None:
    answer = call(handler, api_event("POST", POSITIONS, "{", claims=staff_claims()))
    assert (answer.status, answer.content_type) == (422, "application/problem+json")


def test_a_path_that_does_not_exist_is_a_problem_too() -> None:
    answer = call(handler, api_event("GET", "/v1/recruiting/nothing", claims=staff_claims()))
    assert (answer.status, answer.content_type) == (404, "application/problem+json")


def test_a_throttled_table_is_503_and_nothing_is_invited(deployment: Deployment) -> None:
    path = invitations(opened())
    before = deployment.rows()
    with throttled("TransactWriteItems"):
        answer = post(path, {"name": "李雷"})
    assert (answer.status, answer.body["code"]) == (503, "unavailable")
    assert deployment.rows() == before
    assert post(path, {"name": "李雷"}).status == 201


def test_a_position_may_name_a_rubric_of_the_catalogue_or_of_the_company_without_wording_it(
    deployment: Deployment,
) -> None:
    named = {"competencies": [{"name": "teamwork"}, {"name": "client_focus"}], "questions": [{"text": {"en": "Why?"}}]}
    answer = post(POSITIONS, position_draft(**named))
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert "client_focus" in answer.body["detail"]
    assert "teamwork" not in answer.body["detail"]
    words = {"en": {"title": "Client focus", "definition": "Finds out what a client needs, and acts on it."}}
    save = api_event("PUT", "/v1/assessment/rubrics/client_focus", words, claims=staff_claims("acme", "tenant_admin"))
    assert call(assessment, save).status == 200
    assert post(POSITIONS, position_draft(**named)).body["competencies"][1]["rubric"] is None
    assert post(POSITIONS, position_draft(**named), tenant="globex").status == 422
