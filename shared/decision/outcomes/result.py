"""What a candidate may read: the result once it is released, and a summary of the feedback."""

import tomllib
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Literal

from shared.assessment.keys import beside_report
from shared.assessment.report.candidate_contracts import CandidateFeedback
from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.model import Decision, Head, Release
from shared.decision.outcomes.norms import LARGEST, CompetencyStanding, cohort_of, standings
from shared.decision.outcomes.reasons import decision_reasons
from shared.decision.outcomes.store import DecisionStore
from shared.decision.panel.interviews import KnownInterviews
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

Asked = Literal["explanation", "correction", "human_review"]
FEWEST = 30


class ScoreLine(Frozen):
    """A competency in a sentence; ``above`` is null where there is no valid comparison."""

    competency: str
    score: float
    above: float | None
    sentence: LocalizedText


class ToldStrength(Frozen):
    """What went well, in the candidate's language."""

    title: str
    why: tuple[str, ...]


class ToldSuggestion(Frozen):
    """What to try, in the candidate's language."""

    title: str
    text: str


class FeedbackSummary(Frozen):
    """A summary of the candidate's feedback. ``overall`` is null without a valid norm."""

    language: Language
    scores: tuple[ScoreLine, ...]
    overall: LocalizedText | None
    strengths: tuple[ToldStrength, ...]
    suggestions: tuple[ToldSuggestion, ...]


class CandidateResult(Frozen):
    """What the candidate sees. ``outcome`` is null until a decision is released; ``may_ask`` is always theirs."""

    interview_id: InterviewId
    outcome: Literal["advance", "reject"] | None
    title: LocalizedText
    text: LocalizedText
    reasons: tuple[LocalizedText, ...] = ()
    feedback: FeedbackSummary | None = None
    may_ask: tuple[Asked, ...] = ("explanation", "correction", "human_review")


def released(head: Head, release: Release | None, now: datetime) -> Decision | None:
    """Return the decision that the candidate may read, or None."""
    newest = head.newest
    if newest is None or newest.outcome == "hold" or release is None or not release.open(now):
        return None
    return newest if release.decision_id == newest.decision_id else None


def in_progress(interview_id: InterviewId) -> CandidateResult:
    """Return what is read until a decision is released."""
    title, text = _state("in_progress")
    return CandidateResult(interview_id=interview_id, outcome=None, title=title, text=text)


def result_of(
    plan: InterviewPlan, decision: Decision, language: Language, decisions: DecisionStore, known: KnownInterviews
) -> CandidateResult:
    """Return what the candidate reads in ``language``. Raises ``Unavailable``."""
    if decision.outcome == "hold":
        return in_progress(plan.interview_id)
    title, text = _state(decision.outcome)
    reasons = [decision_reasons()[code] for code in decision.reason_codes if code in decision_reasons()]
    explained = tuple(reason.explains for reason in reasons if reason.explains is not None)
    return CandidateResult(
        interview_id=plan.interview_id,
        outcome=decision.outcome,
        title=title,
        text=text,
        reasons=explained,
        feedback=_feedback(plan, decision, language, decisions, known),
    )


def _feedback(
    plan: InterviewPlan, decision: Decision, language: Language, decisions: DecisionStore, known: KnownInterviews
) -> FeedbackSummary | None:
    """From the report that was decided on; none where people alone judged, or the machine's part was withdrawn."""
    kept = decision.basis.report
    if kept is None or not plan.consents.automated_assessment:
        return None
    try:
        report = known.documents.get_document(kept, InterviewReport)
        beside = beside_report(kept.key, f"feedback.{language}.json")
        feedback = known.documents.get_document(beside, CandidateFeedback)
    except NotFound:  # reports are kept for a time only
        return None
    return FeedbackSummary(
        language=language,
        scores=_lines(report, decisions),
        overall=_overall(feedback),
        strengths=tuple(ToldStrength(title=each.title, why=each.why) for each in feedback.strengths),
        suggestions=tuple(ToldSuggestion(title=each.title, text=each.text) for each in feedback.suggestions),
    )


def _lines(report: InterviewReport, decisions: DecisionStore) -> tuple[ScoreLine, ...]:
    scores = {each.competency: each.score for each in report.competencies if each.score is not None}
    # Fewer than thirty in the norm of the whole are fewer in each competency, too.
    others = decisions.cohort(cohort_of(report.norm.cohort), LARGEST) if report.norm.percentile is not None else {}
    others.pop(report.interview_id, None)
    titles = {each.competency: each.title for each in report.competencies}
    return tuple(_line(each, titles[each.competency]) for each in standings(scores, others.values()))


def _line(standing: CompetencyStanding, title: LocalizedText) -> ScoreLine:
    compared = standing.above is not None
    words = _words()["sentence"]["compared" if compared else "alone"]["text"]
    figures = {"score": f"{standing.score:.0f}", "above": f"{standing.above or 0:.0f}", "n": standing.n}
    return ScoreLine(
        competency=standing.competency,
        score=standing.score,
        above=standing.above,
        sentence=LocalizedText(
            zh=words["zh"].format(title=title.read_in("zh"), **figures),
            en=words["en"].format(title=title.read_in("en"), **figures),
        ),
    )


def _overall(feedback: CandidateFeedback) -> LocalizedText | None:
    standing = feedback.standing
    if standing is None or standing.n < FEWEST:
        return None
    words = _words()["sentence"]["overall"]["text"]
    figures = {"above": f"{standing.percentile:.0f}", "n": standing.n}
    return LocalizedText(zh=words["zh"].format(**figures), en=words["en"].format(**figures))


def _state(name: str) -> tuple[LocalizedText, LocalizedText]:
    words = _words()["state"][name]
    return LocalizedText.model_validate(words["title"]), LocalizedText.model_validate(words["text"])


@cache
def _words() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    text = resources.files(__package__).joinpath("result.toml").read_text(encoding="utf-8")
    words: dict[str, dict[str, dict[str, dict[str, str]]]] = tomllib.loads(text)
    return words
