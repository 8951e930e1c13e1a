"""Relevance: does the answer address the question? Measured passage by passage against off-topic talk."""

from statistics import fmean

from shared.assessment.features.calibration import share, standings
from shared.assessment.features.reading import Reading
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder

MIDDLE_Z = 0.8
SLOPE = 1.6
OFF_TOPIC_Z = 0.1
"""Below it an answer does not address the question. On bench/data/relevance.toml the 32 true answers have
0.3 to 3.9 and 28 of the 32 others less than 0.2; what lies between is scored, and the relevance gate keeps it low."""
QUOTES = 2


def relevance(reading: Reading, question: str, embedder: Embedder) -> Feature:
    """Measure how far the answer's passages stand above off-topic talk as seen from ``question``.

    ``raw`` is the mean z-score of the passages, each weighing its length, so that a good sentence does not redeem a
    minute of rambling; ``value`` 0–1. Evidence: the passages nearest to the question.
    """
    spans = reading.passages
    passages = [reading.said(span) for span in spans]
    scores = standings(embedder, question, passages, reading.language)
    lengths = [span.end - span.start for span in spans]
    raw = sum(z * length for z, length in zip(scores, lengths, strict=True)) / sum(lengths)
    nearest = sorted(zip(scores, spans, strict=True), reverse=True)[:QUOTES]
    return Feature(
        name="relevance",
        value=share(raw, MIDDLE_Z, SLOPE),
        raw=raw,
        unit="standard deviations above off-topic talk",
        source=embedder.name,
        confidence=min(1.0, 0.4 + 0.3 * abs(raw - OFF_TOPIC_Z)),
        evidence=tuple(reading.evidence(span) for z, span in nearest if z > max(OFF_TOPIC_Z, fmean(scores) - 1.0)),
    )


def off_topic(feature: Feature) -> bool:
    """Whether a relevance feature says that the answer is to another question, or to none."""
    return feature.raw < OFF_TOPIC_Z
