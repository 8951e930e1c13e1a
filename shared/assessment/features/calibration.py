"""From an embedder's cosines, which have no zero of their own, to standard deviations above off-topic talk."""

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from statistics import fmean

from shared.assessment.ports import Embedder
from shared.kernel.language import LANGUAGES, Language

SMALLEST_SPREAD = 1e-3
"""Of the anchors' similarities; under it the embedder tells nothing apart, and every z-score would be noise."""


@cache
def off_topic_anchors(language: Language) -> tuple[str, ...]:
    """Return the off-topic texts of ``language`` from ``off_topic.toml``."""
    data = tomllib.loads((files(__package__) / "off_topic.toml").read_text(encoding="utf-8"))
    return tuple(data[language])


def standings(embedder: Embedder, query: str, passages: Sequence[str], language: Language) -> list[float]:
    """Return for each passage how far it stands above off-topic talk, in standard deviations of the anchors.

    ``query`` is what passages are compared with (a question, an anchored level). 0 is as near to it as small talk is
    on the average; the measured figures of true answers are in docs/benchmarks.md.
    """
    anchors = off_topic_anchors(language)
    similarities = embedder.similarities(query, [*anchors, *passages])
    background, ours = similarities[: len(anchors)], similarities[len(anchors) :]
    mean = fmean(background)
    # statistics.stdev is exact, and a hundred times slower than what rounding needs here.
    spread = max(math.sqrt(sum((near - mean) ** 2 for near in background) / (len(background) - 1)), SMALLEST_SPREAD)
    return [(similarity - mean) / spread for similarity in ours]


def share(z: float, middle: float, slope: float) -> float:
    """Map a z-score to 0–1 by a logistic curve that is 0.5 at ``middle`` and steeper for a larger ``slope``."""
    return 1.0 / (1.0 + math.exp(-slope * (z - middle)))


def language_of(text: str) -> Language:
    """Return the language that ``text`` is written in: Mandarin from a fifth of Chinese characters on."""
    letters = [character for character in text if character.isalpha()]
    chinese = sum("\u3400" <= character <= "\u9fff" for character in letters)
    return LANGUAGES[0] if letters and chinese >= len(letters) / 5 else LANGUAGES[1]
