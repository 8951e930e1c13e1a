"""A consent that is withdrawn ends both machines quietly: nobody is called for what is nobody's fault."""

from pathlib import Path

import pytest

from tests.workflow.conftest import World
from tests.workflow.interviews import Interview

SAMPLE = Path("samples/answers/english.webm")


@pytest.mark.parametrize("step", ["assessment.score_answer", "assessment.record"])
def test_an_answer_in_flight_is_left_to_people(world: World, step: str) -> None:
    interview = Interview.opened(world)
    world.handlers.before[step] = interview.withdraw
    run = interview.assess(SAMPLE)
    assert run.status == "SUCCEEDED"
    assert run.visited[-3:] == ["RecordFailure", "WhoseFault", "LeftToPeople"]
    state = interview.answer()
    assert (state.status, state.reason.code if state.reason else None) == ("failed", "consent_withdrawn")


def test_an_upload_after_the_withdrawal_is_refused(world: World) -> None:
    interview = Interview.opened(world)
    interview.withdraw()
    run = interview.assess(SAMPLE)
    assert run.visited == ["Prepare", "Outcome", "RecordRefusal", "Refused"]


@pytest.mark.parametrize("step", ["assessment.aggregate", "decision.propose", "assessment.report", "assessment.notify"])
def test_no_report_is_made_and_the_interview_says_why(world: World, step: str) -> None:
    interview = Interview.opened(world)
    interview.assess(SAMPLE)
    world.handlers.before[step] = interview.withdraw
    run = interview.complete()
    assert run.status == "SUCCEEDED"
    assert run.visited[-3:] == ["RecordInterviewFailure", "WhoseFault", "LeftToPeople"]
    state = interview.scope.interviews.get(interview.plan.interview_id)
    assert state is not None
    assert (state.report, state.problem.code if state.problem else None) == (None, "consent_withdrawn")
