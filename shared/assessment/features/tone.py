"""Wording: engaged or negative, firm or hedged, corrected on the way; and whether "we" or "I" did it."""

from shared.assessment.features.cues import found, per_hundred
from shared.assessment.features.reading import Reading, Span
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Feature, FeatureName

QUOTES = 3
FEWEST_PERSONS = 3
"""Words for "we" and "I" together under which their share says nothing: it is then taken as the middle."""


def wording(reading: Reading) -> tuple[Feature, ...]:
    """Measure positive and negative wording, hedging and self-correction, each by its cues a hundred tokens.

    Positive wording is heard as engagement; hedging and correction in small amounts are ordinary speech, so only much
    of them lowers a value. What a speaker feels is not inferred.
    """
    return (
        _rate(reading, "positive_wording", found(reading, "tone", "positive")),
        _rate(reading, "negative_wording", found(reading, "tone", "negative")),
        _rate(reading, "hedging", found(reading, "hedging", "hedges")),
        _rate(reading, "self_correction", found(reading, "self_correction", "cues")),
    )


def collective_agency(reading: Reading) -> Feature:
    """Measure the share of "we" among "we" and "I", 0–1."""
    we, i = len(found(reading, "person", "we")), len(found(reading, "person", "i"))
    if reading.language == "zh":
        i -= sum(reading.said(span) == "我们" for span in found(reading, "person", "we"))
    enough = we + i >= FEWEST_PERSONS
    share = we / (we + i) if enough else 0.0
    return Feature(
        name="collective_agency",
        value=scaled("collective_agency", share, reading.language) if enough else 0.5,
        raw=share,
        unit="share of we among we and I",
        source="transcript",
        confidence=min(1.0, (we + i) / 10),
        parts={"we": per_hundred(we, reading), "i": per_hundred(i, reading)},
    )


def _rate(reading: Reading, name: FeatureName, spans: list[Span]) -> Feature:
    rate = per_hundred(len(spans), reading)
    return Feature(
        name=name,
        value=scaled(name, rate, reading.language),
        raw=rate,
        unit="a hundred characters" if reading.language == "zh" else "a hundred words",
        source="transcript",
        confidence=0.6,
        evidence=tuple(reading.evidence(reading.sentence_at(span.start), name) for span in spans[:QUOTES]),
    )
