"""The candidate's version of a report: what went well, what to try, and how to have a person look."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Any

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import CompetencyScore
from shared.assessment.report.candidate_contracts import (
    CandidateFeedback,
    FeedbackGap,
    FeedbackQuote,
    FeedbackStanding,
    FeedbackStrength,
    FeedbackSuggestion,
)
from shared.assessment.report.contracts import InterviewReport, ReportedCompetency
from shared.assessment.report.summary import gaps
from shared.assessment.report.wording import feedback_wording
from shared.assessment.report.words import title_of
from shared.kernel.language import Language

FEWEST_IN_COHORT = 30
SHOWING, STRONG = 3, 4
"""Levels: from ``STRONG`` on a competency is a strength; where none is, the highest that is at least ``SHOWING``."""
MOST_STRENGTHS, MOST_QUOTES, MOST_WHYS = 3, 2, 2
WEAK = 0.45
"""A measurement (0–1) under which there is something to suggest."""
MOST_ABOUT_ANSWERS, MOST_ABOUT_COMPETENCIES = 3, 2
SAME_ADVICE = ({"structure", "star_coverage"}, {"elaboration", "specificity"})
"""Of each of these, one suggestion is enough."""

Scored = list[tuple[int, AnswerAssessed, CompetencyScore]]
Words = Mapping[str, Any]


def candidate_feedback(report: InterviewReport, language: Language) -> CandidateFeedback:
    """Return what the candidate may read of ``report``, in ``language``."""
    words = feedback_wording(language)
    scored: Scored = [
        (number, answer.assessed, score)
        for number, answer in enumerate(report.answers, start=1)
        if answer.assessed
        for score in answer.assessed.scores
        if score.score is not None
    ]
    strengths = _strengths(report.competencies, scored, language, words)
    standing = _standing(report)
    return CandidateFeedback(
        tenant_id=report.tenant_id,
        interview_id=report.interview_id,
        revision=report.revision,
        candidate=report.candidate,
        position=report.position.read_in(language),
        language=language,
        strengths=strengths,
        suggestions=(
            *_about_answers(scored, words),
            *_about_competencies(report.competencies, {one.competency for one in strengths}, language, words),
        ),
        standing=standing,
        standing_note=_standing_note(standing, words),
        not_scored=_not_scored(report, language, words),
        made=tuple(words["made"]["lines"]),
        human=tuple(words["human"]["lines"]),
        correction=tuple(words["correction"]["lines"]),
        rights=tuple(words["rights"]["lines"]),
        built_at=report.built_at,
    )


def _strengths(
    competencies: Iterable[ReportedCompetency], scored: Scored, language: Language, words: Words
) -> tuple[FeedbackStrength, ...]:
    showing = [one for one in competencies if one.score is not None and (one.level or 0) >= SHOWING]
    best = sorted(showing, key=lambda one: -(one.score or 0.0))
    chosen = [one for one in best if (one.level or 0) >= STRONG][:MOST_STRENGTHS] or best[:1]
    return tuple(
        FeedbackStrength(
            competency=one.competency,
            title=one.title.read_in(language),
            why=_whys([score for _, _, score in scored if score.competency == one.competency], words),
            quotes=_quotes([place for place in scored if place[2].competency == one.competency]),
        )
        for one in chosen
    )


def _whys(scores: Iterable[CompetencyScore], words: Words) -> tuple[str, ...]:
    codes = (reason.code.removeprefix("strong_") for score in scores for reason in score.reasons)
    known = (str(words["strong"][code]) for code in codes if code in words["strong"])
    return tuple(dict.fromkeys(known))[:MOST_WHYS]


def _quotes(scored: Scored) -> tuple[FeedbackQuote, ...]:
    """The words of the best answer first; the same words are told once."""
    best = sorted(scored, key=lambda place: -(place[2].score or 0.0))
    quotes = {
        (number, quote.start_char): FeedbackQuote(
            question=number, quote=quote.quote, at_ms=quote.start_ms if quote.end_ms else None
        )
        for number, _, score in best
        for quote in score.evidence
    }
    return tuple(quotes.values())[:MOST_QUOTES]


def _about_answers(scored: Scored, words: Words) -> tuple[FeedbackSuggestion, ...]:
    """What was weak in the words of most answers. How somebody sounds or looks is nothing to advise on."""
    named = Counter(
        reason.code.removeprefix("weak_")
        for _, _, score in scored
        for reason in score.reasons
        if reason.code.startswith("weak_")
    )
    values: defaultdict[str, list[float]] = defaultdict(list)
    for answer in {number: answer for number, answer, _ in scored}.values():
        for feature in answer.features:
            if feature.value is not None:
                values[feature.name].append(feature.value)
    means = {name: fmean(found) for name, found in values.items()}
    weak = {*named, *(name for name, mean in means.items() if mean < WEAK)} & words["suggestion"].keys()
    chosen: list[str] = []
    for name in sorted(weak, key=lambda name: (-named[name], means.get(name, 1.0), name)):
        if not any({name, other} <= same for other in chosen for same in SAME_ADVICE):
            chosen.append(name)
    told = ((name, words["suggestion"][name]) for name in chosen[:MOST_ABOUT_ANSWERS])
    return tuple(FeedbackSuggestion(about=name, title=said["title"], text=said["text"]) for name, said in told)


def _about_competencies(
    competencies: Iterable[ReportedCompetency], strengths: set[str], language: Language, words: Words
) -> tuple[FeedbackSuggestion, ...]:
    low = [one for one in competencies if one.score is not None and (one.level or 0) < STRONG]
    lowest = sorted((one for one in low if one.competency not in strengths), key=lambda one: one.score or 0.0)
    return tuple(
        FeedbackSuggestion(
            about=one.competency,
            title=one.title.read_in(language),
            text=words["competency"].get(one.competency)
            or words["competency"]["default"].format(title=one.title.read_in(language)),
        )
        for one in lowest[:MOST_ABOUT_COMPETENCIES]
    )


def _standing(report: InterviewReport) -> FeedbackStanding | None:
    norm = report.norm
    if norm.percentile is None or norm.low is None or norm.high is None or norm.n < FEWEST_IN_COHORT:
        return None
    return FeedbackStanding(percentile=norm.percentile, low=norm.low, high=norm.high, n=norm.n)


def _standing_note(standing: FeedbackStanding | None, words: Words) -> str:
    if standing is None:
        return str(words["page"]["percentile_none"])
    figures = {name: f"{value:.0f}" for name, value in standing.model_dump().items()}
    return str(words["page"]["percentile_words"]).format(**figures)


def _not_scored(report: InterviewReport, language: Language, words: Words) -> tuple[FeedbackGap, ...]:
    told = words["unscored"]
    found: dict[tuple[int, str], FeedbackGap] = {}
    for gap in gaps(report):
        code = gap.code or ("missed" if gap.status == "missed" else "failed")
        answer = gap.answer.assessed
        whole = answer is None or all(score.score is None for score in answer.scores)
        title = "" if whole or answer is None or not gap.competency else title_of(language, answer, gap.competency)
        why = str(told.get(code, told["other"]))
        found[gap.number, title or why] = FeedbackGap(question=gap.number, title=title, why=why)
    return tuple(found.values())
