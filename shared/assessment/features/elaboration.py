"""Elaboration: how much was said. A doubling counts the same at any length; rambling is for relevance to find."""

from shared.assessment.features.reading import Reading
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Feature


def elaboration(reading: Reading) -> Feature:
    """Measure how much was said, in words (en) or characters (zh) without hesitation sounds.

    Interviewers' ratings rise with the amount said and level off (Hickman et al. 2022; Naim et al. 2018), so the
    value follows its logarithm.
    """
    tokens, sentences = len(reading.spoken), max(1, len(reading.sentences))
    return Feature(
        name="elaboration",
        value=scaled("elaboration", tokens, reading.language),
        raw=float(tokens),
        unit="characters" if reading.language == "zh" else "words",
        source="transcript",
        confidence=1.0,
        parts={"sentences": float(sentences), "tokens_a_sentence": tokens / sentences},
    )
