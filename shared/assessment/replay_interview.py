"""Replay of an interview: its answers judged again, put together again, and compared with the report."""

from collections.abc import Mapping, Sequence

from shared.assessment.aggregation import aggregate
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.differences import Difference, Found, fields_apart, said
from shared.assessment.local_judge import level_of
from shared.assessment.pipeline import AggregatedInterview, InterviewRef
from shared.assessment.report.contracts import InterviewReport
from shared.kernel.frozen import Frozen

WHOLE = ("overall", "standard_error", "answers_assessed", "answers_scored", "answers_total")
COMPETENCY = ("score", "confidence", "answers")


class NotReplayed(Frozen):
    """Something that could not be judged again as it was, and why, in words."""

    where: str
    why: str


class Replayed(Frozen):
    """What a replay compared, in counts, and what it found. ``reports`` are those compared with a new aggregation."""

    interviews: int = 0
    reports: int = 0
    answers: int = 0
    scores: int = 0
    differences: tuple[Difference, ...] = ()
    not_replayed: tuple[NotReplayed, ...] = ()

    def __add__(self, other: "Replayed") -> "Replayed":
        return Replayed(**{name: getattr(self, name) + getattr(other, name) for name in Replayed.model_fields})


def report_differences(
    report: InterviewReport, answers: Sequence[AnswerAssessed], weights: Mapping[str, float]
) -> tuple[Difference, ...]:
    """Return in what ``answers``, judged again and put together by the plan's ``weights``, differ from the report."""
    ref = InterviewRef(
        tenant_id=report.tenant_id,
        interview_id=report.interview_id,
        position_id=report.position_id,
        revision=report.revision,
    )
    now = aggregate(ref, answers, weights, report.answers_total)
    found = [*fields_apart("report", report, now, WHOLE), *_competencies(report, now)]
    where = f"{report.interview_id} report r{report.revision}"
    return tuple(Difference(where=where, field=field, stored=was, now=becomes) for field, was, becomes in found)


def _competencies(report: InterviewReport, now: AggregatedInterview) -> list[Found]:
    stored = {each.competency: each for each in report.competencies}
    fresh = {each.competency: each for each in now.competencies}
    found: list[Found] = []
    for name in dict.fromkeys((*stored, *fresh)):
        field = f"report.competencies.{name}"
        if name not in stored or name not in fresh:
            found.append((field, "there" if name in stored else "–", "there" if name in fresh else "–"))
            continue
        found += fields_apart(field, stored[name], fresh[name], COMPETENCY)
        level = None if fresh[name].score is None else level_of(fresh[name].score or 0.0)
        if stored[name].level != level:
            found.append((f"{field}.level", said(stored[name].level), said(level)))
    return found
