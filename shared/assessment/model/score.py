"""Scores and what they rest on. A score without evidence is not a score."""

from typing import Literal

from pydantic import Field

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen

FeatureGroup = Literal["language", "speech", "vision"]

LanguageFeature = Literal[
    "relevance",
    "competency_fit",
    "reference_match",
    "elaboration",
    "structure",
    "star_coverage",
    "argument",
    "specificity",
    "coherence",
    "vocabulary",
    "collective_agency",
    "positive_wording",
    "negative_wording",
    "hedging",
    "self_correction",
]
"""What the words alone tell, spoken or written."""
SpeechFeature = Literal[
    "fluency",
    "speech_rate",
    "articulation_rate",
    "pauses",
    "pause_median",
    "pause_longest",
    "fillers",
    "false_starts",
    "pitch",
    "pitch_variation",
    "loudness_variation",
    "voice_activity",
    "signal_to_noise",
    "clipping",
]
"""How it was said: ``fillers`` and ``false_starts`` can be read in a transcript, the rest needs times or sound."""
VisionFeature = Literal[
    "gaze", "head_stability", "smile", "valence", "expression_change", "blink_rate", "framing", "face_present"
]
"""What the camera saw; shown where policy and consent allow, and of no weight in any score."""
FeatureName = Literal[LanguageFeature, SpeechFeature, VisionFeature]


class Evidence(Frozen):
    """A verbatim quote and where it stands: milliseconds in the recording, characters in the transcript's text.

    ``label`` says what it is evidence of (``situation``, ``claim``, ``number``), empty where the feature says it all.
    """

    quote: str
    start_ms: Milliseconds
    end_ms: Milliseconds
    start_char: int
    end_char: int
    label: str = ""


class Feature(Frozen):
    """A named measurement. ``value`` is 0–1, higher is better evidence; ``raw`` is the figure behind it in ``unit``.

    ``value`` is null for a measurement that has no better or worse: it is shown, and no score may rest on it.
    ``source`` says what it was measured with (``transcript``, ``e5-small``), ``confidence`` 0–1 how far to trust it.
    ``parts`` are the figures that it is made of, by name.
    """

    name: FeatureName
    group: FeatureGroup = "language"
    value: float | None
    raw: float
    unit: str
    source: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    parts: dict[str, float] = Field(default_factory=dict)


class ScoreReason(Frozen):
    """Why a level is what it is. ``code`` is translated for people (``strong_structure``, ``weak_specificity``).

    ``code`` is ``said`` where a language model gave its reason in words: then ``detail`` holds them.
    """

    code: str
    detail: str = ""


class Judgement(Frozen):
    """What one judge says of one competency in one answer, before the judges are put together.

    ``spread`` is the standard deviation of the level over repeated samples, null for a judge that is asked once.
    ``cost_usd`` is what asking cost, null where nothing is paid. ``note`` says what went wrong on the way
    (``fell_back: timeout``, ``quotes_void``), empty where nothing did.
    """

    judge: str
    score: float | None
    level: int | None
    confidence: float
    not_scored: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[ScoreReason, ...] = ()
    spread: float | None = None
    cost_usd: float | None = None
    note: str = ""


class CompetencyScore(Frozen):
    """One competency in one answer, or why there is none.

    ``score`` is 0–100 and ``level`` 1–5 (BARS); both null with a ``not_scored`` reason code when the answer does not
    carry enough to judge. ``standard_error`` is in score points. ``judgements`` are the single judges' where several
    were asked; ``needs_human`` is set where they disagree, or where one of them could not be trusted.
    """

    competency: str
    score: float | None
    level: int | None
    confidence: float
    standard_error: float | None
    not_scored: str | None = None
    features: tuple[Feature, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[ScoreReason, ...] = ()
    judge: str
    rubric_version: str
    judgements: tuple[Judgement, ...] = ()
    needs_human: bool = False
