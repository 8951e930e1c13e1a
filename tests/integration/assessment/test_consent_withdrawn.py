"""A candidate takes the consent to automated scoring back: nothing is scored or shown from then on, nothing is lost."""

import json
from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.api import handler
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.record_interview_failure import handler as record_interview_failure
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.service.people_only import PeopleOnly
from shared.assessment.service.read import progress
from shared.assessment.service.retry import retry_answer, retry_report
from shared.assessment.service.running import update_running
from shared.assessment.service.sweep import Swept, sweep
from shared.interview.keys import UploadKey, human_upload_key
from shared.interview.planning import withdrawn_from
from shared.kernel.ids import AnswerId
from tests.builders.assessment import ACME, FakeExecutions, Stage, plan
from tests.builders.aws import BUCKET, Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()
INTERVIEW = "/v1/assessment/interviews/int_1"


@pytest.fixture
def alone(deployment: Deployment) -> Stage:
    """An interview of one answer."""
    stage = Stage(deployment, plan(answers=1))
    stage.publish_plan()
    return stage


def withdraw(stage: Stage) -> None:
    """Do what the interview stage does: write the plan anew."""
    stage.plan = withdrawn_from(stage.plan, "automated_assessment")
    stage.publish_plan()


def for_people(stage: Stage, answer: str) -> None:
    """A recording arrives where people alone look."""
    whose = UploadKey(tenant_id=ACME, interview_id=stage.plan.interview_id, answer_id=AnswerId(answer), upload_id="u9")
    stage.deployment.client("s3").put_object(Bucket=BUCKET, Key=human_upload_key(whose), Body=b"recording")


def get(path: str) -> Answer:
    return call(handler, api_event("GET", path, claims=staff_claims()))


def proposed(stage: Stage) -> dict[str, Any]:
    made = aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT)
    return propose(norm(made, CONTEXT), CONTEXT)


def test_an_upload_after_the_withdrawal_is_refused_with_the_reason_and_kept(alone: Stage) -> None:
    withdraw(alone)
    key = alone.upload("a1")
    prepared = alone.prepare(key)
    assert prepared.outcome == "refuse"
    assert alone.fail(key, prepared, error="Refused").status == "failed"
    state = alone.answer("a1")
    assert (state.status, state.reason.code if state.reason else None) == ("failed", "consent_withdrawn")
    assert state.take is not None
    assert state.take.upload_key == key
    assert alone.deployment.objects("uploads/") == [key]


def test_the_refused_upload_told_of_twice_settles_once(alone: Stage) -> None:
    withdraw(alone)
    key = alone.upload("a1")
    alone.fail(key, alone.prepare(key), error="Refused")
    alone.fail(key, alone.prepare(key), error="Refused")
    assert len(alone.settled_events()) == 1
    assert alone.interview().revision == 1


def test_an_answer_that_is_listened_to_during_the_withdrawal_is_not_scored(alone: Stage) -> None:
    key = alone.upload("a1")
    prepared = alone.prepare(key)
    withdraw(alone)
    with pytest.raises(PeopleOnly):
        alone.score(prepared)
    assert alone.fail(key, prepared, error="PeopleOnly").status == "failed"
    state = alone.answer("a1")
    assert (state.document, state.reason.code if state.reason else None) == (None, "consent_withdrawn")


def test_a_score_that_was_made_just_before_the_withdrawal_is_not_recorded(alone: Stage) -> None:
    key = alone.upload("a1")
    prepared = alone.prepare(key)
    scored = alone.score(prepared)
    withdraw(alone)
    for _ in range(2):
        with pytest.raises(PeopleOnly):
            alone.record(scored)
        alone.fail(key, prepared, error="PeopleOnly")
    assert (alone.answer("a1").status, alone.answer("a1").document) == ("failed", None)
    assert len(alone.settled_events()) == 1


def test_there_is_no_report_and_the_progress_says_that_people_must_look(alone: Stage) -> None:
    alone.assess("a1")
    withdraw(alone)
    with pytest.raises(PeopleOnly):
        aggregate(alone.ref(1).model_dump(mode="json"), CONTEXT)
    failure = {"Error": "PeopleOnly", "Cause": "{}"}
    failed = {"interview": alone.ref(1).model_dump(mode="json"), "execution_id": "e", "failure": failure}
    for _ in range(2):
        assert record_interview_failure(failed, CONTEXT) == {"recorded": True}
    assert alone.interview().deadline is None
    shown = progress(alone.scope, alone.plan.interview_id)
    assert (shown.status, shown.overall, shown.problem.code if shown.problem else None) == (
        "people_only",
        None,
        "consent_withdrawn",
    )


def test_a_withdrawal_while_the_report_is_made_stops_it_at_the_next_step(alone: Stage) -> None:
    alone.assess("a1")
    made = aggregate(alone.ref(1).model_dump(mode="json"), CONTEXT)
    normed = norm(made, CONTEXT)
    proposal = propose(normed, CONTEXT)
    kept = report(proposal, CONTEXT)
    withdraw(alone)
    for step, given in ((norm, made), (propose, normed), (report, proposal), (notify, kept)):
        with pytest.raises(PeopleOnly):
            step(given, CONTEXT)
    assert alone.events("report_ready") == []


def test_a_report_that_was_made_before_is_kept_out_of_sight(alone: Stage) -> None:
    alone.assess("a1")
    notify(report(proposed(alone), CONTEXT), CONTEXT)
    assert get(f"{INTERVIEW}/report").status == 200
    withdraw(alone)
    for path in ("report", "report.html", "report.pdf", "feedback", "feedback.pdf", "running"):
        answer = get(f"{INTERVIEW}/{path}")
        assert (path, answer.status, answer.body["code"]) == (path, 410, "consent_withdrawn")
        assert "候选人已撤回" in answer.body["detail"]
    told = get(INTERVIEW).body
    assert (told["status"], told["overall"]) == ("people_only", None)
    assert "72.0" not in json.dumps(told)


def test_the_running_report_is_not_brought_up_to_date(alone: Stage) -> None:
    alone.assess("a1")
    withdraw(alone)
    assert update_running(alone.scope, alone.plan.interview_id) is False


def test_nothing_is_tried_again(alone: Stage) -> None:
    withdraw(alone)
    key = alone.upload("a1")
    alone.fail(key, alone.prepare(key), error="Refused")
    executions = FakeExecutions()
    with pytest.raises(PeopleOnly):
        retry_answer(alone.scope, executions, alone.plan.interview_id, AnswerId("a1"))
    with pytest.raises(PeopleOnly):
        retry_report(alone.scope, executions, alone.plan.interview_id)
    assert (executions.assessed, executions.completed) == ([], [])


def test_an_answer_that_was_handed_to_people_is_not_called_missed_when_the_time_is_over(stage: Stage) -> None:
    stage.assess("a1")
    withdraw(stage)
    for_people(stage, "a2")
    stage.later(days=8)
    assert sweep(stage.scope, FakeExecutions()) == Swept(missed=2)
    found = {name: stage.answer(name) for name in ("a2", "a3")}
    assert [(each.status, each.reason.code if each.reason else None) for each in found.values()] == [
        ("failed", "consent_withdrawn"),
        ("missed", "never_uploaded"),
    ]
