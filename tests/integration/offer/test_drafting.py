"""An offer begins from a positive decision; rules propose, a named person sets, and what cannot be is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.kernel.ids import ApplicationId, CandidateId, PositionId, RequisitionId
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import APPLICATION, CANDIDATE, applied
from tests.builders.offers import (
    ADA,
    MAX,
    OFFERS,
    OTTO,
    PAULA,
    REQUISITION,
    RITA,
    SALES,
    approved,
    decided_for,
    drafted,
    opened,
    pay,
    terms,
    where,
)

BEGIN = {"application_id": APPLICATION}


def test_without_a_positive_decision_there_is_no_offer(deployment: Deployment) -> None:
    decided_for(deployment, ApplicationId("app_2"), CandidateId("cnd_2"), outcome="reject")
    for application in ("app_2", "app_nobody"):
        told = RITA.post(OFFERS, {"application_id": application})
        assert (told.status, told.body["code"]) == (409, "no_positive_decision")


def test_an_application_that_is_over_gets_no_offer(deployment: Deployment) -> None:
    applied(deployment, "offer", "withdrawn")
    told = RITA.post(OFFERS, BEGIN)
    assert (told.status, told.body["code"]) == (409, "application_over")


def test_an_application_has_one_offer_at_a_time(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, BEGIN)
    again = RITA.post(OFFERS, BEGIN)
    assert (again.status, again.body["code"], again.body["offer_id"]) == (409, "offer_there", made.body["offer_id"])


def test_the_same_request_again_is_the_same_offer(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, BEGIN, key="k1")
    again = RITA.post(OFFERS, BEGIN, key="k1")
    assert (again.status, again.body["offer_id"]) == (201, made.body["offer_id"])
    other = RITA.post(OFFERS, {"application_id": "app_2"}, key="k1")
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")


def test_managers_and_auditors_read_and_do_not_draft(deployment: Deployment) -> None:
    made = drafted()
    for person in (MAX, OTTO, PAULA):
        assert person.post(OFFERS, BEGIN).status == 403
        assert person.put(f"{where(made)}/terms", terms(), read=made).status == 403
    assert MAX.get(where(made)).status == 200
    assert SALES.get(where(made)).status == 403


def test_a_proposal_shows_every_rule_with_its_scores_and_cuts(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, BEGIN)
    told = RITA.post(f"{where(made)}/proposals", read=made)
    proposal = told.body["proposal"]
    assert (proposal["grade"], proposal["band"]) == ("senior_engineer", {"low_fen": 1_800_000, "high_fen": 2_400_000})
    tried = {one["rule"]: one for one in proposal["tried"]}
    [_family, check] = tried["senior_engineer_by_technical_ability"]["checks"]
    assert (check["value"], check["cut"], check["met"]) == (88.0, 85.0, True)
    assert tried["staff_engineer_by_depth_and_breadth"]["met"] is False
    [kept] = RITA.get(f"{where(made)}/proposals").body["items"]
    assert kept == proposal


def test_a_person_sets_another_grade_with_a_reason_and_the_band_is_that_ones(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, BEGIN)
    told = RITA.post(f"{where(made)}/proposals", read=made)
    junior = terms(grade="engineer", salary=pay(1_500_000))
    refused = RITA.put(f"{where(made)}/terms", junior, read=told)
    assert (refused.status, refused.body["code"]) == (422, "other_grade")
    held = RITA.put(f"{where(made)}/terms", {**junior, "grade_reason": "转岗，先定工程师"}, read=told)
    assert held.status == 200, held.body
    assert (held.body["set"]["band"], held.body["set"]["set_by"]) == (
        {"low_fen": 1_200_000, "high_fen": 1_900_000},
        "rita",
    )
    assert RITA.get(where(made)).body["words"]["grade_reason"] == "转岗，先定工程师"


def test_terms_need_a_proposal_first(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, BEGIN)
    told = RITA.put(f"{where(made)}/terms", terms(), read=made)
    assert (told.status, told.body["code"]) == (409, "no_proposal")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"salary": pay(1_799_999)}, "outside_band"),
        ({"salary": pay(2_400_001)}, "outside_band"),
        ({"start_date": (NOW - timedelta(days=1)).date().isoformat()}, "start_date_past"),
        ({"contract_months": 24, "probation_months": 3}, "probation_too_long"),
        ({"contract_months": 2, "probation_months": 1}, "probation_too_long"),
        ({"currency": "USD"}, "other_currency"),
        ({"grade": "wizard", "grade_reason": "x"}, "unknown_grade"),
        ({"requisition_id": "req_other"}, "not_its_requisition"),
        ({"expires_at": (NOW - timedelta(minutes=1)).isoformat()}, "expiry_does_not_fit"),
        ({"salary": pay(0)}, "invalid"),
        ({"salary": [{**pay(1)[0], "amount_fen": 18000.5}]}, "invalid"),
        ({"probation_pay_percent": 79}, "invalid"),
    ],
)
def test_what_cannot_be_offered_is_refused(deployment: Deployment, changed: dict[str, Any], code: str) -> None:
    told = drafted(**changed)
    assert (told.status, told.body["code"]) == (422, code), told.body


def test_of_two_who_change_it_at_once_one_is_told_to_read_again(deployment: Deployment) -> None:
    made = drafted()
    assert RITA.put(f"{where(made)}/terms", terms(hours="flexible"), read=made).status == 200
    assert ADA.put(f"{where(made)}/terms", terms(), read=made).status == 412
    assert ADA.put(f"{where(made)}/terms", terms()).status == 428


def test_a_position_without_a_requisition_is_not_paid_for_unless_the_policy_says_so(deployment: Deployment) -> None:
    opened(deployment, PositionId("pos_1"), requisition_id=None)
    told = drafted()
    assert (told.status, told.body["code"]) == (422, "no_requisition")
    policy = ADA.get("/v1/offer/policy")
    body = {**policy.body["policy"], "without_requisition": True}
    assert ADA.put("/v1/offer/policy", body, read=policy).status == 200
    offer = RITA.get(OFFERS).body["items"][0]
    path = f"{OFFERS}/{offer['offer_id']}"
    held = RITA.put(f"{path}/terms", terms(), read=RITA.get(path))
    assert (held.status, held.body["set"]["terms"]["requisition_id"]) == (200, None)
    sent = RITA.post(f"{path}/submit", read=held)
    assert (sent.body["state"], sent.body["commitment"]) == ("submitted", None)


def test_a_requisition_that_nobody_approved_pays_for_nothing(deployment: Deployment) -> None:
    opened(deployment, PositionId("pos_1"), requisition_id="req_2")
    told = drafted()
    assert (told.status, told.body["code"]) == (404, "no_budget")
    assert approved(RequisitionId("req_3"), outcome="rejected") == {"new": False}
    assert RITA.get("/v1/offer/budgets/req_3").status == 404


def test_the_same_approval_again_changes_no_ledger(deployment: Deployment) -> None:
    assert approved() == {"new": False}
    told = RITA.get(f"/v1/offer/budgets/{REQUISITION}").body
    assert (told["free_fen"], told["free_heads"], told["ledger"]["revision"]) == (100_000_000, 3, 1)


def test_every_step_is_in_the_audit_log_by_whom(deployment: Deployment) -> None:
    made = drafted()
    MAX.get(where(made))
    links = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    told = [(one["actor"], one["detail"].get("change")) for one in links if one["subject"] == made.body["offer_id"]]
    assert {one for one in told if one[1]} == {
        ("rita", "created"),
        ("rita", "grade_proposed"),
        ("rita", "terms_set"),
    }
    assert ("max", None) in told
    assert all(one["candidate_id"] == CANDIDATE for one in links if one["subject"] == made.body["offer_id"])


def test_names_and_reasons_are_not_written_in_clear(deployment: Deployment) -> None:
    drafted(salary=pay(2_500_000), band_reason="市场稀缺人才")
    written = json.dumps(deployment.rows(), ensure_ascii=False, default=str)
    assert "李雷" not in written
    assert "市场稀缺人才" not in written
