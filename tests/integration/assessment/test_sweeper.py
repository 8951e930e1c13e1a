"""The sweeper: nothing stays pending for ever, and what is overdue says why."""

from typing import Any

from functions.assessment.sweep import handler
from shared.assessment.service.open_interview import open_interview
from shared.assessment.service.settle import settle
from shared.assessment.service.sweep import Swept, sweep
from shared.kernel.ids import TenantId
from shared.platform.tenants import registration
from tests.builders.assessment import ACME, FakeExecutions, Stage, execution_id
from tests.builders.aws import NOW
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


def swept(stage: Stage, executions: FakeExecutions | None = None) -> Swept:
    return sweep(stage.scope, executions or FakeExecutions())


def test_an_answer_that_hangs_fails_with_the_state_in_which_it_hung_and_its_execution_is_stopped(stage: Stage) -> None:
    stage.prepare(stage.upload("a1"), "one")
    stage.later(hours=2)
    executions = FakeExecutions(hung_in="Transcribe")
    assert swept(stage, executions) == Swept(failed=1)
    reason = stage.answer("a1").reason
    assert reason is not None
    assert reason.code == "overdue"
    assert "Transcribe" in reason.problem
    assert executions.stopped == [execution_id("one")]


def test_an_execution_that_is_not_known_any_more_is_named_by_the_step_of_its_answer(stage: Stage) -> None:
    stage.prepare(stage.upload("a1"), "one")
    stage.later(hours=2)
    swept(stage, FakeExecutions(hung_in=None))
    reason = stage.answer("a1").reason
    assert reason is not None
    assert "listening" in reason.problem


def test_an_answer_that_is_in_time_is_left_alone(stage: Stage) -> None:
    stage.prepare(stage.upload("a1"))
    stage.later(minutes=30)
    assert swept(stage) == Swept()
    assert stage.answer("a1").status == "assessing"


def test_an_answer_without_a_recording_is_missed_when_the_session_is_over(stage: Stage) -> None:
    open_interview(stage.scope, stage.plan)
    stage.assess("a1")
    stage.assess("a2")
    stage.later(days=8)
    assert swept(stage).missed == 1
    assert stage.answer("a3").status == "missed"
    assert len(stage.events("interview_settled")) == 1


def test_a_recording_whose_event_was_lost_is_found_and_assessed(stage: Stage) -> None:
    open_interview(stage.scope, stage.plan)
    key = stage.upload("a1", "upl_lost")
    stage.later(days=8)
    executions = FakeExecutions()
    done = swept(stage, executions)
    assert (done.started, done.missed) == (1, 2)
    assert executions.assessed == [(key, "found-upl_lost")]
    assert stage.answer("a1").status == "uploaded"


def test_a_recording_that_was_found_and_still_not_assessed_fails_in_the_end(stage: Stage) -> None:
    open_interview(stage.scope, stage.plan)
    stage.upload("a1")
    stage.later(days=8)
    swept(stage)
    stage.later(hours=2)
    assert swept(stage).failed == 1
    assert stage.answer("a1").status == "failed"


def test_sweeping_twice_does_nothing_more(stage: Stage) -> None:
    stage.prepare(stage.upload("a1"))
    stage.later(days=8)
    swept(stage)
    assert swept(stage) == Swept()
    assert len(stage.settled_events()) == 3


def test_a_result_that_comes_after_the_sweeper_gave_up_still_counts(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    stage.later(hours=2)
    swept(stage)
    assert stage.record(scored).status == "assessed"
    state = stage.answer("a1")
    assert (state.status, state.reason) == ("assessed", None)


def test_news_that_died_with_its_process_is_told_by_the_sweeper(stage: Stage) -> None:
    for answer in ("a1", "a2"):
        stage.assess(answer)
    scored = stage.score(stage.prepare(stage.upload("a3", "upl_a3"), "a3"))
    settle(stage.scope, stage.answer("a3"), "assessed", document=scored.document)
    stage.later(days=8)
    assert swept(stage).reports == 1
    assert len(stage.events("interview_settled")) == 1


def test_a_report_that_is_not_made_in_time_is_a_problem_that_people_see(stage: Stage) -> None:
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    stage.later(hours=2)
    swept(stage)
    stage.later(hours=2)
    swept(stage)
    problem = stage.interview().problem
    assert problem is not None
    assert problem.code == "overdue"
    assert swept(stage) == Swept()


def test_the_handler_sweeps_every_tenant_of_the_list(stage: Stage) -> None:
    table = stage.deployment.platform.platform_table
    for tenant in ("acme", "rival"):
        table.transact([registration(TenantId(tenant), NOW)])
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    assert stage.scope.tenant_id == ACME
    assert handler({}, CONTEXT) == Swept(missed=3).model_dump()


def test_the_sweep_that_settles_the_last_answer_does_not_find_its_report_overdue_at_once(stage: Stage) -> None:
    open_interview(stage.scope, stage.plan)
    stage.later(days=8)
    assert swept(stage) == Swept(missed=3)
    assert stage.interview().problem is None
