"""What an interview showed leads to training, goals and a mark: only with consent, decided by people, contestable."""

import json
from typing import Any

import pytest

from shared.people.contracts import TrainingCompleted
from tests.builders.aws import Deployment
from tests.builders.http import Answer
from tests.builders.people import EMPLOYEE, ask, assessed, consent, events_told, preboarding

PLAN = f"/v1/people/employees/{EMPLOYEE}/development"
CATALOGUE = "/v1/people/development-catalogue"
TRAINING = f"{PLAN}/trainings/team_building"
GOAL = f"{PLAN}/goals/lead_a_project"
LOW, HIGH = (41.0, 33.0, 50.0), (95.0, 90.0, 99.0)
OWN = {
    "courses": [
        {"course_id": "team_building", "title": {"zh": "团建"}, "competencies": ["teamwork"], "cost_fen": 120000}
    ],
    "goals": [{"goal_id": "lead_a_project", "title": {"zh": "带项目"}, "competencies": ["execution"], "months": 6}],
}


def admin(method: str, path: str, body: Any = None, match: str | None = None, user: str = "ada") -> Answer:
    return ask(method, path, body, role="tenant_admin", match=match, user=user)


def planned(deployment: Deployment, **scores: tuple[float, float, float]) -> Answer:
    assessed(deployment, scores or {"teamwork": LOW}, agree=("competency_scores",), overall=88.0)  # type: ignore[arg-type]
    assert admin("PUT", CATALOGUE, OWN, "0").status == 200
    return admin("POST", PLAN)


def marked(deployment: Deployment) -> None:
    assert planned(deployment, execution=HIGH, leadership=HIGH).body["potential"]["steps"][-1]["state"] == "marked"


def potential(state: str, note: str, revision: int, user: str) -> Answer:
    return admin("POST", f"{PLAN}/potential", {"state": state, "note": note}, str(revision), user)


def test_low_teamwork_is_answered_by_team_building_with_its_reason_and_cost(deployment: Deployment) -> None:
    made = planned(deployment)
    assert (made.status, made.headers["etag"]) == (201, '"1"')
    [training] = made.body["trainings"]
    assert (training["course"]["course_id"], training["course"]["cost_fen"]) == ("team_building", 120000)
    assert training["reasons"][0]["words"]["en"] == "teamwork 41 (95 % interval 33–50), below 60"
    assert made.body["catalogue"] == 1


def test_a_plan_that_was_made_stays_whatever_the_catalogue_says_afterwards(deployment: Deployment) -> None:
    before = planned(deployment).body
    assert admin("PUT", CATALOGUE, {"courses": []}, "1").status == 200
    assert admin("POST", PLAN).body == before


@pytest.mark.parametrize("answer", [None, "refused"])
def test_without_the_employees_consent_there_is_no_plan(deployment: Deployment, answer: str | None) -> None:
    assessed(deployment, {"teamwork": LOW})
    if answer is not None:
        assert consent("competency_scores", answer, 2).status == 200
    refused = admin("POST", PLAN)
    assert (refused.status, refused.body["code"]) == (409, "consent_needed")
    assert admin("GET", PLAN).status == 404


def test_a_consent_that_is_taken_back_takes_scores_and_proposals_out_of_sight(deployment: Deployment) -> None:
    planned(deployment, teamwork=LOW, execution=HIGH, leadership=HIGH)
    assert admin("PUT", TRAINING, {"state": "planned", "on": "2027-01-10"}, "1").status == 200
    assert consent("competency_scores", "refused", 3).status == 200
    seen = admin("GET", PLAN).body
    assert [(each["state"], each["reasons"]) for each in seen["trainings"]] == [("planned", [])]
    assert (seen["goals"], seen["potential"]) == ([], None)
    assert admin("PUT", GOAL, {"state": "accepted"}, "2").body["code"] == "consent_needed"


def test_who_was_never_interviewed_here_has_nothing_to_plan_from(deployment: Deployment) -> None:
    preboarding(deployment)
    assert admin("POST", PLAN).body["code"] == "nothing_assessed"


def test_of_who_left_no_plan_is_made(deployment: Deployment) -> None:
    assessed(deployment, {"teamwork": LOW}, agree=("competency_scores",))
    gone = {"last_day": "2027-03-10", "reason": "resigned"}
    assert ask("POST", f"/v1/people/employees/{EMPLOYEE}/exit", gone, match="3").status == 200
    assert admin("POST", PLAN).body["code"] == "employee_status"


def test_a_completed_course_is_told_once_with_what_it_cost(deployment: Deployment) -> None:
    planned(deployment)
    done = {"state": "completed", "on": "2026-11-20", "cost_fen": 98000}
    assert admin("PUT", TRAINING, done, "1").status == 200
    assert admin("PUT", TRAINING, done, "1").status == 412
    assert admin("PUT", TRAINING, done, "2").body["code"] == "training_completed"
    [event] = events_told(deployment, "training_completed.v1")
    told = TrainingCompleted.model_validate_json(event["detail"])
    assert (told.cost_fen, told.department, told.cost_centre, str(told.completed_on)) == (
        98000,
        "研发",
        "rd",
        "2026-11-20",
    )


def test_without_another_figure_a_course_cost_what_the_catalogue_said(deployment: Deployment) -> None:
    planned(deployment)
    assert admin("PUT", TRAINING, {"state": "completed", "on": "2026-11-20"}, "1").status == 200
    [event] = events_told(deployment, "training_completed.v1")
    assert json.loads(event["detail"])["cost_fen"] == 120000


def test_a_course_without_a_price_is_completed_only_with_one(deployment: Deployment) -> None:
    assessed(deployment, {"teamwork": LOW}, agree=("competency_scores",))
    admin("POST", PLAN)
    done = {"state": "completed", "on": "2026-11-20"}
    assert admin("PUT", TRAINING, done, "1").body["code"] == "training_cost"
    assert events_told(deployment, "training_completed.v1") == []
    assert admin("PUT", TRAINING, done | {"cost_fen": 0}, "1").status == 200


@pytest.mark.parametrize(
    "order", [{"state": "completed"}, {"state": "planned"}, {"state": "completed", "on": "2026-12-24"}]
)
def test_a_training_is_planned_for_a_day_and_completed_on_one_that_has_come(
    deployment: Deployment, order: dict[str, Any]
) -> None:
    planned(deployment)
    assert admin("PUT", TRAINING, order, "1").body["code"] == "training_day"


def test_goals_are_for_the_manager_of_the_department_alone(deployment: Deployment) -> None:
    planned(deployment, execution=HIGH)
    assert ask("GET", PLAN, role="manager", departments="销售").status == 403
    order = {"state": "accepted", "note": "先带一个三人小组"}
    assert ask("PUT", GOAL, order, role="manager", departments="销售", match="1").status == 403
    taken = ask("PUT", GOAL, order, role="manager", departments="研发", match="1")
    assert (taken.status, taken.body["goals"][0]["due"]) == (200, "2027-05-21")


def test_a_goal_is_accepted_before_it_is_achieved_and_stays_so(deployment: Deployment) -> None:
    planned(deployment, execution=HIGH)
    assert admin("PUT", GOAL, {"state": "achieved"}, "1").body["code"] == "goal_state"
    assert admin("PUT", GOAL, {"state": "accepted"}, "1").status == 200
    assert admin("PUT", GOAL, {"state": "achieved"}, "2").status == 200
    assert admin("PUT", GOAL, {"state": "dismissed"}, "3").body["code"] == "goal_state"


def test_payroll_reads_no_plan_and_a_recruiter_none_either(deployment: Deployment) -> None:
    planned(deployment)
    assert ask("GET", PLAN, role="payroll").status == 403
    assert ask("GET", PLAN, role="recruiter").status == 403


def test_the_mark_shows_the_rule_that_set_it_and_what_it_rests_on(deployment: Deployment) -> None:
    marked(deployment)
    mark = admin("GET", PLAN).body["potential"]
    assert mark["rule"] == {"overall": 85, "count": 2, "score": 85, "sure": True}
    assert {each["competency"] for each in mark["reasons"]} == {"execution", "leadership"}
    assert mark["steps"][0]["rule_met"] == "overall 88 >= 85; 2 competencies >= 85"


def test_a_contested_mark_is_answered_by_somebody_who_had_nothing_to_do_with_it(deployment: Deployment) -> None:
    marked(deployment)
    assert potential("contested", "我希望先做好专业线", 1, "bob").status == 200
    for involved in ("ada", "bob"):
        refused = potential("upheld", "维持", 2, involved)
        assert (refused.status, refused.body["code"]) == (403, "another_person_answers")
    answered = potential("removed", "尊重本人意愿", 2, "eve").body["potential"]
    assert [(step["state"], step["by"]) for step in answered["steps"][1:]] == [("contested", "bob"), ("removed", "eve")]
    assert answered["steps"][1]["note"] == "我希望先做好专业线"


def test_an_upheld_mark_may_be_contested_again_and_needs_yet_another_person(deployment: Deployment) -> None:
    marked(deployment)
    assert potential("contested", "不同意", 1, "bob").status == 200
    assert potential("upheld", "依据充分", 2, "eve").status == 200
    assert potential("contested", "仍不同意", 3, "bob").status == 200
    assert potential("removed", "撤销", 4, "eve").status == 403
    assert potential("removed", "撤销", 4, "dan").status == 200
    assert potential("contested", "再议", 5, "bob").body["code"] == "potential_state"


def test_a_mark_is_upheld_only_where_somebody_contested_it(deployment: Deployment) -> None:
    marked(deployment)
    assert potential("upheld", "维持", 1, "eve").body["code"] == "potential_state"


def test_words_of_a_plan_are_nowhere_readable_in_the_table_and_codes_are(deployment: Deployment) -> None:
    marked(deployment)
    potential("contested", "我希望先做好专业线", 1, "bob")
    admin("PUT", GOAL, {"state": "accepted", "note": "先带一个三人小组"}, "2")
    rows = json.dumps(deployment.rows(), ensure_ascii=False)
    assert "专业线" not in rows
    assert "三人小组" not in rows
    [row] = deployment.rows(f"EMPLOYEE#{EMPLOYEE}", "DEVELOPMENT")
    assert json.loads(row["plan"])["potential"]["steps"][1]["state"] == "contested"
    assert admin("GET", PLAN).body["goals"][0]["note"] == "先带一个三人小组"


def test_every_reading_and_every_decision_is_in_the_audit_log(deployment: Deployment) -> None:
    marked(deployment)
    admin("GET", PLAN)
    potential("contested", "不同意", 1, "bob")
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    about = {(each["action"], each["detail"].get("change")) for each in entries if each["subject"] == EMPLOYEE}
    assert {("manage_training", "plan_made"), ("read_development", None), ("manage_goal", "contested")} <= about


def test_the_catalogue_is_written_by_who_read_the_newest(deployment: Deployment) -> None:
    preboarding(deployment)
    read = admin("GET", CATALOGUE)
    assert (read.headers["etag"], read.body["revision"]) == ('"0"', 0)
    assert admin("PUT", CATALOGUE, OWN).status == 428
    assert admin("PUT", CATALOGUE, OWN, "0").body["revision"] == 1
    assert admin("PUT", CATALOGUE, OWN, "0").status == 412
    assert admin("GET", CATALOGUE).body["catalogue"]["courses"][0]["title"]["zh"] == "团建"


def test_who_works_by_the_catalogue_reads_it_and_no_one_else(deployment: Deployment) -> None:
    preboarding(deployment)
    assert ask("GET", CATALOGUE, role="manager", departments="研发").status == 200
    assert ask("GET", CATALOGUE, role="payroll").status == 200
    assert ask("GET", CATALOGUE, role="recruiter").status == 403
    assert ask("PUT", CATALOGUE, OWN, role="manager", departments="研发", match="0").status == 403
