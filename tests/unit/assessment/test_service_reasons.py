"""Why an answer was not assessed, in words."""

import pytest

from shared.assessment.pipeline import CaughtFailure
from shared.assessment.service.reasons import reason_of
from shared.kernel.ids import ExecutionId

RUN = ExecutionId("arn:aws:states:eu-central-1:123456789012:execution:assess:run-1")


def test_a_worker_s_own_words_are_kept() -> None:
    cause = '{"code": "not_media", "problem": "It is text.", "remedy": "Record again."}'
    assert reason_of(CaughtFailure(error="not_media", cause=cause), RUN).problem == "It is text."


@pytest.mark.parametrize("error", ["States.Timeout", "States.HeartbeatTimeout"])
def test_a_worker_that_fell_silent_is_said_to_be_lost(error: str) -> None:
    assert reason_of(CaughtFailure(error=error), RUN).code == "worker_lost"


def test_the_time_that_was_over_is_said_to_include_the_wait_for_a_worker() -> None:
    reason = reason_of(CaughtFailure(error="States.Timeout"), RUN)
    assert reason.problem == (
        "No worker finished this recording within the time allowed: all were busy, or one fell silent."
    )
    assert "Assess the answer again" in reason.remedy


def test_an_error_of_a_function_is_internal_and_names_the_execution() -> None:
    cause = '{"errorMessage": "no module named av", "errorType": "ImportError", "stackTrace": ["secret"]}'
    reason = reason_of(CaughtFailure(error="ImportError", cause=cause), RUN)
    assert reason.code == "internal"
    assert "no module named av" in reason.problem
    assert "secret" not in reason.problem
    assert RUN in reason.remedy


@pytest.mark.parametrize(
    "cause", ["", "plain words", "[1, 2]", "null", '{"code": "made_up", "problem": "", "remedy": ""}']
)
def test_whatever_the_cause_is_there_is_a_reason(cause: str) -> None:
    assert reason_of(CaughtFailure(error="Boom", cause=cause), RUN).code == "internal"


def test_a_page_of_an_error_is_cut_to_what_can_be_read() -> None:
    assert len(reason_of(CaughtFailure(error="Boom", cause="x" * 30_000), RUN).problem) < 600
