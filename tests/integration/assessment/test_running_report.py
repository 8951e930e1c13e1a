"""After each answer the running report is brought up to date, told of once, and can be polled cheaply."""

from typing import Any

import pytest

from functions.assessment.api import handler
from shared.assessment.contracts import RunningReportUpdated
from shared.assessment.service.running import update_running
from shared.assessment.service.settle import settle
from shared.kernel.errors import Unavailable
from tests.builders.assessment import ScriptedJudge, Stage
from tests.builders.faults import throttled
from tests.builders.http import Answer, api_event, call, etag_of, staff_claims
from tests.builders.lambda_context import FakeContext

PATH = "/v1/assessment/interviews/int_1/running"


def events(stage: Stage) -> list[RunningReportUpdated]:
    rows = stage.events("running_report_updated")
    told = [RunningReportUpdated.model_validate_json(row["detail"]) for row in rows]
    return sorted(told, key=lambda event: event.revision)


def poll(known: str | None = None, tenant: str = "acme") -> dict[str, Any]:
    headers = {"if-none-match": known} if known else {}
    return handler(api_event("GET", PATH, headers=headers, claims=staff_claims(tenant)), FakeContext())


def get() -> Answer:
    return call(handler, api_event("GET", PATH, claims=staff_claims()))


def fail(stage: Stage, answer: str) -> None:
    key = stage.upload(answer, f"upl_{answer}")
    stage.fail(key, stage.prepare(key, answer), answer)


def test_each_answer_that_settles_makes_one_revision_and_one_event(stage: Stage) -> None:
    stage.assess("a1")
    stage.record(stage.score(stage.prepare(stage.upload("a2", "upl_a2"), "a2"), ScriptedJudge(score=50.0)))
    fail(stage, "a3")
    assert [(event.revision, event.answers_settled, event.overall) for event in events(stage)] == [
        (1, 1, 72.0),
        (2, 2, 61.0),
        (3, 3, 61.0),
    ]
    report = stage.scope.running.get(stage.plan.interview_id)
    assert report is not None
    assert (report.revision, report.answers_assessed, report.answers_total) == (3, 2, 3)
    assert (report.competencies[0].competency, report.competencies[0].answers) == ("ownership", 2)


def test_recording_twice_tells_once(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    stage.record(scored)
    stage.record(scored)
    assert len(events(stage)) == 1


def test_an_older_revision_never_replaces_a_newer_one(stage: Stage) -> None:
    stage.assess("a1")
    old = stage.scope.running.get(stage.plan.interview_id)
    [told] = events(stage)
    stage.assess("a2")
    assert old is not None
    assert stage.scope.running.keep(old, told.model_copy(update={"event_id": "evt_again"})) is False
    newest = stage.scope.running.get(stage.plan.interview_id)
    assert newest is not None
    assert (newest.revision, len(events(stage))) == (2, 2)


def test_a_process_that_died_before_it_told_is_made_good_by_the_next_try(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    state = stage.answer("a1")
    assert settle(stage.scope, state, "assessed", document=scored.document)
    assert events(stage) == []
    stage.record(scored)
    assert [event.revision for event in events(stage)] == [1]


def test_a_damaged_document_fails_no_answer(stage: Stage) -> None:
    stage.assess("a1")
    where = stage.answer("a1").document
    assert where is not None
    stage.scope.documents.put_bytes(where.key, b"{}", "application/json")
    assert stage.assess("a2").status == "assessed"
    assert [event.revision for event in events(stage)] == [1]


def test_a_throttled_table_leaves_the_running_report_as_it_was(stage: Stage) -> None:
    stage.assess("a1")
    before = stage.scope.running.get(stage.plan.interview_id)
    stage.deployment.client("dynamodb").delete_item(
        TableName="bole", Key={"PK": {"S": "TENANT#acme#INTERVIEW#int_1"}, "SK": {"S": "ASSESSMENT#RUNNING"}}
    )
    with throttled("TransactWriteItems"), pytest.raises(Unavailable):
        update_running(stage.scope, stage.plan.interview_id)
    assert stage.scope.running.get(stage.plan.interview_id) is None
    assert update_running(stage.scope, stage.plan.interview_id)
    assert stage.scope.running.get(stage.plan.interview_id) == before


def test_who_polls_gets_304_until_another_answer_is_in(stage: Stage) -> None:
    stage.assess("a1")
    first = poll()
    assert first["statusCode"] == 200
    again = poll(etag_of(first))
    assert (again["statusCode"], again.get("body") or "") == (304, "")
    assert etag_of(again) == etag_of(first)
    stage.assess("a2")
    assert poll(etag_of(first))["statusCode"] == 200


def test_before_the_first_answer_there_is_an_empty_report(stage: Stage) -> None:
    stage.prepare(stage.upload("a1"))
    body = get().body
    assert (body["revision"], body["answers_settled"], body["answers_total"], body["overall"]) == (0, 0, 3, None)
    assert (body["updated_at"], body["provisional"]) == (None, True)
    assert [competency["competency"] for competency in body["competencies"]] == ["ownership"]


def test_an_interview_that_is_not_in_assessment_or_not_ones_own_is_not_found(stage: Stage) -> None:
    assert get().status == 404
    stage.assess("a1")
    assert poll(tenant="rival")["statusCode"] == 404
