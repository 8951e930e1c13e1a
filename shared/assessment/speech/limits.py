"""The figures of ``limits.toml``, typed."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

Pair = tuple[float, float]


class Silence(Frozen):
    """Milliseconds, and the share of pauses with full and with no mark."""

    articulation_ms: int
    pause_ms: int
    apart_ms: int
    share: Pair


class Rate(Frozen):
    """Comfortable bands, in syllables (en) or characters (zh) a second."""

    speech: Pair
    articulation: Pair


class Disfluency(Frozen):
    """A hundred tokens: the count with the full mark, and the one with none."""

    fillers: Pair
    false_starts: Pair


class Trust(Frozen):
    """What confidence is made of."""

    full_ms: int
    full_tokens: int
    recogniser: float
    voice_ms: int
    noise_db: Pair
    clipped: Pair


class Limits(Frozen):
    """All of them."""

    silence: Silence
    rate: dict[Language, Rate]
    disfluency: dict[Language, Disfluency]
    trust: Trust


SLOPE = 1.5
"""A band's mark falls to nothing at two thirds below its lower or above its upper end."""


@cache
def limits() -> Limits:
    """Return the figures."""
    return Limits.model_validate(tomllib.loads((files(__package__) / "limits.toml").read_text(encoding="utf-8")))


def within(figure: float, band: Pair) -> float:
    """Return the mark of a figure that should lie in a band."""
    low, high = band
    outside = max(0.0, (low - figure) / low, (figure - high) / high)
    return max(0.0, 1.0 - SLOPE * outside)


def falling(figure: float, pair: Pair) -> float:
    """Return 1 at the pair's first number and before it, 0 at the second and behind; the pair may run downwards."""
    full, none = pair
    return min(1.0, max(0.0, (none - figure) / (none - full)))
