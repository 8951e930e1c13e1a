"""A tenant's administrator sees what was proposed, decides on it, and is named with what was decided."""

import threading
from typing import Any

import pytest

from functions.assessment.api import handler
from shared.assessment.service import calibrate
from shared.assessment.service.judging import tenant_weights
from shared.assessment.service.scope import Scope
from tests.builders.assessment import Stage
from tests.builders.calibrations import AFTER, kept_proposal
from tests.builders.http import Answer, api_event, call, staff_claims

CALIBRATIONS = "/v1/assessment/calibrations"


@pytest.fixture
def scope(stage: Stage) -> Scope:
    return stage.scope


def listed(tenant: str = "acme", role: str = "tenant_admin") -> Answer:
    return call(handler, api_event("GET", CALIBRATIONS, claims=staff_claims(tenant, role)))


def decide(
    verb: str, body: Any = None, proposal: str = "cal_1", tenant: str = "acme", role: str = "tenant_admin"
) -> Answer:
    path = f"{CALIBRATIONS}/{proposal}/{verb}"
    return call(handler, api_event("POST", path, body, claims=staff_claims(tenant, role)))


def test_proposals_show_agreement_and_groups_before_and_after(scope: Scope) -> None:
    assert listed().body == []
    kept_proposal(scope)
    kept_proposal(scope, "cal_2", competency="leadership")
    newest, told = listed().body
    assert newest["proposal_id"] == "cal_2"
    assert (told["before"]["r"], told["after"]["r"], told["advice"]) == (0.4, 0.55, "adopt")
    assert (told["before"]["qwk"], told["after"]["mae"], told["evidence"]["ratings"]) == (0.3, 0.7, 80)
    (group,) = told["groups"]
    assert (group["impact_ratio_before"], group["impact_ratio_after"], group["n"]) == (0.86, 0.92, 21)


def test_what_is_accepted_holds_and_names_who_accepted_it_and_when(scope: Scope) -> None:
    kept_proposal(scope)
    answer = decide("accept", {"note": "agreed in the works council"})
    assert (answer.status, answer.body["status"]) == (200, "accepted")
    step = answer.body["history"][-1]
    assert (step["by"], step["at"], step["note"]) == (
        "user-1",
        "2026-11-22T09:00:00Z",
        "agreed in the works council",
    )
    assert tenant_weights(scope).calibrated == {"teamwork": AFTER}
    assert listed().body[0]["history"] == answer.body["history"]


def test_what_is_no_gain_is_accepted_only_when_that_is_said(scope: Scope) -> None:
    kept_proposal(scope, advice="keep", reasons=("impact_ratio:gender=female",))
    refused = decide("accept")
    assert (refused.status, refused.body["code"]) == (409, "conflict")
    assert "impact_ratio:gender=female" in refused.body["detail"]
    assert decide("accept", {"against_advice": False}).status == 409
    silent = decide("accept", {"against_advice": True, "note": " "})
    assert (silent.status, "needs a note that says why" in silent.body["detail"]) == (422, True)
    assert tenant_weights(scope).calibrated == {}
    assert decide("accept", {"against_advice": True, "note": "the group is of four"}).body["status"] == "accepted"


def test_a_rejected_proposal_changes_nothing_and_stays_rejected(scope: Scope) -> None:
    kept_proposal(scope)
    assert decide("reject", {"note": "too few raters"}).body["status"] == "rejected"
    assert (decide("accept").status, decide("withdraw").status) == (409, 409)
    assert tenant_weights(scope).calibrated == {}


def test_what_was_accepted_can_be_withdrawn(scope: Scope) -> None:
    kept_proposal(scope)
    decide("accept")
    withdrawn = decide("withdraw").body
    assert [step["status"] for step in withdrawn["history"]] == ["proposed", "accepted", "withdrawn"]
    assert tenant_weights(scope).calibrated == {}


def test_a_newer_proposal_takes_the_place_of_the_accepted_one(scope: Scope) -> None:
    kept_proposal(scope)
    kept_proposal(scope, "cal_2", weights_after={"structure": 1.0})
    decide("accept")
    decide("accept", proposal="cal_2")
    assert [told["status"] for told in listed().body] == ["accepted", "superseded"]
    assert tenant_weights(scope).calibrated == {"teamwork": {"structure": 1.0}}


def test_two_administrators_at_once_do_not_both_decide(scope: Scope) -> None:
    kept_proposal(scope)
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda verb=verb: answers.append(decide(verb))) for verb in ("accept", "reject")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200, 409]


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer"])
def test_only_the_tenants_administrator_sees_and_decides(scope: Scope, role: str) -> None:
    kept_proposal(scope)
    assert listed(role=role).status == 403
    assert [decide(verb, role=role).status for verb in ("accept", "reject", "withdraw")] == [403, 403, 403]
    assert calibrate.proposals(scope)[0].status == "proposed"


def test_another_tenants_administrator_does_not_find_it(scope: Scope) -> None:
    kept_proposal(scope)
    assert listed("rival").body == []
    assert [decide(verb, tenant="rival").status for verb in ("accept", "reject", "withdraw")] == [404, 404, 404]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"against_advice": "yes"}, "body.against_advice"),
        ({"against_advise": True}, "body.against_advise"),
        ({"note": "x" * 1001}, "body.note"),
        ([], "body"),
    ],
)
def test_what_cannot_be_read_decides_nothing(scope: Scope, body: Any, field: str) -> None:
    kept_proposal(scope)
    answer = decide("accept", body)
    assert (answer.status, answer.content_type) == (422, "application/problem+json")
    assert [fault["field"] for fault in answer.body["errors"]] == [field]
    assert calibrate.proposals(scope)[0].status == "proposed"


def test_what_is_not_there_is_not_found(scope: Scope) -> None:
    assert decide("accept", proposal="cal_none").status == 404


def test_whoever_is_not_signed_in_is_turned_away(scope: Scope) -> None:
    assert call(handler, api_event("GET", CALIBRATIONS)).status == 401
