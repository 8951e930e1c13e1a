"""Rates and pauses from the times of words. Nothing for a written answer, or one without words."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.score import Feature, FeatureName
from shared.assessment.speech.limits import falling, limits, within
from shared.assessment.speech.syllables import syllables
from shared.assessment.speech.trust import trust_in_times

UNIT = {"zh": "characters a second", "en": "syllables a second"}


@dataclass(frozen=True)
class Gap:
    """Silence between two words, and the characters of both of them."""

    length_ms: int
    around: Span


@dataclass(frozen=True)
class Timing:
    """``spoken_ms`` from the first word's beginning to the last one's end; ``gaps`` between words, longer than none."""

    spoken_ms: int
    units: int
    gaps: tuple[Gap, ...]

    def longer_than(self, length_ms: int) -> list[Gap]:
        """Return the gaps of at least ``length_ms``."""
        return [gap for gap in self.gaps if gap.length_ms >= length_ms]


def timing_of(reading: Reading) -> Timing | None:
    """Return how the words follow one another; None where they have no times."""
    placed = zip(reading.transcript.words, reading.words, strict=True)
    words = [(word, place) for word, place in placed if word.text.strip()]
    if not reading.timed or not words or not reading.tokens:
        return None
    return Timing(
        spoken_ms=max(1, words[-1][0].end_ms - words[0][0].start_ms),
        units=sum(syllables(reading.said(token)) for token in reading.tokens),
        gaps=tuple(
            Gap(later.start_ms - word.end_ms, Span(place.start, behind.end))
            for (word, place), (later, behind) in pairwise(words)
            if later.start_ms > word.end_ms
        ),
    )


def timing_features(reading: Reading) -> list[Feature]:
    """Measure rates and pauses; median and longest pause only where there is a pause."""
    timing = timing_of(reading)
    if timing is None:
        return []
    return [*_rates(reading, timing), *_pauses(reading, timing)]


def _rates(reading: Reading, timing: Timing) -> list[Feature]:
    """Syllables or characters a second, with all silence and without it (De Jong and Wempe 2009)."""
    bands, unit = limits().rate[reading.language], UNIT[reading.language]
    silent = sum(gap.length_ms for gap in timing.longer_than(limits().silence.articulation_ms))
    speech = 1000 * timing.units / timing.spoken_ms
    articulation = 1000 * timing.units / max(1, timing.spoken_ms - silent)
    return [
        _feature("speech_rate", reading, timing, within(speech, bands.speech), speech, unit),
        _feature("articulation_rate", reading, timing, within(articulation, bands.articulation), articulation, unit),
    ]


def _pauses(reading: Reading, timing: Timing) -> list[Feature]:
    silence = limits().silence
    pauses = timing.longer_than(silence.pause_ms)
    share = sum(gap.length_ms for gap in pauses) / timing.spoken_ms
    often = _feature(
        "pauses", reading, timing, falling(share, silence.share), 60_000 * len(pauses) / timing.spoken_ms, "a minute"
    )
    often = often.model_copy(update={"parts": {"count": float(len(pauses)), "share": share}})
    if not pauses:
        return [often]
    longest = max(pauses, key=lambda gap: gap.length_ms)
    middle = float(median(gap.length_ms for gap in pauses))
    long = _feature("pause_longest", reading, timing, None, float(longest.length_ms), "ms")
    return [
        often,
        _feature("pause_median", reading, timing, None, middle, "ms"),
        long.model_copy(update={"evidence": (reading.evidence(longest.around, "pause"),)}),
    ]


def _feature(
    name: FeatureName, reading: Reading, timing: Timing, value: float | None, raw: float, unit: str
) -> Feature:
    return Feature(
        name=name,
        group="speech",
        value=value,
        raw=raw,
        unit=unit,
        source="transcript",
        confidence=trust_in_times(reading, timing.spoken_ms),
    )
