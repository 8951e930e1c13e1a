"""The candidate's version of a report as a published document: ``assessment/candidate_feedback`` v1."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Published
from shared.kernel.ids import InterviewId, TenantId
from shared.kernel.language import Language


class FeedbackQuote(Published):
    """Words of the candidate's own. ``question`` counts from 1; ``at_ms`` is null in a written answer."""

    question: int
    quote: str
    at_ms: Milliseconds | None


class FeedbackStrength(Published):
    """A competency that showed, why in words, and the words that showed it."""

    competency: str
    title: str
    why: tuple[str, ...]
    quotes: tuple[FeedbackQuote, ...]


class FeedbackSuggestion(Published):
    """Something to try. ``about`` is the measurement or the competency that it comes from."""

    about: str
    title: str
    text: str


class FeedbackStanding(Published):
    """The percentile with its interval, 0–100, among ``n`` people."""

    percentile: float
    low: float
    high: float
    n: int


class FeedbackGap(Published):
    """What was not scored. ``title`` names the competency, and is empty where it is the whole answer."""

    question: int
    title: str
    why: str


class CandidateFeedback(Published):
    """``assessment/candidate_feedback`` v1: what a candidate may read of their interview, in one language.

    It has no proposal, no cut, no scores of single competencies, no rubric, no reference answer, nothing that the
    camera saw, no notes meant for a recruiter, and nothing of anybody else. ``standing`` is null below 30 people.
    """

    stage: ClassVar[str] = "assessment"
    name: ClassVar[str] = "candidate_feedback"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="assessment/candidate_feedback v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    interview_id: InterviewId
    revision: int
    candidate: str
    position: str
    language: Language
    strengths: tuple[FeedbackStrength, ...]
    suggestions: tuple[FeedbackSuggestion, ...]
    standing: FeedbackStanding | None
    standing_note: str
    not_scored: tuple[FeedbackGap, ...]
    made: tuple[str, ...]
    human: tuple[str, ...]
    correction: tuple[str, ...]
    rights: tuple[str, ...]
    built_at: datetime
