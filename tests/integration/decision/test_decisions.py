"""People decide: with reasons, on what is there, once; a correction is another record; each is told and logged."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.decision.routes import decisions as routes
from shared.decision.outcomes.contracts import CurrentDecision, DecisionRecorded, decision_key, positive_decision
from shared.kernel.ids import ApplicationId
from tests.builders.aws import Deployment, deployed
from tests.builders.decision import (
    ACME,
    ADA,
    AUDITOR,
    CANDIDATE,
    IGOR,
    INTERVIEW,
    IRIS,
    IVAN,
    MAX,
    RITA,
    SALES,
    WHERE,
    call_panel,
    company,
    decision,
    erased,
    handed_in,
    opened,
    rate,
    report,
    reported,
    tell,
)

DECISIONS = f"{WHERE}/decisions"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        company(made)
        opened(made)
        reported(made)
        yield made


def told(deployment: Deployment) -> list[DecisionRecorded]:
    """The events of decisions, as they go to the bus."""
    rows = [row for row in deployment.rows("", "EVENT#") if row["detail_type"] == "decision_recorded.v1"]
    found = [DecisionRecorded.model_validate_json(row["detail"]) for row in rows]
    return sorted(found, key=lambda event: event.decision_id)


def test_a_decision_names_who_decided_why_and_on_what(deployment: Deployment) -> None:
    made = RITA.post(DECISIONS, decision(report_revision=1))
    assert made.status == 201, made.body
    assert (made.body["decided_by"], made.body["decider_name"], made.body["reason_codes"]) == (
        "rita",
        "Rita",
        ["meets_standard"],
    )
    basis = made.body["basis"]
    assert (basis["report_revision"], basis["proposal"], basis["followed"]) == (1, "pass", True)


def test_a_decision_is_told_with_its_audit_entry_in_one_transaction(deployment: Deployment) -> None:
    made = RITA.post(DECISIONS, decision()).body
    [event] = told(deployment)
    assert (event.outcome, event.reason_code, event.decided_by) == ("advance", "meets_standard", "rita")
    links = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    [entry] = [link for link in links if link["action"] == "decide"]
    assert (entry["actor"], entry["candidate_id"], entry["detail"]["decision_id"]) == (
        "rita",
        CANDIDATE,
        made["decision_id"],
    )


def test_to_depart_from_the_proposal_is_an_override(deployment: Deployment) -> None:
    made = RITA.post(DECISIONS, decision("reject", "skills_below_requirement")).body
    assert made["basis"]["followed"] is False


@pytest.mark.parametrize(
    "order",
    [
        decision("reject", "too_old"),
        decision("reject", "meets_standard"),
        decision("advance", "position_filled"),
        decision("reject", "skills_below_requirement", note=""),
        {"outcome": "advance", "reason_codes": []},
        {"outcome": "hire", "reason_codes": ["meets_standard"]},
        decision(at_node="offer"),
    ],
)
def test_what_is_no_lawful_reason_or_no_decision_is_refused(deployment: Deployment, order: dict[str, object]) -> None:
    assert RITA.post(DECISIONS, order).status == 422
    assert told(deployment) == []


def test_of_two_who_decide_at_once_the_second_reads_what_the_first_decided(deployment: Deployment) -> None:
    first = RITA.post(DECISIONS, decision())
    second = MAX.post(DECISIONS, decision("reject"))
    assert (first.status, second.status, second.body["code"]) == (201, 409, "decided_already")
    assert second.body["decision"]["decided_by"] == "rita"
    assert second.body["decision"]["outcome"] == "advance"
    assert len(told(deployment)) == 1


def test_two_transactions_at_once_record_one_decision(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    from shared.decision.outcomes.model import Head
    from shared.decision.outcomes.store import DecisionStore

    read, stale = DecisionStore.head, [Head()]
    RITA.post(DECISIONS, decision())
    # The second one read before the first one wrote, as two browsers do.
    monkeypatch.setattr(DecisionStore, "head", lambda store, which: stale.pop() if stale else read(store, which))
    assert MAX.post(DECISIONS, decision("reject")).body["decision"]["decided_by"] == "rita"
    assert len(told(deployment)) == 1


def test_the_same_request_again_is_the_same_decision(deployment: Deployment) -> None:
    first = RITA.post(DECISIONS, decision(), key="k1")
    again = RITA.post(DECISIONS, decision(), key="k1")
    assert (again.status, again.body["decision_id"]) == (201, first.body["decision_id"])
    assert RITA.post(DECISIONS, decision("reject"), key="k1").body["code"] == "idempotency_key_reused"
    assert len(told(deployment)) == 1


def test_a_decision_before_the_ratings_are_in_is_refused(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IVAN, 3, 3, 3)
    refused = RITA.post(DECISIONS, decision())
    assert (refused.status, refused.body["code"]) == (409, "ratings_awaited")
    assert "1 of 2" in refused.body["detail"]
    early = decision(early_reason="候选人周五前须答复另一家公司")
    assert RITA.post(DECISIONS, early).status == 403
    made = MAX.post(DECISIONS, early)
    assert (made.status, made.body["early"]) == (201, True)


def test_with_as_many_ratings_as_required_it_is_decided(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS, required=1)
    rate(IVAN, 3, 3, 3)
    made = RITA.post(DECISIONS, decision()).body
    assert (made["early"], [one["user_id"] for one in made["basis"]["ratings"]]) == (False, ["ivan"])


def test_whoever_is_on_the_panel_decides_only_after_the_own_rating(deployment: Deployment) -> None:
    call_panel(MAX, IVAN, required=1)
    rate(IVAN, 3, 3, 3)
    assert MAX.post(DECISIONS, decision()).status == 403
    rate(MAX, 4, 4, 4)
    assert MAX.post(DECISIONS, decision()).status == 201


def test_dissent_is_on_record(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IVAN, 2, 2, 2, recommendation="reject")
    rate(IRIS, 4, 4, 4, recommendation="advance")
    made = RITA.post(DECISIONS, decision(dissent="Ivan 认为解决问题的能力不足")).body
    assert made["dissenters"] == ["ivan"]
    [shown] = RITA.get(DECISIONS).body["items"]
    assert shown["words"]["dissent"] == "Ivan 认为解决问题的能力不足"


def test_where_people_alone_judge_a_rating_is_needed_first(deployment: Deployment) -> None:
    made = opened(deployment, "int_2", scored=False)
    handed_in(deployment, made)
    where = "/v1/decision/interviews/int_2"
    assert RITA.post(f"{where}/decisions", decision()).body["code"] == "ratings_awaited"
    due = (deployment.clock.now() + timedelta(days=1)).isoformat()
    RITA.post(f"{where}/panel/members", {"user_ids": ["ivan"], "due_at": due})
    rate(IVAN, 4, 4, 4, where=where)
    basis = RITA.post(f"{where}/decisions", decision()).body["basis"]
    assert (basis["report"], basis["proposal"], basis["followed"]) == (None, None, None)


def test_after_consent_was_taken_back_the_machines_proposal_is_no_part_of_it(deployment: Deployment) -> None:
    opened(deployment, scored=False)
    assert RITA.post(DECISIONS, decision()).body["code"] == "ratings_awaited"
    basis = MAX.post(DECISIONS, decision(early_reason="部门经理已看完全部录像")).body["basis"]
    assert (basis["report"], basis["proposal"]) == (None, None)


def test_who_looked_at_an_older_report_reads_the_newer_one_first(deployment: Deployment) -> None:
    reported(deployment, report(revision=2, outcome="fail"))
    refused = RITA.post(DECISIONS, decision(report_revision=1))
    assert (refused.status, refused.body["code"]) == (409, "newer_report")
    assert RITA.post(DECISIONS, decision(report_revision=2)).body["basis"]["followed"] is False


def test_a_correction_is_another_record_with_its_reason_and_its_event(deployment: Deployment) -> None:
    first = RITA.post(DECISIONS, decision("reject")).body
    path = f"{DECISIONS}/{first['decision_id']}/corrections"
    assert RITA.post(path, decision()).status == 422
    second = RITA.post(path, decision(correction_reason="误看成另一位候选人的报告"))
    assert (second.status, second.body["supersedes"], second.body["number"]) == (201, first["decision_id"], 2)
    kept = RITA.get(DECISIONS).body["items"]
    assert [one["decision"]["outcome"] for one in kept] == ["reject", "advance"]
    assert [event.supersedes for event in told(deployment)] == [None, first["decision_id"]]


def test_only_the_decision_that_holds_is_corrected(deployment: Deployment) -> None:
    first = RITA.post(DECISIONS, decision("reject")).body
    path = f"{DECISIONS}/{first['decision_id']}/corrections"
    RITA.post(path, decision(correction_reason="误看成另一位候选人的报告"))
    again = MAX.post(path, decision("reject", correction_reason="维持原决定并说明理由"))
    assert (again.status, again.body["code"]) == (409, "decided_already")
    assert MAX.post(f"{DECISIONS}/dec_0/corrections", decision(correction_reason="不存在的决定")).status == 409


def test_a_hold_waits_on_and_is_followed_by_a_decision(deployment: Deployment) -> None:
    held = RITA.post(DECISIONS, decision("hold"))
    assert (held.status, held.body["basis"]["followed"]) == (201, None)
    [waiting] = RITA.get("/v1/decision/waiting").body["items"]
    assert waiting["waiting"]["why"] == "held"
    made = MAX.post(DECISIONS, decision()).body
    assert (made["supersedes"], made["correction"]) == (held.body["decision_id"], False)
    assert RITA.get("/v1/decision/waiting").body["items"] == []


@pytest.mark.parametrize("person", [SALES, IVAN, AUDITOR])
def test_a_manager_of_another_department_an_interviewer_and_an_auditor_decide_nothing(
    deployment: Deployment, person: object
) -> None:
    assert person.post(DECISIONS, decision()).status == 403  # type: ignore[attr-defined]
    assert told(deployment) == []


def test_an_auditor_reads_decisions_and_another_departments_manager_does_not(deployment: Deployment) -> None:
    RITA.post(DECISIONS, decision())
    assert AUDITOR.get(DECISIONS).status == 200
    assert SALES.get(DECISIONS).status == 403


def test_about_an_erased_candidate_nothing_is_decided_or_read(deployment: Deployment) -> None:
    RITA.post(DECISIONS, decision("hold"))
    erased(deployment)
    assert RITA.post(DECISIONS, decision()).status == 410
    assert RITA.get(DECISIONS).status == 410


def test_words_are_sealed_and_stand_in_no_row_to_be_read(deployment: Deployment) -> None:
    RITA.post(DECISIONS, decision(note="他说妻子在上海工作"))
    assert not any("妻子" in str(row) for row in deployment.rows())


def test_about_an_interview_that_nobody_opened_there_is_nothing_to_decide(deployment: Deployment) -> None:
    assert RITA.post("/v1/decision/interviews/int_9/decisions", decision()).status == 404


def test_an_offer_comes_only_from_a_positive_decision(deployment: Deployment) -> None:
    bucket, who = deployment.platform.bucket(ACME), ApplicationId(INTERVIEW)
    assert positive_decision(ACME, who, bucket) is None
    first = RITA.post(DECISIONS, decision()).body
    tell(told(deployment)[0])
    positive = positive_decision(ACME, who, bucket)
    assert positive is not None
    assert positive.decision_id == first["decision_id"]
    path = f"{DECISIONS}/{first['decision_id']}/corrections"
    RITA.post(path, decision("reject", correction_reason="背景调查后撤回"))
    tell(told(deployment)[0])  # the older event, late: what holds is what counts
    assert positive_decision(ACME, who, bucket) is None
    assert bucket.get_document(decision_key(ACME, who), CurrentDecision).number == 2


def test_what_waits_is_listed_the_longest_first_and_says_what_is_overdue(deployment: Deployment) -> None:
    deployment.clock.instant += timedelta(days=4)
    made = opened(deployment, "int_2", scored=False)
    handed_in(deployment, made)
    deployment.clock.instant += timedelta(days=2)
    items = RITA.get("/v1/decision/waiting").body["items"]
    assert [(one["waiting"]["interview_id"], one["waiting"]["why"], one["overdue"]) for one in items] == [
        ("int_1", "report", True),
        ("int_2", "human_only", False),
    ]
    assert SALES.get("/v1/decision/waiting").body["items"] == []
    assert len(MAX.get("/v1/decision/waiting", department="R&D").body["items"]) == 2
    page = RITA.get("/v1/decision/waiting", limit="1").body
    [second] = RITA.get("/v1/decision/waiting", limit="1", cursor=page["next"]).body["items"]
    assert second["waiting"]["interview_id"] == "int_2"


def test_the_policy_of_a_company_says_from_when_on_a_decision_is_overdue(deployment: Deployment) -> None:
    before = ADA.get("/v1/decision/policy")
    assert RITA.put("/v1/decision/policy", {"decision_days": 1}, read=before).status == 403
    assert ADA.put("/v1/decision/policy", {"decision_days": 1}, read=before).body["revision"] == 1
    assert ADA.put("/v1/decision/policy", {"decision_days": 2}, read=before).status == 412
    deployment.clock.instant += timedelta(days=2)
    assert RITA.get("/v1/decision/waiting").body["items"][0]["overdue"] is True


def test_a_report_that_is_made_anew_after_the_decision_makes_nobody_wait(deployment: Deployment) -> None:
    RITA.post(DECISIONS, decision())
    reported(deployment, report(revision=2))
    assert RITA.get("/v1/decision/waiting").body["items"] == []


def test_a_positions_decisions_are_listed_the_newest_first_and_never_to_who_is_blind(deployment: Deployment) -> None:
    call_panel(IVAN, RITA, by=ADA, required=1)
    rate(IVAN, 3, 3, 3)
    MAX.post(DECISIONS, decision())
    path = "/v1/decision/decisions"
    assert [one["interview_id"] for one in MAX.get(path, position_id="pos_1").body["items"]] == ["int_1"]
    assert RITA.get(path, position_id="pos_1").body["items"] == []
    assert SALES.get(path, position_id="pos_1").body["items"] == []


def test_many_are_decided_with_one_reason_and_one_record_each(deployment: Deployment) -> None:
    for number in (2, 3):
        opened(deployment, f"int_{number}", candidate_id=f"cnd_{number}")
        reported(deployment, report(f"int_{number}", outcome="fail"))
    RITA.post("/v1/decision/interviews/int_2/decisions", decision())
    items = [{"interview_id": each} for each in ("int_1", "int_2", "int_3", "int_9")]
    order = {"outcome": "reject", "reason_codes": ["position_filled"], "note": "岗位已招满,统一通知", "items": items}
    made = RITA.post("/v1/decision/decisions/bulk", order, key="bulk-1")
    assert (made.status, made.body["decided"], made.body["refused"]) == (200, 2, 2)
    faults = [(one["fault"] or {}).get("status") for one in made.body["results"]]
    assert faults == [None, 409, None, 404]
    again = RITA.post("/v1/decision/decisions/bulk", order, key="bulk-1").body
    assert [one["decision"] for one in again["results"]] == [one["decision"] for one in made.body["results"]]
    assert len({one["decision"]["bulk_id"] for one in made.body["results"] if one["decision"]}) == 1
    assert len(told(deployment)) == 3


def test_decisions_about_many_need_a_reason_a_key_and_each_candidate_once(deployment: Deployment) -> None:
    order = {"outcome": "reject", "reason_codes": ["position_filled"], "items": [{"interview_id": "int_1"}]}
    path = "/v1/decision/decisions/bulk"
    assert RITA.post(path, order, key="k").status == 422
    order["note"] = "岗位已招满,统一通知"
    assert RITA.post(path, order).status == 422
    assert RITA.post(path, {**order, "items": order["items"] * 2}, key="k").status == 422  # type: ignore[operator]
    assert RITA.post(path, {**order, "items": [{"interview_id": f"i{n}"} for n in range(101)]}, key="k").status == 422
    assert IGOR.post(path, order, key="k").body["results"][0]["fault"]["status"] == 403


def test_when_the_time_of_a_request_is_over_the_rest_is_decided_by_the_next_one(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(deployment, "int_2", candidate_id="cnd_2")
    reported(deployment, report("int_2"))
    items = [{"interview_id": "int_1"}, {"interview_id": "int_2"}]
    order = {"outcome": "reject", "reason_codes": ["position_filled"], "note": "岗位已招满,统一通知", "items": items}
    clock = iter([0.0, 1.0, 30.0])
    monkeypatch.setattr(routes, "monotonic", lambda: next(clock, 30.0))
    first = RITA.post("/v1/decision/decisions/bulk", order, key="k").body
    assert [(one["fault"] or {}).get("status") for one in first["results"]] == [None, 503]
    monkeypatch.setattr(routes, "monotonic", lambda: 0.0)
    second = RITA.post("/v1/decision/decisions/bulk", order, key="k").body
    assert (second["decided"], second["bulk_id"]) == (2, first["bulk_id"])
    assert len(told(deployment)) == 2
