"""The running report: how an interview stands while its answers still come in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.assessment.contracts import RunningReportUpdated
from shared.assessment.model.progress import AnswerState, InterviewState
from shared.assessment.norms import Z_95
from shared.assessment.pipeline import AggregatedInterview
from shared.kernel.frozen import Published
from shared.kernel.ids import InterviewId, PositionId, TenantId, new_id


class RunningCompetency(Published):
    """One competency so far. ``score``, ``low`` and ``high`` (95 % interval) are 0–100, null while nothing is scored;
    ``answers`` counts those that it rests on."""

    competency: str
    score: float | None
    low: float | None
    high: float | None
    confidence: float
    answers: int


class RunningReport(Published):
    """What the settled answers of an interview show so far; never a result, and no proposal is made of it.

    ``revision`` is the interview's: it grows by one with every answer that settles, and of each there is one running
    report that never changes. ``overall`` with ``low``–``high`` is weighted over the competencies that are scored so
    far; the others may still move it either way. ``updated_at`` is null while no answer is settled.
    """

    tenant_id: TenantId
    interview_id: InterviewId
    position_id: PositionId
    revision: int
    provisional: Literal[True] = True
    answers_settled: int
    answers_assessed: int
    answers_scored: int
    answers_total: int = Field(ge=0)
    competencies: tuple[RunningCompetency, ...]
    overall: float | None
    low: float | None
    high: float | None
    updated_at: datetime | None


def running_report(
    state: InterviewState, answers: Sequence[AnswerState], so_far: AggregatedInterview, now: datetime | None
) -> RunningReport:
    """Return the running report of ``state.revision``.

    ``answers`` and ``so_far`` must have been read after ``state``: an answer that settles in between then stands in
    this report a revision early, which does no harm; read before, it would be missing from the newest one for good.
    """
    low, high = _interval(so_far.overall, so_far.standard_error)
    return RunningReport(
        tenant_id=state.tenant_id,
        interview_id=state.interview_id,
        position_id=state.position_id,
        revision=state.revision,
        answers_settled=sum(answer.settled for answer in answers),
        answers_assessed=so_far.answers_assessed,
        answers_scored=so_far.answers_scored,
        answers_total=state.expected,
        competencies=tuple(
            RunningCompetency(
                competency=result.competency,
                score=result.score,
                low=interval[0],
                high=interval[1],
                confidence=result.confidence,
                answers=result.answers,
            )
            for result in so_far.competencies
            for interval in [_interval(result.score, result.standard_error)]
        ),
        overall=so_far.overall,
        low=low,
        high=high,
        updated_at=now,
    )


def told_of(report: RunningReport, now: datetime) -> RunningReportUpdated:
    """Return the event that tells of ``report``."""
    return RunningReportUpdated(
        event_id=new_id("evt"),
        tenant_id=report.tenant_id,
        occurred_at=now,
        interview_id=report.interview_id,
        position_id=report.position_id,
        revision=report.revision,
        answers_settled=report.answers_settled,
        answers_assessed=report.answers_assessed,
        answers_scored=report.answers_scored,
        answers_total=report.answers_total,
        overall=report.overall,
        low=report.low,
        high=report.high,
    )


def _interval(score: float | None, standard_error: float | None) -> tuple[float | None, float | None]:
    if score is None or standard_error is None:
        return None, None
    margin = Z_95 * standard_error
    return round(max(0.0, score - margin), 1), round(min(100.0, score + margin), 1)
