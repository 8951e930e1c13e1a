"""The expression of each second: the likeliest of seven classes, and how pleasant it looks against the person's own.

What a face shows, never what a person feels.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from statistics import median

from shared.assessment.model.vision import EXPRESSIONS, Expression, Vision
from shared.assessment.watching.finding import SURE_ENOUGH
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen


class Baseline(Frozen):
    """How many of the first sure seconds make a person's own valence, and how many are too few."""

    seconds: int
    least: int


class Valences(Frozen):
    """``valence.toml``: class → −1…1."""

    valence: dict[str, float]
    baseline: Baseline


class ExpressionSecond(Frozen):
    """One surely measured second. ``dominant`` is one of ``EXPRESSIONS`` and ``probability`` its own, 0–1.

    ``valence`` −1…1 is the mean over all seven classes, ``from_baseline`` its distance from the person's own first
    seconds (−2…2), null where those were too few. ``confidence`` 0–1 is the second's.
    """

    at_ms: Milliseconds
    dominant: str
    probability: float
    valence: float
    from_baseline: float | None
    confidence: float


def expression_timeline(vision: Vision) -> tuple[ExpressionSecond, ...]:
    """Return the sure seconds in order; none where expression was not allowed to be measured."""
    sure = [
        (row, row.expression) for row in vision.timeline if row.expression is not None and row.confidence >= SURE_ENOUGH
    ]
    levels = [valence_of(expression) for _, expression in sure]
    own = baseline_of(levels)
    return tuple(
        ExpressionSecond(
            at_ms=row.at_ms,
            dominant=(dominant := max(EXPRESSIONS, key=lambda name: float(getattr(expression, name)))),
            probability=getattr(expression, dominant),
            valence=level,
            from_baseline=None if own is None else level - own,
            confidence=row.confidence,
        )
        for (row, expression), level in zip(sure, levels, strict=True)
    )


def valence_of(expression: Expression) -> float:
    """Return −1…1: the classes' valences weighed with their probabilities."""
    weights = _valences().valence
    return sum(weights[name] * float(getattr(expression, name)) for name in EXPRESSIONS)


def baseline_of(levels: Sequence[float]) -> float | None:
    """Return the median of the first levels; None where there are too few."""
    baseline = _valences().baseline
    first = levels[: baseline.seconds]
    return median(first) if len(first) >= baseline.least else None


@cache
def _valences() -> Valences:
    return Valences.model_validate(tomllib.loads((files(__package__) / "valence.toml").read_text(encoding="utf-8")))
