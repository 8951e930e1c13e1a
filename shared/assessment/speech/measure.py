"""All speech features of one answer."""

from collections.abc import Sequence

from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature, FeatureName
from shared.assessment.speech.false_starts import false_starts
from shared.assessment.speech.fillers import fillers
from shared.assessment.speech.limits import Pair, falling, limits
from shared.assessment.speech.stream import Stream
from shared.assessment.speech.timing import timing_features
from shared.assessment.speech.trust import trust_in_words
from shared.assessment.speech.voice import voice_features

QUOTES = 5


def speech_features(reading: Reading) -> tuple[Feature, ...]:
    """Measure how an answer was said; nothing where nothing was said.

    ``value`` is 0–1 where theory says what is better (rates, pauses, fillers, false starts) and null for what describes
    a voice or a room. A transcript without times gives fillers and false starts alone: it may be speech that somebody
    typed. A poor recording lowers the confidence of all that was heard in it.
    """
    if not reading.tokens:
        return tuple(voice_features(reading.transcript))
    stream, limit = Stream(reading), limits().disfluency[reading.language]
    filling = fillers(stream)
    return (
        *timing_features(reading),
        _per_hundred("fillers", reading, [stream.span(*run) for run in filling], limit.fillers),
        _per_hundred("false_starts", reading, false_starts(stream, filling), limit.false_starts),
        *voice_features(reading.transcript),
    )


def _per_hundred(name: FeatureName, reading: Reading, found: Sequence[Span], limit: Pair) -> Feature:
    """A hundred tokens, because they can be counted without a clock. Evidence: the first of them."""
    rate = 100 * len(found) / len(reading.tokens)
    label = name.removesuffix("s")
    return Feature(
        name=name,
        group="speech",
        value=falling(rate, limit),
        raw=rate,
        unit="per 100 characters" if reading.language == "zh" else "per 100 words",
        source="transcript",
        confidence=trust_in_words(reading),
        evidence=tuple(reading.evidence(span, label) for span in found[:QUOTES]),
        parts={"count": float(len(found))},
    )
