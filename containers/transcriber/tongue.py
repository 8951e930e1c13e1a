"""Chooses the language in which to listen, from how probable each language is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.assessment.model.transcript import TranscribeOptions
from shared.kernel.language import Language

SURE = 0.6
"""Below it the detector guesses: listen longer, and do not accuse a candidate of speaking another language."""
UNDETERMINED = "und"
"""ISO 639: nobody spoke."""


@dataclass(frozen=True)
class Tongue:
    """The language to listen in, how sure that is, and what was heard when any language was allowed."""

    language: Language
    probability: float
    detected: str


def choose(chances: Sequence[Mapping[str, float]], options: TranscribeOptions) -> Tongue:
    """Decide from the detector's probabilities for one or more windows, which are averaged.

    The language used is one that the tenant accepts, or the one that was asked for. ``detected`` is another one only
    when the detector is ``SURE`` of it. Cantonese, which large models tell apart, counts as Chinese.
    """
    mean = _mean(chances)
    likeliest: Language = max(options.languages, key=lambda language: mean.get(language, 0.0))
    used: Language = likeliest if options.language is None else options.language
    heard = max(mean, key=lambda language: mean[language])
    return Tongue(
        language=used,
        probability=1.0 if options.language else round(mean.get(used, 0.0), 4),
        detected=heard if mean[heard] >= SURE else used,
    )


def is_sure(chances: Sequence[Mapping[str, float]]) -> bool:
    """Whether enough has been heard to tell the language."""
    return max(_mean(chances).values()) >= SURE


def unspoken(options: TranscribeOptions) -> Tongue:
    """Return the answer for a recording in which nobody speaks."""
    return Tongue(language=options.language or options.languages[0], probability=0.0, detected=UNDETERMINED)


def _mean(chances: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for window in chances:
        for language, chance in window.items():
            name = "zh" if language == "yue" else language
            total[name] = total.get(name, 0.0) + chance / len(chances)
    return total
