"""``complete_interview`` as synthesized, with the real handlers: the way to the report, and every Catch."""

from pathlib import Path

import pytest

from tests.workflow.conftest import World
from tests.workflow.interviews import Interview

SAMPLE = Path("samples/answers/english.webm")
STEPS = ["Aggregate", "Norm", "Propose", "Report", "Notify"]


@pytest.fixture
def answered(world: World) -> Interview:
    interview = Interview.opened(world)
    interview.assess(SAMPLE)
    return interview


def test_settled_answers_become_a_report_that_is_announced(answered: Interview) -> None:
    run = answered.complete()
    assert run.status == "SUCCEEDED"
    assert run.visited == [*STEPS, "Reported"]
    state = answered.scope.interviews.get(answered.plan.interview_id)
    assert state is not None
    assert state.reported_revision == state.revision
    assert state.report is not None
    assert answered.stage.deployment.rows("INTERVIEW#int_1", "EVENT#")


def test_an_interview_whose_answers_all_failed_still_gets_its_report(world: World, tmp_path: Path) -> None:
    interview = Interview.opened(world)
    empty = tmp_path / "empty.webm"
    empty.touch()
    interview.assess(empty)
    assert interview.complete().status == "SUCCEEDED"


def test_completing_twice_announces_once(answered: Interview) -> None:
    answered.complete()
    announced = len(answered.stage.deployment.rows("INTERVIEW#int_1", "EVENT#"))
    assert answered.complete().status == "SUCCEEDED"
    assert len(answered.stage.deployment.rows("INTERVIEW#int_1", "EVENT#")) == announced


@pytest.mark.parametrize(
    "step",
    ["assessment.aggregate", "assessment.norm", "decision.propose", "assessment.report", "assessment.notify"],
)
def test_a_defect_on_the_way_is_written_on_the_interview(answered: Interview, step: str) -> None:
    answered.world.handlers.failing[step] = [RuntimeError("a defect")]
    run = answered.complete()
    assert run.status == "FAILED"
    assert {"RecordInterviewFailure", "Failed"} <= set(run.visited)
    state = answered.scope.interviews.get(answered.plan.interview_id)
    assert state is not None
    assert state.problem is not None
    assert state.problem.remedy
