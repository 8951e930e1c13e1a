"""Confidence and standard error of what several samples of a model say (``judge.toml``)."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from statistics import median

from shared.assessment.llm.sampling import BAND, Agreed
from shared.kernel.frozen import Frozen

WIDEST = 2.0
"""The largest standard deviation that levels 1 to 5 can have."""


class Trust(Frozen):
    """``judge.toml``: score points at confidence 1 and 0, and the highest confidence that counts."""

    at_full_confidence: float
    at_no_confidence: float
    highest: float

    def confidence(self, said: Sequence[float], found: Agreed, asked: int) -> float:
        """Return 0–1: the median of what the samples say, less for spread and for samples that gave nothing."""
        stated = min(self.highest, median(said))
        return round(stated * (1 - found.spread / WIDEST) * len(said) / asked, 3)

    def standard_error(self, confidence: float, found: Agreed) -> float:
        """Return score points: the prior at this confidence, and the samples' spread, added in squares."""
        prior = self.at_no_confidence - confidence * (self.at_no_confidence - self.at_full_confidence)
        return round(sqrt(prior**2 + (BAND * found.spread) ** 2), 2)


@cache
def trust() -> Trust:
    """Return the documented figures beside this file."""
    data = tomllib.loads((files(__package__) / "judge.toml").read_text(encoding="utf-8"))
    return Trust.model_validate({**data["standard_error"], **data["confidence"]})
