"""Whose onboarding is late is listed over all employees, the longest first, until it is done or nobody comes."""

import json
from datetime import UTC, datetime
from typing import Any

from functions.people.on_offer_accepted import handler as on_offer_accepted
from tests.builders.aws import Deployment
from tests.builders.lambda_context import FakeContext
from tests.builders.people import EMPLOYEE, accepted, ask, employed, known_candidate, preboarding, settle, told

ONE = f"/v1/people/employees/{EMPLOYEE}"
OVERDUE = "/v1/people/onboarding/overdue"


def on(deployment: Deployment, day: int, month: int = 12) -> None:
    deployment.clock.instant = datetime(2026, month, day, 9, 0, tzinfo=UTC)


def late(**query: str) -> list[Any]:
    return list(ask("GET", OVERDUE, query=query or None).body["items"])


def another(deployment: Deployment, number: int, **changed: Any) -> None:
    offer = accepted(known_candidate(), offer_id=f"off_{number}", **changed)
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}


def test_a_task_is_late_the_day_after_it_was_due(deployment: Deployment) -> None:
    preboarding(deployment)
    on(deployment, 28, 11)  # the identity document is due three days before 1 December
    assert late() == []
    on(deployment, 29, 11)
    [line] = late()
    assert (line["name"], line["since"], line["department"]) == ("王小明", "2026-11-28", "研发")
    assert [task["template"]["task_id"] for task in line["tasks"]] == ["identity_document"]


def test_a_day_begins_where_people_work(deployment: Deployment) -> None:
    preboarding(deployment)
    deployment.clock.instant = datetime(2026, 11, 28, 16, 30, tzinfo=UTC)  # the 29th in Shanghai
    assert len(late()) == 1


def test_what_is_settled_is_late_no_more(deployment: Deployment) -> None:
    preboarding(deployment)
    on(deployment, 29, 11)
    assert settle("identity_document").status == 200
    assert late() == []


def test_what_is_opened_again_is_late_again(deployment: Deployment) -> None:
    preboarding(deployment)
    on(deployment, 29, 11)
    settle("identity_document")
    assert ask("PUT", f"{ONE}/onboarding/identity_document", {"state": "open"}, match="2").status == 200
    assert len(late()) == 1


def test_the_longest_late_comes_first_and_the_list_goes_on_by_cursor(deployment: Deployment) -> None:
    for number, start in ((1, "2026-12-03"), (2, "2026-12-01"), (3, "2026-12-02"), (4, "2027-06-01")):
        another(deployment, number, start_date=start)
    on(deployment, 20)
    first = ask("GET", OVERDUE, query={"limit": "2"}).body
    second = ask("GET", OVERDUE, query={"limit": "2", "cursor": first["next"]}).body
    found = [line["employee_id"] for line in (*first["items"], *second["items"])]
    assert (found, second["next"]) == (["emp_2", "emp_3", "emp_1"], None)


def test_who_never_came_or_has_left_is_not_waited_for(deployment: Deployment) -> None:
    employed(deployment)
    another(deployment, 2)
    on(deployment, 20)
    assert len(late()) == 2
    assert ask("POST", f"{ONE}/exit", {"last_day": "2026-12-20", "reason": "resigned"}, match="2").status == 200
    assert ask("POST", "/v1/people/employees/emp_2/withdraw", match="1").status == 200
    assert late() == []
    assert ask("GET", f"{ONE}/onboarding").body["closed"] is True


def test_a_manager_sees_the_own_department_and_an_interviewer_nobody(deployment: Deployment) -> None:
    another(deployment, 1)
    another(deployment, 2, department="销售")
    on(deployment, 20)
    own = ask("GET", OVERDUE, role="manager", departments="销售").body["items"]
    assert [line["department"] for line in own] == ["销售"]
    assert ask("GET", OVERDUE, role="interviewer").body["items"] == []


def test_notes_of_tasks_are_sealed_and_read_again(deployment: Deployment) -> None:
    preboarding(deployment)
    order = {"state": "waived", "note": "护照已核验,号码 E12345678"}
    assert ask("PUT", f"{ONE}/onboarding/identity_document", order, match="1").status == 200
    assert "E12345678" not in json.dumps(deployment.rows(), ensure_ascii=False)
    tasks = {each["template"]["task_id"]: each for each in ask("GET", f"{ONE}/onboarding").body["tasks"]}
    assert tasks["identity_document"]["note"] == "护照已核验,号码 E12345678"


def test_the_list_is_in_the_audit_log(deployment: Deployment) -> None:
    preboarding(deployment)
    on(deployment, 29, 11)
    late()
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert [each["detail"] for each in entries if each["subject"] == "onboarding_overdue"] == [{"employees": 1}]


def test_reading_a_checklist_is_in_the_audit_log(deployment: Deployment) -> None:
    preboarding(deployment)
    ask("GET", f"{ONE}/onboarding")
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert [each["subject"] for each in entries if each["detail"] == {"change": "checklist_read"}] == [EMPLOYEE]


def test_a_checklist_changes_by_who_read_the_newest(deployment: Deployment) -> None:
    preboarding(deployment)
    assert settle("identity_document").status == 200
    assert settle("bank_account").status == 412
