"""Several samples of one question: each in another order, and what they say together."""

from collections.abc import Sequence
from statistics import median, pstdev
from typing import TypeVar

from shared.assessment.rubrics.model import LEVELS
from shared.kernel.frozen import Frozen

T = TypeVar("T")
BAND = 100 / LEVELS
"""Score points of a level: five equal bands (``local_judge.level_of`` is the way back)."""


class Ordering(Frozen):
    """In what order sample number ``sample`` (from 0) reads. Position moves a language model's judgement, so rubrics
    are rotated from sample to sample, and every second one reads the levels from the highest down."""

    sample: int

    def rubrics(self, given: Sequence[T]) -> tuple[T, ...]:
        """Return ``given`` rotated by the sample's number."""
        turn = self.sample % len(given) if given else 0
        return (*given[turn:], *given[:turn])

    def anchors(self, given: Sequence[str]) -> tuple[tuple[int, str], ...]:
        """Return level and behaviour, ascending in even samples and descending in odd ones."""
        levels = tuple(enumerate(given, start=1))
        return levels[::-1] if self.sample % 2 else levels


class Agreed(Frozen):
    """``level`` is the median of the levels (x.5 where two middle ones differ), ``spread`` their standard deviation."""

    level: float
    spread: float

    @property
    def score(self) -> float:
        """The middle of the level's band, 0–100: level 1 is 10, level 5 is 90, level 3.5 is 60."""
        return round((self.level - 0.5) * BAND, 1)


def agreed(levels: Sequence[int], asked: int) -> Agreed | None:
    """Return what ``levels`` say together, or None where they are not the majority of the samples ``asked``."""
    if 2 * len(levels) <= asked:
        return None
    return Agreed(level=float(median(levels)), spread=round(pstdev(levels), 3))
