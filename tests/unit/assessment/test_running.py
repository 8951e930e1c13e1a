"""How an interview stands while its answers still come in."""

from datetime import UTC, datetime

from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.pipeline import AggregatedInterview, CompetencyResult, InterviewRef
from shared.assessment.running import RunningReport, running_report, told_of
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STATE = InterviewState(
    tenant_id=TenantId("acme"),
    interview_id=InterviewId("int_1"),
    position_id=PositionId("pos_1"),
    expected=3,
    revision=2,
)


def answer(number: int, status: str) -> AnswerState:
    return AnswerState.model_validate(
        {
            "tenant_id": "acme",
            "interview_id": "int_1",
            "answer_id": AnswerId(f"a{number}"),
            "ordinal": number,
            "status": status,
        }
    )


def so_far(overall: float | None = 70.0, error: float | None = 10.0) -> AggregatedInterview:
    results = (
        CompetencyResult(competency="teamwork", score=overall, standard_error=error, confidence=0.7, answers=1),
        CompetencyResult(competency="leadership", score=None, standard_error=None, confidence=0.0, answers=0),
    )
    ref = InterviewRef(
        tenant_id=STATE.tenant_id, interview_id=STATE.interview_id, position_id=STATE.position_id, revision=2
    )
    return AggregatedInterview(
        interview=ref,
        competencies=results,
        overall=overall,
        standard_error=error,
        answers_assessed=1,
        answers_scored=1,
        answers_total=3,
    )


def report(overall: float | None = 70.0, error: float | None = 10.0) -> RunningReport:
    answers = [answer(1, "assessed"), answer(2, "failed"), answer(3, "awaited")]
    return running_report(STATE, answers, so_far(overall, error), NOW)


def test_it_counts_what_is_in_and_says_that_it_is_provisional() -> None:
    running = report()
    assert (running.revision, running.provisional, running.updated_at) == (2, True, NOW)
    assert (running.answers_settled, running.answers_assessed, running.answers_total) == (2, 1, 3)


def test_each_score_has_its_95_percent_interval_within_the_scale() -> None:
    assert (report().low, report().high) == (50.4, 89.6)
    assert (report(95.0).low, report(95.0).high) == (75.4, 100.0)
    teamwork, leadership = report().competencies
    assert (teamwork.low, teamwork.high, teamwork.answers) == (50.4, 89.6, 1)
    assert (leadership.score, leadership.low, leadership.high) == (None, None, None)


def test_without_a_score_there_is_no_interval() -> None:
    running = report(None, None)
    assert (running.overall, running.low, running.high) == (None, None, None)


def test_the_event_says_what_the_report_says() -> None:
    running = report()
    event = told_of(running, NOW)
    assert (event.revision, event.overall, event.low, event.high) == (2, 70.0, running.low, running.high)
    assert (event.answers_settled, event.answers_total, event.provisional) == (2, 3, True)
