"""What was measured in an answer, in its three groups, and the expressions of a face over time."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import Feature, FeatureGroup
from shared.assessment.model.vision import EXPRESSIONS, VisionSecond
from shared.assessment.report.charts import WIDTH, duration_ms, sure_expressions

SHOWN_FROM = 0.2
"""A class of expression that never gets this probable has no row."""
SHADES = 8
"""Seconds of the same shade are drawn as one: a long answer stays a small page."""


class Cell(NamedTuple):
    """A stretch of one shade (0–1) in grid units."""

    x: float
    width: float
    shade: float


class Strip(NamedTuple):
    """One class of expression over the answer."""

    name: str
    cells: list[Cell]


def grouped(assessed: AnswerAssessed) -> list[tuple[FeatureGroup, list[Feature]]]:
    """Return the answer's measurements by group, groups that are empty left out.

    Those that only some competencies have (nearness to a behaviour) stand with their scores, not here.
    """
    groups = get_args(FeatureGroup)
    sorted_in = {group: [one for one in assessed.features if one.group == group] for group in groups}
    return [(group, features) for group, features in sorted_in.items() if features]


def expressions(assessed: AnswerAssessed) -> list[Strip]:
    """Return a strip for each class of expression that was surely seen; none where expression was not measured."""
    duration = duration_ms(assessed)
    sure = {second.at_ms for second in sure_expressions(assessed)}
    measured = [second for second in assessed.vision.timeline if second.at_ms in sure]
    if not measured or not duration:
        return []
    seen = [
        name
        for name in EXPRESSIONS
        if name == "neutral" or max(_probability(second, name) for second in measured) >= SHOWN_FROM
    ]
    return [Strip(name, _cells(measured, name, duration)) for name in seen]


def _cells(measured: Sequence[VisionSecond], name: str, duration: int) -> list[Cell]:
    scale = WIDTH / duration
    cells: list[Cell] = []
    for second in measured:
        shade = round(_probability(second, name) * SHADES) / SHADES
        x, width = round(second.at_ms * scale, 1), round(1000 * scale, 1)
        if cells and cells[-1].shade == shade and abs(cells[-1].x + cells[-1].width - x) < 0.5:
            cells[-1] = cells[-1]._replace(width=round(x + width - cells[-1].x, 1))
        else:
            cells.append(Cell(x, min(width, WIDTH - x), shade))
    return [cell for cell in cells if cell.shade > 0]


def _probability(second: VisionSecond, name: str) -> float:
    return float(getattr(second.expression, name)) if second.expression else 0.0
