"""Which recording counts, and which execution has it."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.assessment.model.answer import AnswerStatus
from shared.assessment.model.claim import standing
from shared.assessment.model.progress import AnswerState, Take
from shared.kernel.ids import AnswerId, ExecutionId, InterviewId, TenantId

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINE, OTHER = ExecutionId("mine"), ExecutionId("other")


def take(name: str = "first", attempt: int = 1, minutes: int = 0) -> Take:
    return Take(upload_key=name, size_bytes=1, attempt=attempt, received_at=NOW + timedelta(minutes=minutes))


def state(status: AnswerStatus, execution: ExecutionId | None = None, held: Take | None = None) -> AnswerState:
    return AnswerState(
        tenant_id=TenantId("acme"),
        interview_id=InterviewId("int_1"),
        answer_id=AnswerId("a1"),
        ordinal=1,
        status=status,
        execution_id=execution,
        take=held,
    )


def test_an_awaited_answer_is_claimed() -> None:
    assert standing(state("awaited"), MINE, take()) == "claim"


def test_an_answer_that_was_missed_is_claimed_by_a_recording_after_all() -> None:
    assert standing(state("missed"), MINE, take()) == "claim"


def test_an_answer_that_was_opened_again_is_claimed_for_the_same_recording() -> None:
    assert standing(state("uploaded", None, take()), MINE, take()) == "claim"


def test_an_execution_that_has_the_answer_keeps_it() -> None:
    assert standing(state("assessing", MINE, take()), MINE, take()) == "held"


@pytest.mark.parametrize("status", ["assessed", "failed"])
def test_an_execution_that_has_settled_the_answer_does_not_begin_again(status: AnswerStatus) -> None:
    assert standing(state(status, MINE, take()), MINE, take()) == "taken"


@pytest.mark.parametrize("status", ["assessing", "assessed", "failed"])
def test_a_second_event_of_the_same_recording_finds_it_taken(status: AnswerStatus) -> None:
    assert standing(state(status, OTHER, take()), MINE, take()) == "taken"


@pytest.mark.parametrize("status", ["assessing", "assessed", "failed"])
def test_a_retake_takes_the_answer_over(status: AnswerStatus) -> None:
    assert standing(state(status, OTHER, take("first")), MINE, take("second", attempt=2)) == "claim"


def test_the_first_recording_does_not_come_back_after_its_retake() -> None:
    assert standing(state("assessing", OTHER, take("second", attempt=2)), MINE, take("first")) == "retaken"


def test_of_two_recordings_of_one_attempt_the_later_one_counts() -> None:
    assert standing(state("assessing", OTHER, take("first")), MINE, take("second", minutes=1)) == "claim"


def test_a_recording_that_nobody_announced_does_not_push_another_aside() -> None:
    assert standing(state("assessing", OTHER, take("first")), MINE, take("second", attempt=0)) == "unannounced"
