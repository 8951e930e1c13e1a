"""Cues of the lexicon found in a reading: where they stand, and how often a hundred tokens."""

from shared.assessment.features.lexicon import cue_pattern
from shared.assessment.features.reading import Reading, Span


def found(reading: Reading, section: str, name: str) -> list[Span]:
    """Return where the cues of a list of the lexicon stand in the text, in order."""
    pattern = cue_pattern(reading.language, section, name)
    return [Span(*match.span()) for match in pattern.finditer(reading.text.replace("’", "'"))]


def per_hundred(count: float, reading: Reading) -> float:
    """Return ``count`` a hundred tokens (words in English, characters in Mandarin)."""
    return 100.0 * count / max(1, len(reading.tokens))


def sentences_with(reading: Reading, section: str, name: str) -> list[Span]:
    """Return the sentences in which a cue of the list stands, each once, in order."""
    return list(dict.fromkeys(reading.sentence_at(span.start) for span in found(reading, section, name)))
