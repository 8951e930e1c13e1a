"""From answers to an interview: each competency over its answers, and the overall score by the position's weights."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import stdev

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import CompetencyScore
from shared.assessment.pipeline import AggregatedInterview, CompetencyResult, InterviewRef

ERROR_CORRELATION = 0.5
"""Between the errors of two competencies of one interview, and of one competency in two answers: a judge who errs high
on one errs high on the next (halo; Viswesvaran, Schmidt & Ones 2005). Taking them as independent would promise too
narrow an interval."""


def aggregate(
    ref: InterviewRef, answers: Sequence[AnswerAssessed], weights: Mapping[str, float], answers_total: int
) -> AggregatedInterview:
    """Return the competencies of an interview and its overall score.

    ``answers`` are the assessed ones, in any order; ``weights`` are the position's, relative to each other, and name
    every competency it looks for; one that is not named weighs 1. A competency that no answer could be scored on has
    a null score and gives its weight to the others; the count of scored answers says that something is missing.
    """
    found: dict[str, list[CompetencyScore]] = {competency: [] for competency in weights}
    for answer in sorted(answers, key=lambda answer: answer.answer_id):
        for score in answer.scores:
            found.setdefault(score.competency, []).append(score)
    results = tuple(_over_answers(competency, scores) for competency, scores in found.items())
    overall, error = _overall(results, weights)
    return AggregatedInterview(
        interview=ref,
        competencies=results,
        overall=overall,
        standard_error=error,
        answers_assessed=len(answers),
        answers_scored=sum(any(score.score is not None for score in answer.scores) for answer in answers),
        answers_total=answers_total,
    )


def _over_answers(competency: str, scores: Sequence[CompetencyScore]) -> CompetencyResult:
    """Mean weighted by confidence. Its error: the judge's own, or the answers' scatter where that is larger."""
    told = [
        (score.score, score.standard_error, max(score.confidence, 0.01))
        for score in scores
        if score.score is not None and score.standard_error is not None
    ]
    if not told:
        return CompetencyResult(competency=competency, score=None, standard_error=None, confidence=0.0, answers=0)
    total = sum(weight for _, _, weight in told)
    mean = sum(value * weight for value, _, weight in told) / total
    judged = _error_of_sum([weight * error / total for _, error, weight in told])
    scatter = stdev(value for value, _, _ in told) / sqrt(len(told)) if len(told) > 1 else 0.0
    return CompetencyResult(
        competency=competency,
        score=round(mean, 1),
        standard_error=round(max(judged, scatter), 2),
        confidence=round(sum(weight**2 for _, _, weight in told) / total, 3),
        answers=len(told),
        needs_human=any(score.needs_human for score in scores if score.score is not None),
    )


def _overall(results: Sequence[CompetencyResult], weights: Mapping[str, float]) -> tuple[float | None, float | None]:
    told = [
        (result.score, result.standard_error, weights.get(result.competency, 1.0))
        for result in results
        if result.score is not None and result.standard_error is not None
    ]
    total = sum(weight for _, _, weight in told)
    if not told or total <= 0:
        return None, None
    overall = sum(score * weight for score, _, weight in told) / total
    return round(overall, 1), round(_error_of_sum([weight * error / total for _, error, weight in told]), 2)


def _error_of_sum(errors: Sequence[float]) -> float:
    """The standard error of a sum whose terms' errors hang together by ``ERROR_CORRELATION``."""
    own = sum(error**2 for error in errors)
    between = sum(errors) ** 2 - own
    return sqrt(own + ERROR_CORRELATION * between)
