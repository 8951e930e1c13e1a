"""Put together the report document from what the pipeline found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import fmean

from shared.assessment.local_judge import level_of
from shared.assessment.pipeline import CompetencyResult, ProposedInterview
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer, ReportedCompetency, Versions
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

Z_95 = 1.96


def build(
    proposed: ProposedInterview,
    candidate: str,
    position: LocalizedText,
    weights: Mapping[str, float],
    answers: Sequence[ReportedAnswer],
    built_at: datetime,
    language: Language = "zh",
    own_rubrics: Sequence[Rubric] = (),
) -> InterviewReport:
    """Return the report of an interview.

    ``candidate`` is the label that people read (a name, or a number in a blind review); ``weights`` are the
    position's, relative to each other; ``answers`` stand in the order of the questions, each with its assessment or
    the reason why there is none; ``own_rubrics`` are the position's own.
    """
    aggregated = proposed.normed.aggregated
    judged_by = (rubric for answer in answers if answer.assessed for rubric in answer.assessed.rubrics)
    rubrics = {**load(), **{rubric.competency: rubric for rubric in (*judged_by, *own_rubrics)}}
    total = sum(weights.get(result.competency, 1.0) for result in aggregated.competencies) or 1.0
    competencies = tuple(
        _competency(result, rubrics.get(result.competency), weights.get(result.competency, 1.0) / total)
        for result in aggregated.competencies
    )
    scored = [competency.confidence for competency in competencies if competency.score is not None]
    low, high = _interval(aggregated.overall, aggregated.standard_error)
    return InterviewReport(
        tenant_id=aggregated.interview.tenant_id,
        interview_id=aggregated.interview.interview_id,
        position_id=aggregated.interview.position_id,
        revision=aggregated.interview.revision,
        candidate=candidate,
        position=position,
        language=language,
        overall=aggregated.overall,
        standard_error=aggregated.standard_error,
        low=low,
        high=high,
        confidence=round(fmean(scored), 3) if scored else 0.0,
        competencies=competencies,
        norm=proposed.normed.norm,
        proposal=proposed.proposal,
        answers=tuple(answers),
        answers_assessed=aggregated.answers_assessed,
        answers_scored=aggregated.answers_scored,
        answers_total=aggregated.answers_total,
        versions=versions(answers),
        built_at=built_at,
    )


def versions(answers: Sequence[ReportedAnswer]) -> Versions:
    """Return the judges, rubric versions and models that the answers name."""
    assessed = [answer.assessed for answer in answers if answer.assessed]
    scores = [score for answer in assessed for score in answer.scores]
    models: dict[str, set[str]] = {"transcription": {answer.transcript.model for answer in assessed}}
    models["embedding"] = {
        answer.receipt.models["embedding"]
        for answer in assessed
        if answer.receipt and "embedding" in answer.receipt.models
    }
    models["vision"] = {
        f"{name} {version[:12]}"
        for answer in assessed
        if answer.vision.summary
        for name, version in answer.vision.summary.models.items()
    }
    return Versions(
        judges=tuple(sorted({score.judge for score in scores})),
        rubrics=tuple(sorted({score.rubric_version for score in scores})),
        models={purpose: ", ".join(sorted(names)) for purpose, names in models.items() if names},
    )


def _competency(result: CompetencyResult, rubric: Rubric | None, weight: float) -> ReportedCompetency:
    level = None if result.score is None else level_of(result.score)
    low, high = _interval(result.score, result.standard_error)
    return ReportedCompetency(
        competency=result.competency,
        title=_localized(rubric, "title") or LocalizedText(en=result.competency.replace("_", " ")),
        definition=_localized(rubric, "definition") or LocalizedText(en=result.competency.replace("_", " ")),
        weight=round(weight, 4),
        score=result.score,
        low=low,
        high=high,
        level=level,
        level_text=level_text(rubric, level),
        confidence=result.confidence,
        answers=result.answers,
    )


def level_text(rubric: Rubric | None, level: int | None) -> LocalizedText | None:
    """Return the anchor of ``level`` (1–5) in both languages; None where a rubric has no anchors."""
    if rubric is None or level is None:
        return None
    texts = {
        language: text.anchors[level - 1]
        for language, text in (("zh", rubric.zh), ("en", rubric.en))
        if text and text.anchors
    }
    return LocalizedText(**texts) if texts else None


def _localized(rubric: Rubric | None, part: str) -> LocalizedText | None:
    if rubric is None:
        return None
    zh, en = (getattr(text, part) if text else None for text in (rubric.zh, rubric.en))
    return LocalizedText(zh=zh, en=en)


def _interval(score: float | None, standard_error: float | None) -> tuple[float | None, float | None]:
    if score is None or standard_error is None:
        return None, None
    margin = Z_95 * standard_error
    return round(max(0.0, score - margin), 1), round(min(100.0, score + margin), 1)
