"""The routes of assessment, as a tenant's staff calls them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.api import handler
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.kernel.ids import TenantId
from tests.builders.assessment import Stage, plan
from tests.builders.aws import deployed
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()
INTERVIEW = "/v1/assessment/interviews/int_1"


@pytest.fixture
def reported() -> Iterator[Stage]:
    """An interview of one answer with its report, whose two state machines exist."""
    with deployed() as deployment:
        machines = deployment.client("stepfunctions")
        for name in ("assess", "complete"):
            machines.create_state_machine(
                name=name,
                definition=json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}),
                roleArn="arn:aws:iam::123456789012:role/machine",
            )
        stage = Stage(deployment, plan(answers=1))
        stage.publish_plan()
        stage.assess("a1")
        made = aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT)
        notify(report(propose(norm(made, CONTEXT), CONTEXT), CONTEXT), CONTEXT)
        yield stage


def get(path: str, tenant: str = "acme", *groups: str) -> Answer:
    return call(handler, api_event("GET", path, claims=staff_claims(tenant, *groups)))


def post(path: str, tenant: str = "acme", *groups: str) -> Answer:
    return call(handler, api_event("POST", path, claims=staff_claims(tenant, *groups)))


def test_the_progress_says_that_the_report_is_there(reported: Stage) -> None:
    answer = get(INTERVIEW)
    assert answer.status == 200
    assert (answer.body["status"], answer.body["answers"][0]["status"]) == ("reported", "assessed")


def test_the_report_is_the_document_that_was_kept(reported: Stage) -> None:
    answer = get(f"{INTERVIEW}/report")
    assert (answer.status, answer.body["overall"]) == (200, 72.0)


def test_the_page_plays_the_recordings_from_signed_addresses(reported: Stage) -> None:
    told = handler(api_event("GET", f"{INTERVIEW}/report.html", claims=staff_claims()), CONTEXT)
    assert told["statusCode"] == 200
    assert "text/html" in json.dumps(told["headers"])
    assert "uploads/acme/int_1/a1/upl_a1" in told["body"]
    assert "Signature" in told["body"]


def test_another_tenants_staff_does_not_find_the_interview(reported: Stage) -> None:
    assert get(INTERVIEW, "rival").status == 404
    assert get(f"{INTERVIEW}/report", "rival").status == 404
    assert post(f"{INTERVIEW}/answers/a1/retry", "rival").status == 404


def test_whoever_is_not_signed_in_is_turned_away(reported: Stage) -> None:
    assert call(handler, api_event("GET", INTERVIEW)).status == 401


def seated(reported: Stage, assigned: set[str], rated: set[str] | None = None) -> None:
    """Call a panel; ``user-1`` is who asks."""
    table = reported.deployment.platform.table(TenantId("acme"))
    row = {"PK": table.pk("INTERVIEW#int_1"), "SK": "PANEL", "assigned": assigned}
    table.put(row | ({"rated": rated} if rated else {}))


def test_an_interviewer_sees_only_what_was_assigned_and_starts_nothing(reported: Stage) -> None:
    assert get(INTERVIEW, "acme", "interviewer").status == 403
    seated(reported, {"user-1"})
    assert get(INTERVIEW, "acme", "interviewer").status == 200
    assert post(f"{INTERVIEW}/answers/a1/retry", "acme", "interviewer").status == 403


def test_who_sits_on_the_panel_is_blind_until_the_own_rating_is_in(reported: Stage) -> None:
    seated(reported, {"user-1", "user-2"}, {"user-2"})
    forms, roles = ("report", "running", "feedback"), ("interviewer", "recruiter")
    blind = [get(f"{INTERVIEW}/{form}", "acme", role).status for form in forms for role in roles]
    seated(reported, {"user-1", "user-2"}, {"user-1", "user-2"})
    assert set(blind) == {403}
    assert get(f"{INTERVIEW}/report", "acme", "interviewer").status == 200


def test_a_manager_of_another_department_does_not_read_the_report(reported: Stage) -> None:
    assert get(f"{INTERVIEW}/report", "acme", "manager").status == 403


def test_every_reading_of_a_report_is_in_the_audit_log(reported: Stage) -> None:
    get(f"{INTERVIEW}/report")
    [row] = reported.deployment.rows("#AUDIT#", "ENTRY#")
    assert '"read_report"' in row["link"]
    assert "user-1" in row["link"]


def test_a_report_that_was_refused_is_not_in_the_audit_log_as_read(reported: Stage) -> None:
    get(f"{INTERVIEW}/report", "acme", "manager")
    assert reported.deployment.rows("#AUDIT#", "ENTRY#") == []


def test_an_assessed_answer_is_not_tried_again(reported: Stage) -> None:
    answer = post(f"{INTERVIEW}/answers/a1/retry")
    assert (answer.status, answer.body["code"]) == (409, "conflict")


def test_a_failed_answer_is_tried_again(reported: Stage) -> None:
    key = reported.upload("a1", "upl_2", attempt=2)
    reported.fail(key, reported.prepare(key, "two"), "two")
    answer = post(f"{INTERVIEW}/answers/a1/retry")
    assert (answer.status, answer.body["status"]) == (202, "uploaded")
    [execution] = executions(reported, "assess")
    assert execution["name"] == "retry-int_1-a1-3"


def test_a_report_that_was_not_made_is_made_again(reported: Stage) -> None:
    reported.later(seconds=1)
    reported.assess("a1", execution="two", upload="upl_2")
    assert post(f"{INTERVIEW}/retry").status == 202
    assert len(executions(reported, "complete")) == 1


def test_a_report_that_is_there_is_not_made_again(reported: Stage) -> None:
    answer = post(f"{INTERVIEW}/retry")
    assert (answer.status, answer.body["code"]) == (409, "conflict")
    assert "already" in answer.body["detail"]
    assert executions(reported, "complete") == []


def test_orphans_are_listed_with_their_reason(reported: Stage) -> None:
    key = reported.upload("a9")
    reported.fail(key, reported.prepare(key), error="Refused")
    answer = get("/v1/assessment/orphans")
    assert [(orphan["upload_key"], orphan["reason"]["code"]) for orphan in answer.body] == [(key, "unknown_answer")]


def executions(stage: Stage, machine: str) -> list[dict[str, Any]]:
    arn = f"arn:aws:states:eu-central-1:123456789012:stateMachine:{machine}"
    found: list[dict[str, Any]] = stage.deployment.client("stepfunctions").list_executions(stateMachineArn=arn)[
        "executions"
    ]
    return found
