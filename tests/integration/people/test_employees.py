"""From an accepted offer to an employee, to other terms, to the last day."""

import json
from datetime import UTC, datetime

from functions.people.begin_employments import handler as begin_employments
from functions.people.on_offer_accepted import handler as on_offer_accepted
from shared.people.contracts import EmploymentTerms, Hired, TermsChanged
from tests.builders.aws import Deployment
from tests.builders.lambda_context import FakeContext
from tests.builders.people import (
    EMPLOYEE,
    accepted,
    ask,
    employed,
    events_told,
    known_candidate,
    preboarding,
    settle,
    told,
)
from tests.builders.recruiting import ACME

ONE = f"/v1/people/employees/{EMPLOYEE}"
RAISE = {
    "effective_from": "2027-01-15",
    "reason": "raise",
    "note": "年度调薪",
    "salary": [{"component": "base_salary", "title": {"zh": "基本工资"}, "kind": "fixed", "amount_fen": 2400000}],
}


def test_who_accepts_an_offer_has_a_file_with_what_the_application_knew(deployment: Deployment) -> None:
    preboarding(deployment)
    file = ask("GET", ONE).body
    assert file["person"]["name"] == "王小明"
    assert file["person"]["phones"] == ["+8613800138000"]
    assert file["employee"]["status"] == "preboarding"
    assert {each["kind"] for each in file["employee"]["documents"]} == {"accepted_offer", "offer_letter", "acceptance"}


def test_a_purpose_that_changed_is_asked_anew_and_recordings_end(deployment: Deployment) -> None:
    preboarding(deployment)
    consents = {each["purpose"]: each["becomes"] for each in ask("GET", ONE).body["employee"]["consents"]}
    assert consents["recording"] == "ends"
    assert consents["competency_scores"] == "asked_anew"
    assert consents["personal_data"] == "not_needed"


def test_the_same_acceptance_again_opens_no_second_file(deployment: Deployment) -> None:
    offer = preboarding(deployment)
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": False}
    assert len(ask("GET", "/v1/people/employees").body["items"]) == 1


def test_nothing_of_a_person_is_readable_in_the_table(deployment: Deployment) -> None:
    preboarding(deployment)
    assert not [row for row in deployment.rows("EMPLOYEE") if "王小明" in str(row) or "13800138000" in str(row)]


def test_an_employment_begins_only_once_what_is_required_is_done(deployment: Deployment) -> None:
    preboarding(deployment)
    refused = ask("POST", f"{ONE}/start", {}, match="1")
    assert (refused.status, refused.body["code"]) == (409, "onboarding_required")
    settle("identity_document")
    assert ask("POST", f"{ONE}/start", {}, match="1").body["status"] == "active"


def test_a_confirmed_start_tells_payroll_with_the_terms_of_the_offer(deployment: Deployment) -> None:
    employed(deployment)
    [event] = events_told(deployment, "hired.v1")
    hired = Hired.model_validate_json(event["detail"])
    terms = deployment.platform.bucket(ACME).get_document(hired.terms, EmploymentTerms)
    assert terms.monthly_fen == 2050000
    assert (str(terms.start_date), str(terms.probation_until)) == ("2026-12-01", "2027-02-28")
    assert terms.offer is not None


def test_on_the_first_day_an_employment_begins_by_itself(deployment: Deployment) -> None:
    preboarding(deployment)
    settle("identity_document")
    deployment.clock.instant = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai
    assert begin_employments({}, FakeContext()) == {}
    deployment.clock.instant = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # half past midnight there
    assert begin_employments({}, FakeContext()) == {"began": 1}
    assert begin_employments({}, FakeContext()) == {}
    assert len(events_told(deployment, "hired.v1")) == 1


def test_on_the_first_day_who_lacks_something_waits(deployment: Deployment) -> None:
    preboarding(deployment)
    deployment.clock.instant = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert begin_employments({}, FakeContext()) == {"waiting": 1}
    assert events_told(deployment, "hired.v1") == []


def test_a_raise_holds_from_its_day_and_is_told(deployment: Deployment) -> None:
    employed(deployment)
    changed = ask("POST", f"{ONE}/terms", RAISE, match="2")
    assert changed.status == 201
    [event] = events_told(deployment, "terms_changed.v1")
    said = TermsChanged.model_validate_json(event["detail"])
    terms = deployment.platform.bucket(ACME).get_document(said.terms, EmploymentTerms)
    assert (terms.number, terms.monthly_fen, terms.grade) == (2, 2400000, "P6")


def test_of_two_who_change_the_same_terms_one_is_told_to_read_again(deployment: Deployment) -> None:
    employed(deployment)
    assert ask("POST", f"{ONE}/terms", RAISE, match="2").status == 201
    assert ask("POST", f"{ONE}/terms", RAISE, match="2").status == 412
    assert len(ask("GET", f"{ONE}/terms").body["items"]) == 2


def test_terms_do_not_change_before_the_first_day(deployment: Deployment) -> None:
    employed(deployment)
    refused = ask("POST", f"{ONE}/terms", RAISE | {"effective_from": "2026-11-01"}, match="2")
    assert (refused.status, refused.body["code"]) == (422, "before_the_start")


def test_a_last_day_is_told_to_payroll_and_nothing_changes_afterwards(deployment: Deployment) -> None:
    employed(deployment)
    gone = ask("POST", f"{ONE}/exit", {"last_day": "2027-03-10", "reason": "resigned"}, match="2")
    assert gone.body["status"] == "left"
    assert json.loads(events_told(deployment, "left.v1")[0]["detail"])["last_day"] == "2027-03-10"
    assert ask("GET", f"{ONE}/terms").body["items"][-1]["end_date"] == "2027-03-10"
    assert ask("POST", f"{ONE}/terms", RAISE, match="3").status == 409


def test_a_manager_sees_the_own_department_and_nobody_elses(deployment: Deployment) -> None:
    preboarding(deployment)
    assert ask("GET", ONE, role="manager", departments="研发").status == 200
    assert ask("GET", ONE, role="manager", departments="销售").status == 403
    assert ask("GET", "/v1/people/employees", role="manager", departments="销售").body["items"] == []


def test_a_recruiter_reads_no_file_of_an_employee(deployment: Deployment) -> None:
    preboarding(deployment)
    assert ask("GET", ONE, role="recruiter").status == 403


def test_every_reading_of_a_file_is_in_the_audit_log(deployment: Deployment) -> None:
    preboarding(deployment)
    ask("GET", ONE)
    read = [row for row in deployment.rows("AUDIT#", "ENTRY#") if '"read_employee"' in row["link"]]
    assert [json.loads(row["link"])["entry"]["subject"] for row in read] == [EMPLOYEE]


def test_a_staff_number_is_one_employees(deployment: Deployment) -> None:
    candidate = known_candidate()
    for number in ("1", "2"):
        offer = accepted(candidate, offer_id=f"off_{number}")
        on_offer_accepted(told(offer, deployment), FakeContext())
    assert ask("PUT", ONE, {"staff_number": "A001"}, match="1").status == 200
    refused = ask("PUT", "/v1/people/employees/emp_2", {"staff_number": "A001"}, match="1")
    assert (refused.status, refused.body["code"]) == (409, "staff_number_taken")


def test_lists_are_by_status_and_department(deployment: Deployment) -> None:
    employed(deployment)
    assert ask("GET", "/v1/people/employees", query={"status": "preboarding"}).body["items"] == []
    [line] = ask("GET", "/v1/people/employees", query={"status": "active"}).body["items"]
    assert line["name"] == "王小明"
    assert len(ask("GET", "/v1/people/employees", query={"department": "研发"}).body["items"]) == 1


def test_who_never_came_has_a_closed_file(deployment: Deployment) -> None:
    preboarding(deployment)
    assert ask("POST", f"{ONE}/withdraw", match="1").body["status"] == "withdrawn"
    settle("identity_document")
    assert ask("POST", f"{ONE}/start", {}, match="2").status == 409


def test_a_task_is_waived_only_with_a_reason(deployment: Deployment) -> None:
    preboarding(deployment)
    path = f"{ONE}/onboarding/identity_document"
    assert ask("PUT", path, {"state": "waived"}, match="1").body["code"] == "waived_without_reason"
    waived = ask("PUT", path, {"state": "waived", "note": "护照已核验"}, match="1")
    assert waived.status == 200
    assert ask("POST", f"{ONE}/start", {}, match="1").status == 200


def test_a_company_writes_its_own_checklist_for_those_to_come(deployment: Deployment) -> None:
    known_candidate()
    template = {"tasks": [{"task_id": "badge", "title": {"en": "Badge"}, "owner": "hr", "due_days": 0}]}
    assert ask("PUT", "/v1/people/onboarding-template", template, match="0").status == 200
    on_offer_accepted(told(accepted(known_candidate()), deployment), FakeContext())
    [task] = ask("GET", f"{ONE}/onboarding").body["tasks"]
    assert (task["template"]["task_id"], task["due"]) == ("badge", "2026-12-01")
