"""Fluency: few fillers and false starts, and where words have times a comfortable rate with short pauses."""

from collections.abc import Sequence

from shared.assessment.features.reading import Reading
from shared.assessment.model.score import Feature, FeatureName

WEIGHTS: dict[FeatureName, float] = {"fillers": 0.45, "false_starts": 0.2, "speech_rate": 0.2, "pauses": 0.15}
"""Fillers first: of all that trained raters and models heard in job interviews they told most (Naim et al. 2018)."""
WRITTEN = "text"
"""The model's name in the transcript of a written answer, in which nobody hesitates."""


def fluency(reading: Reading, speech: Sequence[Feature]) -> Feature | None:
    """Put the speech features of ``speech`` together, 0–1. None for a written answer.

    What could not be measured (rate and pauses without word times) gives its share to the others. ``raw`` is fillers
    a hundred tokens. Evidence: the first fillers and false starts. Trust grows with the recogniser's certainty.
    """
    told = {feature.name: feature for feature in speech if feature.name in WEIGHTS and feature.value is not None}
    if reading.transcript.model == WRITTEN or "fillers" not in told:
        return None
    total = sum(WEIGHTS[name] for name in told)
    return Feature(
        name="fluency",
        group="speech",
        value=sum(WEIGHTS[name] * (feature.value or 0.0) for name, feature in told.items()) / total,
        raw=told["fillers"].raw,
        unit=told["fillers"].unit,
        source="transcript",
        confidence=min(1.0, reading.transcript.mean_probability) * min(1.0, len(reading.tokens) / 60),
        evidence=tuple(quote for name in ("fillers", "false_starts") if name in told for quote in told[name].evidence)[
            :3
        ],
        parts={name: feature.value or 0.0 for name, feature in told.items()},
    )
