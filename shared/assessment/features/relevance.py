"""Relevance: does the answer address the question? Measured passage by passage against off-topic talk."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from statistics import fmean

from shared.assessment.features.calibration import share, standings
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

SURE_Z, NEAR_Z = 1.2, 0.4
"""By the quick encoder: from the first on an answer with few facts is to the question, from the second on one that
tells facts, and the careful one, which costs fifteen times as much, is not asked. Of the 32 rambling answers of
bench/data one stands over the first, and it tells none."""
QUOTES = 2


class Bounds(Frozen):
    """Of one language, in standard deviations above off-topic talk (``aside.toml`` has their meaning and figures)."""

    relevance_middle: float
    relevance_slope: float
    off_topic: float
    off_topic_open: float
    thin_facts: float
    idle_own: float
    other_bar: float
    perhaps_other_bar: float
    recited_fit: float


@cache
def bounds(language: Language) -> Bounds:
    """Return the bounds of ``aside.toml``."""
    data = tomllib.loads((files(__package__) / "aside.toml").read_text(encoding="utf-8"))
    return Bounds.model_validate(data[language])


def relevance(reading: Reading, question: str, facts: float, embedder: Embedder) -> Feature:
    """Measure how far the answer's passages stand above off-topic talk as seen from ``question``.

    ``raw`` is the mean z-score of the passages, each weighing its length, so that a good sentence does not redeem a
    minute of rambling: by the quick encoder, and where that leaves doubt, which it does sooner where few ``facts`` are
    told, by the careful one. ``value`` 0–1 is nearly 1 for any answer that is to the question, because to be more like
    the question's words is no merit. Evidence: the passages nearest to the question.
    """
    found = bounds(reading.language)
    used, spans = embedder.quick, list(reading.passages)
    scores = _standings(reading, question, used, spans)
    if weighed(scores, spans) < (SURE_Z if facts < found.thin_facts else NEAR_Z):
        used, spans = embedder.careful, sampled(reading, facts)
        scores = _standings(reading, question, used, spans)
    raw = weighed(scores, spans)
    nearest = sorted(zip(scores, spans, strict=True), reverse=True)[:QUOTES]
    return Feature(
        name="relevance",
        value=share(raw, found.relevance_middle, found.relevance_slope),
        raw=raw,
        unit="standard deviations above off-topic talk",
        source=used.name,
        confidence=min(1.0, 0.4 + 0.3 * abs(raw - found.off_topic)),
        evidence=tuple(reading.evidence(span) for z, span in nearest if z > max(0.0, fmean(scores) - 1.0)),
    )


def sampled(reading: Reading, facts: float) -> list[Span]:
    """Return the passages that the careful encoder reads: all where few ``facts`` are told, else first and last."""
    if facts < bounds(reading.language).thin_facts:
        return list(reading.passages)
    return list(dict.fromkeys((reading.passages[0], reading.passages[-1])))


def weighed(scores: Sequence[float], spans: Sequence[Span]) -> float:
    """Return the mean of ``scores``, each weighing the length of its span."""
    lengths = [span.end - span.start for span in spans]
    return sum(z * length for z, length in zip(scores, lengths, strict=True)) / sum(lengths)


def _standings(reading: Reading, question: str, embedder: Embedder, spans: Sequence[Span]) -> list[float]:
    return standings(embedder, question, [reading.meant(span) for span in spans], reading.language)
