"""Scores and what they rest on. A score without evidence is not a score."""

from typing import Literal

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen

FeatureName = Literal["relevance", "competency_fit", "structure", "specificity", "fluency"]


class Evidence(Frozen):
    """A verbatim quote and where it stands: milliseconds in the recording, characters in the transcript's text."""

    quote: str
    start_ms: Milliseconds
    end_ms: Milliseconds
    start_char: int
    end_char: int


class Feature(Frozen):
    """A named measurement. ``value`` is 0–1, higher is better evidence; ``raw`` is the figure behind it in ``unit``.

    ``source`` says what it was measured with (``transcript``, ``e5-small``), ``confidence`` 0–1 how far to trust it.
    """

    name: FeatureName
    value: float
    raw: float
    unit: str
    source: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class CompetencyScore(Frozen):
    """One competency in one answer, or why there is none.

    ``score`` is 0–100 and ``level`` 1–5 (BARS); both null with a ``not_scored`` reason code when the answer does not
    carry enough to judge. ``standard_error`` is in score points.
    """

    competency: str
    score: float | None
    level: int | None
    confidence: float
    standard_error: float | None
    not_scored: str | None = None
    features: tuple[Feature, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judge: str
    rubric_version: str
