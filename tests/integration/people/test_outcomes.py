"""Reviews, promotions and exits are on record, and what they teach leaves without a name, of those alone who agreed."""

import base64
import csv
import io
import json
from typing import Any

import pytest

from functions.people.on_offer_accepted import handler as on_offer_accepted
from functions.recruiting.analysis import handler as analysis
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.people import EMPLOYEE, ask, assessed, assessed_offer, consent, employed, preboarding, settle, told

ONE = f"/v1/people/employees/{EMPLOYEE}"
REVIEWS, OUTCOMES = f"{ONE}/reviews", f"{ONE}/outcomes"
SCALE, HISTORY = "/v1/people/rating-scale", "/v1/people/outcomes/history"
REVIEW = {
    "since": "2026-01-01",
    "until": "2026-11-20",
    "rating": "A",
    "target_reached": True,
    "note": "带队平稳,沟通主动",
}
BEGAN = "2025-12-01"
PROMOTION = {
    "effective_from": "2026-11-01",
    "reason": "promotion",
    "note": "通过晋升答辩",
    "grade": "P7",
    "title": {"zh": "主任工程师"},
}
EXIT = {"last_day": "2026-11-21", "reason": "resigned", "note": "返乡照顾家人"}
SCORES: Any = {"teamwork": 71.25, "stress_tolerance": 88.0, "no_such_competency": 50.0, "execution": None}


def admin(method: str, path: str, body: Any = None, match: str | None = None) -> Answer:
    return ask(method, path, body, role="tenant_admin", match=match, user="ada")


def reviewed(revision: int = 2, **changed: Any) -> Answer:
    return admin("POST", REVIEWS, REVIEW | changed, str(revision))


def history(**asked: str) -> Answer:
    return ask("GET", HISTORY, role="tenant_admin", query=asked or None)


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.body.removeprefix("\ufeff"))))


def previewed(answer: Answer) -> Any:
    file = {"filename": "outcomes.csv", "content": base64.b64encode(answer.body.encode()).decode()}
    asked = api_event("POST", "/v1/recruiting/history/previews", file, claims=staff_claims("acme", "recruiter"))
    return call(analysis, asked).body


def test_a_review_has_a_rating_of_the_scale_and_stands_in_the_file(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    made = reviewed()
    assert (made.status, made.headers["etag"]) == (201, '"3"')
    assert made.body["review"]["value"] == 75
    assert made.body["employee"]["review"] | {"review_id": ""} == {
        "review_id": "",
        "until": "2026-11-20",
        "rating": "A",
        "value": 75,
        "target_reached": True,
    }


def test_outcomes_are_reviews_promotions_and_the_exit_with_the_words_beside_them(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    reviewed()
    assert admin("POST", f"{ONE}/terms", PROMOTION, "3").status == 201
    assert admin("POST", f"{ONE}/exit", EXIT, "4").status == 200
    found = admin("GET", OUTCOMES).body
    assert [(each["rating"], each["note"]) for each in found["reviews"]] == [("A", "带队平稳,沟通主动")]
    [promotion] = found["promotions"]
    assert (promotion["on"], promotion["grade_before"], promotion["grade"]) == ("2026-11-01", "P6", "P7")
    assert (promotion["title_before"]["zh"], promotion["note"]) == ("高级工程师", "通过晋升答辩")
    assert found["exit"] | {"decided_by": ""} == {
        "last_day": "2026-11-21",
        "reason": "resigned",
        "decided_by": "",
        "note": "返乡照顾家人",
    }


def test_words_about_somebody_are_sealed_and_ratings_are_not(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    reviewed()
    admin("POST", f"{ONE}/terms", PROMOTION, "3")
    admin("POST", f"{ONE}/exit", EXIT, "4")
    table = json.dumps(deployment.rows(), ensure_ascii=False)
    assert [word for word in ("带队平稳", "晋升答辩", "返乡") if word in table] == []
    [row] = deployment.rows(f"EMPLOYEE#{EMPLOYEE}", "REVIEW#")
    assert json.loads(row["review"])["rating"] == "A"


def test_why_terms_changed_is_read_beside_them(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    admin("POST", f"{ONE}/terms", PROMOTION, "2")
    assert admin("GET", f"{ONE}/terms").body["notes"] == {"2": "通过晋升答辩"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"rating": "Z"}, "no_such_rating"),
        ({"until": "2026-12-31"}, "review_period"),
        ({"until": "2025-12-31"}, "review_period"),
        ({"since": "2025-01-01", "until": "2025-11-30"}, "review_period"),
        ({"corrects": "rev_none"}, "no_such_review"),
    ],
)
def test_a_review_that_does_not_fit_is_refused_in_words(deployment: Deployment, changed: Any, code: str) -> None:
    employed(deployment, start_date=BEGAN)
    assert reviewed(**changed).body["code"] == code


def test_a_period_is_reviewed_once_and_corrected_on_record(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    first = reviewed().body["review"]["review_id"]
    again = reviewed(3, since="2026-06-01")
    assert (again.status, again.body["code"]) == (409, "period_reviewed")
    assert reviewed(3, rating="S", corrects=first).status == 201
    assert reviewed(4, rating="B", corrects=first).body["code"] == "no_such_review"
    file = admin("GET", ONE).body["employee"]
    assert file["review"]["rating"] == "S"
    assert len(admin("GET", OUTCOMES).body["reviews"]) == 2


def test_of_two_who_review_at_once_one_reads_again(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    assert reviewed().status == 201
    assert reviewed().status == 412


def test_before_the_first_day_there_is_nothing_to_review(deployment: Deployment) -> None:
    preboarding(deployment, start_date=BEGAN)
    assert reviewed(1).body["code"] == "employee_status"


def test_a_manager_reviews_the_own_department_and_payroll_nobody(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    for role, department, status in (("manager", "销售", 403), ("payroll", None, 403), ("manager", "研发", 201)):
        answer = ask("POST", REVIEWS, REVIEW, role=role, departments=department, match="2")
        assert answer.status == status, role


def test_a_company_writes_its_own_scale_and_older_reviews_keep_their_value(deployment: Deployment) -> None:
    employed(deployment, start_date=BEGAN)
    reviewed()
    own = {"ratings": [{"code": f"{n}", "title": {"zh": f"{n} 分"}, "value": n * 50} for n in range(3)]}
    assert admin("PUT", SCALE, own, "0").body["revision"] == 1
    assert admin("PUT", SCALE, own, "0").status == 412
    assert reviewed(3, since="2026-11-21", until="2026-11-22", rating="2").body["review"]["scale"] == 1
    assert admin("GET", OUTCOMES).body["reviews"][0]["value"] == 75


def test_who_agreed_is_in_the_table_under_a_number_that_names_nobody(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    reviewed(3)
    admin("POST", f"{ONE}/terms", PROMOTION, "4")
    [row] = rows(history())
    assert row.pop("person").startswith("P")
    assert row == {
        "job_title": "高级工程师",
        "hired": "yes",
        "hired_on": "2025-12-01",
        "performance": "75",
        "target_reached": "yes",
        "promoted_on": "2026-11-01",
        "left_on": "",
        "observed_until": "2026-11-22",
        "score:stress_tolerance": "88",
        "score:teamwork": "71.25",
    }
    assert not [word for word in ("王小明", EMPLOYEE, "13800138000") if word in history().body]


@pytest.mark.parametrize("answer", [None, "refused"])
def test_who_did_not_agree_is_not_in_it(deployment: Deployment, answer: str | None) -> None:
    assessed(deployment, SCORES, agree=("competency_scores",), start_date=BEGAN)
    if answer is not None:
        assert consent("requirement_analysis", answer, 3).status == 200
    assert rows(history()) == []


def test_who_takes_the_consent_back_is_gone_from_it(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    assert len(rows(history())) == 1
    assert consent("requirement_analysis", "refused", 3).status == 200
    assert rows(history()) == []
    assert deployment.rows("EMPLOYEE_FACTS") == []


def test_the_import_of_the_hiring_history_reads_the_table_as_it_stands(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    reviewed(3)
    admin("POST", f"{ONE}/terms", PROMOTION, "4")
    admin("POST", f"{ONE}/exit", EXIT, "5")
    for number, scores in ((2, {"teamwork": 60.5}), (3, {"language_expression": 90.0})):
        _another(deployment, number, scores)
    made = history()
    read = previewed(made)
    assert (read["errors_total"], read["records"], read["rows"]) == (0, 3, 3)
    assert read["digest"] is not None
    assert (read["missing"], read["left_out"]) == ([], [])
    assert {each["column"]: each["field"] for each in read["columns"]} == {column: column for column in rows(made)[0]}
    [mine] = [one for one in read["sample"] if one["job_title"] == "高级工程师" and one["left_on"]]
    assert (mine["hired"], mine["performance"], mine["target_reached"]) == (True, 75, True)
    assert (mine["promoted_on"], mine["left_on"]) == ("2026-11-01", "2026-11-21")
    assert mine["scores"] == {"teamwork": 71.25, "stress_tolerance": 88}


def test_the_file_begins_with_the_mark_and_is_in_the_audit_log(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    made = history()
    assert made.content_type == "text/csv; charset=utf-8"
    assert made.body.encode().startswith(b"\xef\xbb\xbf")
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    [read] = [each for each in entries if each["subject"] == "outcomes_history"]
    assert read["detail"] == {"employees": 1, "department": None}


def test_a_table_goes_on_where_the_one_before_ended(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    _another(deployment, 2, {"teamwork": 60.0})
    first = history(rows="1")
    link = first.headers["link"]
    assert link.endswith('>; rel="next"')
    after = link.partition("after=")[2].partition(">")[0]
    second = history(rows="1", after=after.replace("%3D", "="))
    assert {row["person"] for row in (*rows(first), *rows(second))} == {row["person"] for row in rows(history())}


def test_a_manager_learns_of_the_own_department_alone(deployment: Deployment) -> None:
    assessed(deployment, SCORES, agree=("requirement_analysis",), start_date=BEGAN)
    for department, status in (("研发", 200), ("销售", 403)):
        answer = ask("GET", HISTORY, role="manager", departments="研发", query={"department": department})
        assert answer.status == status
    assert ask("GET", HISTORY, role="manager", departments="研发").status == 403
    assert len(rows(history(department="研发"))) == 1
    assert rows(history(department="销售")) == []


def _another(deployment: Deployment, number: int, scores: Any) -> None:
    offer = assessed_offer(deployment, scores, offer_id=f"off_{number}", start_date=BEGAN)
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}
    path = f"/v1/people/employees/emp_{number}"
    assert settle("identity_document", employee=f"emp_{number}").status == 200
    assert ask("POST", f"{path}/start", {}, match="1").status == 200
    assert consent("requirement_analysis", "given", 2, employee=f"emp_{number}").status == 200
