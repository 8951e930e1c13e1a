import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.decision.routes import self_identification
from infra.options import ROOT
from shared.decision.fairness.desk import FairnessDesk
from shared.platform.http import api
from shared.recruiting.contracts import Invitation, invitation_key
from tests.builders.aws import Deployment, deployed
from tests.builders.fairness_desk import tenant
from tests.builders.http import Answer, api_event, call
from tests.builders.recruiting import invited

FORM = "/v1/interview/self-identification"
ANSWERS = {"sex": "another", "ethnicity": "native_hawaiian_or_pacific_islander", "birth": "1965-1969"}

app = api("decision")
app.include_router(self_identification.router)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def desk(deployment: Deployment) -> FairnessDesk:
    return tenant(deployment)


@pytest.fixture
def candidate(deployment: Deployment, desk: FairnessDesk) -> tuple[Invitation, str]:
    invitation, token = invited(desk.tenant_id)
    deployment.platform.bucket(desk.tenant_id).put_document(
        invitation_key(desk.tenant_id, invitation.invitation_id), invitation
    )
    return invitation, token.spelled()


def send(token: str, method: str, body: Any = None) -> Answer:
    event = api_event(method, FORM, body, headers={"authorization": f"Bearer {token}"})
    if method == "DELETE":
        told = handler(event, None)
        return Answer(told["statusCode"], "", None)
    return call(handler, event)


def test_a_candidate_reads_that_it_is_voluntary_in_both_languages(candidate: tuple[Invitation, str]) -> None:
    form = send(candidate[1], "GET").body
    assert form["given"] is False
    assert all(text["zh"] and text["en"] for text in form["statements"])
    assert [question["name"] for question in form["questions"]] == ["sex", "ethnicity", "birth"]
    assert all(question["options"][-1]["value"] == "declined" for question in form["questions"])


def test_answers_are_kept_in_a_partition_of_their_own(
    deployment: Deployment, candidate: tuple[Invitation, str]
) -> None:
    invitation, token = candidate
    assert send(token, "POST", ANSWERS).body["given"] is True
    [row] = deployment.rows("SELF_IDENTIFICATION#")
    assert row["PK"] == f"TENANT#acme#SELF_IDENTIFICATION#{invitation.position.position_id}"
    assert row["expires_at"]
    elsewhere = [other for other in deployment.rows() if other["PK"] != row["PK"]]
    assert not any(value in str(elsewhere) for value in ANSWERS.values())
    assert not any("SELF_IDENTIFICATION" in str(other) for other in elsewhere)


def test_nobody_reads_them_back_not_even_with_the_candidates_own_link(candidate: tuple[Invitation, str]) -> None:
    send(candidate[1], "POST", ANSWERS)
    form = send(candidate[1], "GET").body
    assert form.pop("given") is True
    form.pop("questions")
    assert not any(value in str(form) for value in ANSWERS.values())


def test_answers_can_be_changed_and_taken_back(deployment: Deployment, candidate: tuple[Invitation, str]) -> None:
    _, token = candidate
    send(token, "POST", ANSWERS)
    send(token, "POST", {"sex": "female"})
    [row] = deployment.rows("SELF_IDENTIFICATION#")
    assert "another" not in row["told"]
    assert send(token, "DELETE").status == 204
    assert deployment.rows("SELF_IDENTIFICATION#") == []


@pytest.mark.parametrize("answers", [{}, {"sex": "declined", "ethnicity": "declined", "birth": "declined"}])
def test_to_decline_everything_keeps_nothing(
    deployment: Deployment, candidate: tuple[Invitation, str], answers: dict[str, str]
) -> None:
    assert send(candidate[1], "POST", answers).status == 200
    assert deployment.rows("SELF_IDENTIFICATION#") == []


def test_a_token_that_is_not_the_candidates_opens_nothing(candidate: tuple[Invitation, str]) -> None:
    assert send(candidate[1][:-1] + "x", "POST", ANSWERS).status == 401
    assert send("", "GET").status == 401


def test_when_the_invitation_is_over_its_link_changes_nothing_in_words_of_both_languages(
    deployment: Deployment, candidate: tuple[Invitation, str]
) -> None:
    deployment.clock.instant = candidate[0].expires_at + timedelta(seconds=1)
    told = send(candidate[1], "POST", ANSWERS)
    assert told.status == 410
    assert "面试已结束" in told.body["detail"]


@pytest.mark.parametrize("answers", [{"sex": "x" * 61}, {"sex": "nonsense"}, {"unknown": "field"}, [], "text"])
def test_what_is_no_answer_is_refused_and_keeps_nothing(
    deployment: Deployment, candidate: tuple[Invitation, str], answers: Any
) -> None:
    assert send(candidate[1], "POST", answers).status == 422
    assert deployment.rows("SELF_IDENTIFICATION#") == []


def test_the_candidates_export_and_erasure_reach_them(candidate: tuple[Invitation, str], desk: FairnessDesk) -> None:
    invitation, token = candidate
    send(token, "POST", ANSWERS)
    position = invitation.position.position_id
    assert desk.told.of_candidate(invitation.candidate_id, [position])[position].sex == "another"
    desk.told.withdraw(position, invitation.candidate_id)
    assert desk.told.of_candidate(invitation.candidate_id, [position]) == {}


def test_no_other_code_can_reach_the_partition() -> None:
    """What no file names, no route of recruiters, managers or deciders shows; their own rights reach them."""
    decision = ROOT / "shared" / "decision"
    own = {decision / "fairness" / "store.py", decision / "person.py"}
    naming = [
        path
        for folder in ("shared", "functions", "local", "containers")
        for path in (ROOT / folder).rglob("*.py")
        if "SELF_IDENTIFICATION" in path.read_text(encoding="utf-8") and path not in own
    ]
    assert naming == []


def test_no_answer_of_any_route_has_a_place_for_them() -> None:
    """What a route can show stands in its schema; only the candidate's own form takes such answers in."""
    schemas = json.loads((ROOT / "api" / "openapi.json").read_text(encoding="utf-8"))["components"]["schemas"]
    holding = {name for name, schema in schemas.items() if "ethnicity" in schema.get("properties", {})}
    assert holding <= {"SelfIdentificationAnswers"}


def test_only_the_candidates_route_the_audits_and_the_candidates_rights_use_the_store() -> None:
    allowed = {
        "shared/decision/fairness/store.py",
        "shared/decision/fairness/desk.py",
    }
    using = {
        path.relative_to(ROOT).as_posix()
        for folder in ("shared", "functions", "local")
        for path in Path(ROOT / folder).rglob("*.py")
        if "SelfIdentifications" in path.read_text(encoding="utf-8")
    }
    assert {name for name in using - allowed if "/rights/" not in name} == set()
