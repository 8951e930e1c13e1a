"""What a reader wants first: what stands out, and what was left out."""

from collections.abc import Sequence
from typing import NamedTuple

from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer, ReportedCompetency

MOST = 3
"""Competencies on either side: what a person remembers."""


class Extremes(NamedTuple):
    """The highest and the lowest competencies; none stands on both sides."""

    strongest: tuple[ReportedCompetency, ...]
    weakest: tuple[ReportedCompetency, ...]


class Gap(NamedTuple):
    """Something that has no score. ``competency`` is null where the whole answer has none.

    ``code`` is the reason why a competency was not scored; an answer that was not assessed has ``status`` and
    ``reason`` instead. ``number`` counts the questions from 1.
    """

    number: int
    answer: ReportedAnswer
    competency: str | None
    code: str | None
    status: AnswerStatus
    reason: Reason | None


def extremes(competencies: Sequence[ReportedCompetency]) -> Extremes:
    """Return up to three on each side; with fewer than six scored, the upper half and the rest."""
    scored = sorted((one for one in competencies if one.score is not None), key=lambda one: -(one.score or 0.0))
    upper = min(MOST, (len(scored) + 1) // 2)
    lower = min(MOST, len(scored) - upper)
    return Extremes(tuple(scored[:upper]), tuple(reversed(scored[len(scored) - lower :])) if lower else ())


def gaps(report: InterviewReport) -> list[Gap]:
    """Return everything that was not scored, in the order of the questions."""
    found: list[Gap] = []
    for number, answer in enumerate(report.answers, start=1):
        if answer.assessed is None:
            found.append(Gap(number, answer, None, None, answer.status, answer.reason))
            continue
        found += [
            Gap(number, answer, score.competency, score.not_scored or "judge_unsure", answer.status, None)
            for score in answer.assessed.scores
            if score.score is None
        ]
    return found


def to_look_at(report: InterviewReport) -> list[tuple[int, str]]:
    """Return question number and competency of every score that a person must look at."""
    return [
        (number, score.competency)
        for number, answer in enumerate(report.answers, start=1)
        if answer.assessed
        for score in answer.assessed.scores
        if score.needs_human
    ]
