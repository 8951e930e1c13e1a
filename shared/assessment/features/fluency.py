"""Fluency: rate, pauses and fillers from the times of words. A written answer has none."""

from itertools import pairwise
from typing import NamedTuple

from shared.assessment.features.lexicon import cue_pattern
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature

COMFORTABLE = {"zh": (170.0, 300.0), "en": (110.0, 180.0)}
"""Characters (zh) and words (en) a minute in which listeners follow without effort; outside it the mark falls."""
RATE_SLOPE = 1.5
"""How fast: two thirds too slow, or two thirds too fast, is a mark of zero."""
PAUSE_MS = 500
"""Silence between words from which it is heard as a pause (Goldman-Eisler 1968 counts from 250 ms, articulation
included; a recogniser's word ends are blurred by about that much)."""
WEIGHTS = {"rate": 0.35, "pauses": 0.35, "fillers": 0.3}
MANY_PAUSES = 0.4
"""Share of the time, first word to last, that is pause: at this share the mark for pauses is zero."""
MANY_FILLERS = 0.1
"""Fillers per token at which the mark for fillers is zero."""
QUOTES = 3


class Pace(NamedTuple):
    """``rate``: characters (zh) or words (en) a minute; ``pauses``: (start, end) in ms; ``fillers``: their places."""

    rate: float
    spoken_ms: int
    pauses: list[tuple[int, int]]
    fillers: list[Span]


def pace(reading: Reading) -> Pace | None:
    """Return how the words follow one another in time; None for a written answer or one without words."""
    words = [word for word in reading.transcript.words if word.text.strip()]
    if not reading.timed or not words:
        return None
    spoken_ms = max(1, words[-1].end_ms - words[0].start_ms)
    gaps = [(word.end_ms, after.start_ms) for word, after in pairwise(words)]
    found = cue_pattern(reading.language, "fluency", "fillers").finditer(reading.text)
    return Pace(
        rate=len(reading.tokens) * 60_000 / spoken_ms,
        spoken_ms=spoken_ms,
        pauses=[(start, end) for start, end in gaps if end - start >= PAUSE_MS],
        fillers=[Span(*match.span()) for match in found],
    )


def fluency(reading: Reading) -> Feature | None:
    """Measure fluency 0–1 from rate, pauses and fillers; ``raw`` is the rate. None for a written answer.

    Evidence: the first fillers. Trust grows with the recogniser's certainty and with the first 30 s of speech.
    """
    measured = pace(reading)
    if measured is None:
        return None
    paused = sum(end - start for start, end in measured.pauses) / measured.spoken_ms
    marks = {
        "rate": _rate_mark(measured.rate, COMFORTABLE[reading.language]),
        "pauses": max(0.0, 1.0 - paused / MANY_PAUSES),
        "fillers": max(0.0, 1.0 - len(measured.fillers) / max(1, len(reading.tokens)) / MANY_FILLERS),
    }
    return Feature(
        name="fluency",
        value=sum(WEIGHTS[name] * mark for name, mark in marks.items()),
        raw=measured.rate,
        unit="characters a minute" if reading.language == "zh" else "words a minute",
        source="transcript",
        confidence=min(1.0, reading.transcript.mean_probability) * min(1.0, measured.spoken_ms / 30_000),
        evidence=tuple(reading.evidence(span) for span in measured.fillers[:QUOTES]),
    )


def _rate_mark(rate: float, comfortable: tuple[float, float]) -> float:
    low, high = comfortable
    outside = max(0.0, (low - rate) / low, (rate - high) / high)
    return max(0.0, 1.0 - RATE_SLOPE * outside)
